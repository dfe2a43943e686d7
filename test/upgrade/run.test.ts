import { applyPatch } from 'diff';
import t, { type Test } from 'tap';
import type { RunningFixture } from '../../fixtures/servers/fixture.ts';
import type { UpgradeChange, UpgradeResult } from '../../src/upgrade-types.ts';
import { asks, backendNamed, hidden, site, tls } from './cases.ts';
import { configuration, pki, upgraded } from './upgraded.ts';

async function start(t: Test, name: string): Promise<RunningFixture> {
  const backend = await backendNamed(name).start({ host: site, pki });
  t.teardown(() => backend.close());
  return backend;
}

const at = (line: string, { port }: RunningFixture) => line.replaceAll('PORT', String(port));
const keys = (some: readonly { proxy: string | null; server: string | null }[]) =>
  some.map(({ proxy, server }) => `${proxy}/${server}`);

function patched(text: string, { patch }: UpgradeResult): string {
  const after = applyPatch(text, patch);
  if (after === false) throw new Error('the patch does not fit');
  return after;
}

t.test('only servers that turn are changes, each once, with both outcomes', async (t) => {
  const [strict, healthy] = [await start(t, 'contour'), await start(t, 'healthy-tls')];
  const second = tls.replace('s1', 's2');
  const text = configuration(`${asks}\n${at(tls, strict)} check\n${at(second, healthy)} check`);
  const result = await upgraded(text, '3.2', '3.4');
  t.match(result, { schema: 'sni-doctor/upgrade/1', from: '3.2.26', to: '3.4.7', direction: 'upgrade' });
  t.same(keys(result.servers), ['be/s1', 'be/s2']);
  t.same(keys(result.changes), ['be/s1']);
  t.match(result.changes[0], {
    file: 'haproxy.cfg',
    line: text.split('\n').findIndex((line) => line.includes('server s1')) + 1,
    before: { check: { status: 'L6RSP', up: false }, traffic: [{ host: site, status: 503 }] },
    after: { check: { status: 'L7OK', code: 200, up: true }, traffic: [{ host: site, status: 200 }] },
  });
  t.same(
    result.sends.map(({ server, of, before, after }) => [server, of, before?.sni, after?.sni]),
    [
      ['s2', 'check', null, site],
      ['s2', 'traffic', null, site],
    ],
  );
});

t.test('the same version changes nothing, and each plan is performed once', async (t) => {
  const backend = await start(t, 'contour');
  const result = await upgraded(configuration(`${asks}\n${at(tls, backend)} check`), '3.2.26', '3.2');
  t.match(result, { direction: 'same', changes: [], sends: [], infos: [], new: [], removed: [], patch: '' });
  // The check, traffic, and the ClientHello of the TLS library that such builds have.
  t.equal(result.connections, 3);
  t.equal(backend.seen.length, 3);
});

t.test('edits keep what turns for the worse and leave alone what turns for the better', async (t) => {
  const [strict, shy] = [await start(t, 'contour'), await start(t, 'no-name-wanted')];
  const lines = `${asks}\n${at(tls, strict)} check\n${at(tls.replace('s1', 's2'), shy)} check\n${at(tls.replace('s1', 's3'), strict)} check`;
  const text = configuration(lines);
  const result = await upgraded(text, '3.2', '3.4');
  const severities = (some: readonly UpgradeChange[]) => some.map(({ server, severity }) => `${server} ${severity}`);
  t.same(severities(result.changes), ['s1 info', 's2 error', 's3 info']);
  t.same(
    result.changes.map(({ edits }) => edits.length > 0),
    [false, true, false],
  );
  const again = await upgraded(patched(text, result), '3.2', '3.4');
  t.same(severities(again.changes), ['s1 info', 's3 info']);
});

t.test('the patch changes no other byte', async (t) => {
  const backend = await start(t, 'certificate-wrong-name');
  const server = `server s1 127.0.0.1:${backend.port} ssl verify required ca-file ca.pem check`;
  const text = configuration(`# M\xfcller\n${asks}\n\n\t${server}  # why`).replaceAll('\n', '\r\n');
  const result = await upgraded(text, '3.2', '3.4');
  const after = patched(text, result);
  const added = after.split('\r\n').filter((line) => !text.split('\r\n').includes(line));
  t.equal(added.length, 1);
  t.match(
    added[0],
    /^ {4}\t(server s1 \S+ ssl verify required ca-file ca\.pem) sni str\(other\.example\.test\) check .* {2}# why$/,
  );
  t.equal(after.replace(' sni str(other.example.test)', '').replace(' check-sni other.example.test', ''), text);
});

