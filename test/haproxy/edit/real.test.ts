import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Change } from '../../../src/haproxy/edit/change.ts';
import { unifiedDiff } from '../../../src/haproxy/edit/diff.ts';
import { onEveryHaproxy, readByHaproxy } from '../syntax/real.ts';
import { add, drop, edited, file, lineBeside, replace } from './edited.ts';

const before = readFileSync(new URL('../../../fixtures/configs/odd-layout.cfg', import.meta.url), 'latin1');

/** As an editor counts them. */
const lineOf = (text: string) => before.split('\n').findIndex((line) => line.includes(text)) + 1;
const [check, first, second, third] = ['option          httpchk', 'web1', 'web2', 'web-3'].map(lineOf) as [
  number,
  number,
  number,
  number,
];

const changes: Change[] = [
  lineBeside(check, 'after', ['http-check', 'send', 'meth', 'GET', 'uri', '/it is#up', 'hdr', 'Host', { raw: '"$SHOP"' }]),
  lineBeside(first, 'before', ['http-request', 'set-header', 'X-Motto', "it's gr\xc3\xbcn", 'if', '{', 'ssl_fc', '}']),
  ...[first, second].flatMap((line) => [add(line, 'ssl', 3), add(line, 'verify none', 3), add(line, 'check-sni shop.example.test', 4)]),
  replace(third, 4, 6, 'verify required ca-file @system-ca'),
  replace(third, 4, 6, ''),
  add(lineOf('f1'), ['sni', 'str(files.example.test)'], 6),
  replace(lineOf('/health page'), 3, 4, ['/health']),
  drop(lineOf('balance')),
  lineBeside(lineOf('backend empty'), 'after', 'default-server inter 2s'),
].filter((_, i) => i !== 8);

const after = edited(before, ...changes);

t.test('a file laid out by many hands', async (t) => {
  t.equal(Buffer.from(unifiedDiff([{ name: file, text: before }], [{ name: file, text: after }]), 'latin1').toString(), '');
});

t.test('real HAProxy takes it', async (t) => {
  await onEveryHaproxy(t, async (t, _branch, tool) => {
    for (const [name, text] of Object.entries({
      before,
      after,
      'after, CRLF': edited(before.replaceAll('\n', '\r\n'), ...changes),
    })) {
      const { exitCode, messages } = await readByHaproxy(tool, { [file]: text }, {});
      t.equal(exitCode, 0, `${name}: ${messages}`);
    }
  });
});
