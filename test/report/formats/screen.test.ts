import t, { type Test } from 'tap';
import { columns } from '../../../src/cli/table.ts';
import { type Look, plain } from '../../../src/report/formats/paint.ts';
import { planList } from '../../../src/report/formats/plan-list.ts';
import { screen } from '../../../src/report/formats/screen.ts';
import { story } from '../../../src/report/formats/story.ts';
import type { ProbeResult } from '../../../src/types.ts';
import { question, sample } from './sample.ts';

const look: Look = { paint: plain, columns, verbose: false, explain: false, several: false };

function draw(result: ProbeResult, change: Partial<Look> = {}): string {
  return screen(result, { ...look, ...change });
}

/** Nothing but printable ASCII and line feeds; 80 columns but for what is copied. */
function holds(t: Test, text: string): void {
  t.notMatch(text, /[^\n\x20-\x7e]/);
  const wide = text.split('\n').filter((line) => line.length > 80 && !line.startsWith('    '));
  t.same(wide, []);
  t.notMatch(text, / $/m, 'no blanks at the end of a line');
}

t.test('fixable', async (t) => {
  const text = draw(sample());
  t.matchSnapshot(text);
  holds(t, text);
});

t.test('fixable, everything said', async (t) => {
  const text = draw(sample(), { verbose: true, explain: true, several: true });
  t.matchSnapshot(text);
  holds(t, text);
});

t.test('healthy', async (t) => {
  const [, cured] = sample().predictions;
  const text = draw({
    ...sample(),
    verdict: 'healthy',
    needs: [],
    findings: [],
    remedy: null,
    predictions: cured ? [cured] : [],
  });
  t.matchSnapshot(text);
  t.match(text, /^HEALTHY {2}10\.0\.0\.5:443 needs nothing special\n/);
  holds(t, text);
});

t.test('broken: what to do stands under each finding', async (t) => {
  const [finding] = sample().findings;
  if (!finding) return t.fail();
  const advice = ['Renew it at the backend.', 'Until then: nothing in HAProxy mends it.'];
  const expired = {
    ...finding,
    code: 'SNI402',
    id: 'certificate-expired',
    title: 'The certificate has expired',
    advice,
  };
  const text = draw({ ...sample(), verdict: 'broken', needs: [], findings: [expired], remedy: null });
  t.matchSnapshot(text);
  t.match(text, /^BROKEN {2}10\.0\.0\.5:443: The certificate has expired\n/);
  for (const line of advice) t.match(text, `-> ${line}`);
  holds(t, text);
});

t.test('unreachable', async (t) => {
  const bare = { findings: [], predictions: [], observations: [], logs: {}, remedy: null, reproduce: [], needs: [] };
  const text = draw({
    ...sample(),
    ...bare,
    verdict: 'unreachable',
    connections: 1,
    from: null,
    haproxyVersion: 'any',
  });
  t.matchSnapshot(text);
  holds(t, text);
});

t.test('what goes elsewhere than into the backend, and what wants a look first', async (t) => {
  const result = sample();
  result.remedy?.directives.push(
    { scope: 'global', text: 'ssl-server-verify required', because: 'SNI108', since: '1.8', safety: 'safe' },
    { scope: 'server', text: 'inter 4000ms', because: 'SNI406', since: '1.5', safety: 'review' },
  );
  const text = draw(result);
  t.match(text, /PASTE into global\n {4}ssl-server-verify required\n/);
  t.match(text, / ! Look before you paste: inter 4000ms\n/);
});

t.test('repeated', async (t) => {
  const result = sample();
  t.match(
    draw({ ...result, repeats: [{ id: 'tls-with-sni', runs: 20, failed: 7, kinds: ['reset'] }] }),
    /20 times\n TLS, www\.example\.test: 7 of 20 failed \(reset\)\n/,
  );
  t.match(
    draw({ ...result, repeats: [{ id: 'tcp', runs: 3, failed: 0, kinds: [] }] }),
    /3 times: every connection ended the same/,
  );
});

t.test('whatever a backend sends, nothing but printable ASCII comes out, and no line is faked', async (t) => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\r\nHEALTHY\u0085\u009b1m\u202e\u2028😀';
  const result = sample();
  const poisoned = JSON.parse(
    JSON.stringify(result, (key, value) => {
      const ours = [
        'schema',
        'verdict',
        'needs',
        'id',
        'evidence',
        'severity',
        'kind',
        'stage',
        'outcome',
        'backend',
        'directives',
      ];
      return typeof value === 'string' && !ours.includes(key) ? value + evil : value;
    }),
  ) as ProbeResult;
  poisoned.needs = result.needs;
  for (const explain of [false, true]) {
    const text = draw(poisoned, { verbose: true, explain, several: true });
    t.notMatch(text, /[^\n\x20-\x7e]/);
    t.notMatch(text, /^HEALTHY/m);
  }
  t.notMatch(story(poisoned, plain), /[^\n\x20-\x7e]/);
});

t.test('colour goes around the words and changes none', async (t) => {
  const mark = (text: string) => `\u001b[31m${text}\u001b[39m`;
  const paint = { red: mark, yellow: mark, green: mark, bold: mark, dim: mark };
  const strip = (text: string) =>
    text
      .split('\u001b[')
      .map((piece, i) => (i ? piece.replace(/^\d+m/, '') : piece))
      .join('');
  t.equal(strip(draw(sample(), { paint })), draw(sample()));
});

t.test('the connections that would be made', async (t) => {
  const plans = sample().observations.map(({ id, title, plan }) => ({ id, title, plan }));
  const text = planList({ question, plans, later: ['what the answers call for'] }, look);
  t.matchSnapshot(text);
  holds(t, text);
});

t.test('the story', async (t) => {
  t.matchSnapshot(story(sample(), plain));
});
