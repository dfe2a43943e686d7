import t from 'tap';
import type { Change, NewWord } from '../../../src/haproxy/edit/change.ts';
import type { CureEdit } from '../../../src/report/cure/cure.ts';
import { withoutEachWord } from './words.ts';

const at = { file: 'haproxy.cfg', line: 3 };

function edit(change: Change, more: Partial<CureEdit> = {}): CureEdit {
  const text = change.kind === 'drop' ? 'taken out' : change.words.join(' ');
  const said = { because: 'SNI101', since: '1.8', safety: 'safe', notes: [] } as const;
  return { change, proxy: 'be', servers: ['be/s1'], scope: 'server', text, ...said, notes: [], ...more };
}

const line = (...words: NewWord[]) => edit({ kind: 'line', at, where: 'after', words });

/** What is left of the words of each change, each time. */
const rests = (edits: CureEdit[]) =>
  withoutEachWord(edits).map(({ changes }) =>
    changes.map((change) => (change.kind === 'drop' ? 'drop' : change.words.join(' '))),
  );

t.test('each edit is left out in turn, and those that keep something stay', async (t) => {
  const added = edit({ kind: 'add', at, words: ['check-sni', 'a.example'] });
  const kept = edit({ kind: 'add', at, words: ['ssl'] }, { kept: true });
  t.same(rests([added, kept, edit({ kind: 'drop', at })]), [
    ['ssl', 'drop'],
    ['check-sni a.example', 'ssl'],
  ]);
});

t.test('each word group of a line is left out in turn', async (t) => {
  t.same(rests([line('http-check', 'send', 'meth', 'GET', 'hdr', 'Host', 'a.example')]), [
    [],
    ['http-check send hdr Host a.example'],
    ['http-check send meth GET'],
  ]);
  t.same(rests([line('http-check', 'connect', 'ssl', 'sni', 'a.example', 'alpn', 'h2')]), [
    [],
    ['http-check connect sni a.example alpn h2'],
    ['http-check connect ssl alpn h2'],
    ['http-check connect ssl sni a.example'],
  ]);
  t.same(rests([line('option', 'httpchk', 'GET', '/a')]), [
    [],
    ['option httpchk'],
    ['option httpchk /a'],
    ['option httpchk GET'],
  ]);
});

t.test('a rule with its condition is one word', async (t) => {
  t.same(rests([line('http-request', 'set-header', 'X-Forwarded-Proto', 'https', 'if', '{ ssl_fc }')]), [[]]);
  t.same(rests([line('http-check', 'expect', 'status', '200')]), [[]]);
});

t.test('words in the place of others may be as good as none', async (t) => {
  t.same(rests([edit({ kind: 'replace', at, from: 4, to: 6, words: ['check-sni', 'a.example'] })]), [[], ['']]);
});