t.test('a line that the second version refuses', async (t) => {
  const backend = await start(t, 'contour');
  const named = `check check-sni ${site} sni str(${site})`;

  t.test('concerns the servers of its backend', async (t) => {
    const other = `backend other\n    ${asks.replaceAll('\n', '\n    ')}\n    ${at(tls, backend)} ${named}`;
    const sections = `backend be\n    ${hidden}\n    ${at(tls, backend)} ${named}\n${other}`;
    const text = configuration(sections);
    const result = await upgraded(text, '2.6', '2.8');
    t.same(keys(result.changes), ['be/s1']);
    t.match(result.changes[0], { code: 'SNI343', severity: 'error', before: { check: { status: 'L7OK' } } });
    t.match(result.changes[0]?.after, { fatal: /http-check send/ });
    t.match(result.new, [{ severity: 'fatal' }]);
    const again = await upgraded(patched(text, result), '2.6', '2.8');
    t.match(again, { changes: [], new: [], refused: [] });
  });

  t.test('in defaults concerns all who take it over', async (t) => {
    const sections = `defaults\n    mode http\n    ${hidden}\nbackend be\n    ${at(tls, backend)} ${named}\nbackend own\n    option httpchk GET /\n    ${at(tls, backend)} ${named}`;
    const text = configuration(sections);
    const result = await upgraded(text, '2.6', '2.8');
    t.same(keys(result.changes), ['be/s1']);
    t.ok(result.changes[0]?.edits.includes('option httpchk GET /'));
    const again = await upgraded(patched(text, result), '2.6', '2.8');
    t.same([again.changes, again.new.length], [[], 0]);
  });

  t.test('of no server is told of the configuration', async (t) => {
    const text = configuration(`defaults\n    mode http\nbackend be\n    ${at(tls, backend)} ${named}`);
    const result = await upgraded(`program log\n    command cat\n${text}`, '3.2', '3.4');
    t.match(result.changes, [{ proxy: null, server: null, line: 1, severity: 'error', after: { fatal: /3\.3/ } }]);
  });

  t.test('and the first one too, is no change', async (t) => {
    const text = configuration(`${hidden}\n${at(tls, backend)} ${named}`);
    const result = await upgraded(text, '2.8', '3.4');
    t.match(result, { changes: [], new: [], removed: [], patch: '', refused: [{ severity: 'fatal' }] });
  });
});

t.test('a line that only the first version refuses is the mirror image', async (t) => {
  const backend = await start(t, 'contour');
  const text = configuration(`${asks}\n${at(tls, backend)} no-sni-auto check check-sni ${site} sni str(${site})`);
  const { changes, removed } = await upgraded(text, '3.2', '3.4');
  t.match(changes, [{ severity: 'info', before: { fatal: /no-sni-auto/ }, after: { check: { status: 'L7OK' } } }]);
  t.match(removed, [{ severity: 'fatal', word: 'no-sni-auto' }]);
});

t.test('traffic that lives by the sessions of a check gets a name of its own', async (t) => {
  const backend = await start(t, 'contour');
  const text = configuration(`${asks}\n${at(tls, backend)} check check-sni ${site}`);
  const result = await upgraded(text, '3.0', '3.2');
  t.same(result.changes, []);
  t.match(result.sends, [{ code: 'SNI341', of: 'traffic', severity: 'warning', edits: [`sni str(${site})`] }]);
  t.same((await upgraded(patched(text, result), '3.0', '3.2')).sends, []);
});

t.test('offline: nothing turns, and what is sent says what to do', async (t) => {
  const text = configuration(`${asks}\n${tls.replace('PORT', '443')} check`);
  const result = await upgraded(text, '3.2', '3.4', { offline: true });
  t.match(result, { changes: [], connections: 0, connectedFrom: null });
  t.same(
    result.sends.map(({ of, severity }) => `${of} ${severity}`),
    ['check warning', 'traffic warning'],
  );
  for (const { edits } of result.sends) t.ok(edits.includes('default-server no-sni-auto no-check-sni-auto'));
  const again = await upgraded(patched(text, result), '3.2', '3.4', { offline: true });
  t.same(again.sends, []);
});

t.test('a backend that answers now so, now otherwise, has not changed by an upgrade', async (t) => {
  const backend = await start(t, 'intermittent');
  const { changes, unknown } = await upgraded(configuration(`${asks}\n${at(tls, backend)} check`), '3.2', '3.4');
  t.same(changes, []);
  t.match(unknown, [{ proxy: 'be', server: 's1', because: /did not answer the same connections alike/ }]);
});

t.test('what is not known is said', async (t) => {
  const text = configuration(`${asks}\nserver s1 nowhere.example.test:443 ssl verify none check`);
  const { changes, unknown } = await upgraded(text, '3.2', '3.4');
  t.same(changes, []);
  t.match(unknown, [
    { proxy: 'be', server: 's1', of: 'both', text: 'nowhere.example.test', because: /does not resolve/ },
  ]);
});

t.test('of clients without a name nobody knows what they get', async (t) => {
  const backend = await start(t, 'no-name-wanted');
  const result = await upgraded(configuration(at(tls, backend)), '3.2', '3.4', { hosts: [] });
  t.match(result.changes, [{ severity: 'warning', because: /--host gives one/ }]);
});

t.test('each of several hosts and addresses', async (t) => {
  const backend = await start(t, 'contour');
  const text = configuration(`${asks}\nserver s1 backend.example.test:${backend.port} ssl verify none check`);
  const result = await upgraded(text, '3.2', '3.4', {
    hosts: [site, 'b.example.test'],
    resolve: async () => ['127.0.0.1', '127.0.0.2'],
  });
  t.same(keys(result.servers), ['be/s1', 'be/s1']);
  const [first] = result.changes;
  // It comes UP, and not all of its clients are served.
  t.match(first, {
    severity: 'warning',
    because: /comes UP, and b\.example\.test still gets an error/,
    before: {
      traffic: [
        { host: site, status: 503 },
        { host: 'b.example.test', status: 503 },
      ],
    },
    after: {
      traffic: [
        { host: site, status: 200 },
        { host: 'b.example.test', status: 503 },
      ],
    },
  });
});

t.test('ended, it ends', async (t) => {
  const backend = await start(t, 'silent');
  const signal = AbortSignal.timeout(300);
  const text = configuration(`${asks}\n${at(tls, backend)} check`);
  await t.rejects(upgraded(text, '3.2', '3.4', { signal }), { name: 'AbortError' });
});
