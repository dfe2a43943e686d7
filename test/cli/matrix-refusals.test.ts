import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { cell, line } from '../matrix/cell.ts';
import { run } from './run.ts';

const here = t.testdir({
  'hosts.txt': 'a.example.test\nb.example.test\n',
  'pairs.csv': '192.0.2.1,a.example.test,old\n192.0.2.2,a.example.test,new\n',
  'empty.ndjson': '',
  'diff.ndjson': line({ schema: 'sni-doctor/matrix-diff/1', host: 'a.example.test', from: 'old', to: 'new' }),
  'old.ndjson': line(cell('a.example.test', { target: 'old' })),
});
const hosts = `${here}/hosts.txt`;
const long = 'x'.repeat(300);
const base = ['--hosts', hosts, '--targets', 'old=192.0.2.1,new=192.0.2.2'];
const one = ['--hosts', hosts, '--targets', 'new=192.0.2.2'];

const usage: [argv: string[], message: RegExp][] = [
  [[], /--hosts is missing\n {2}sni-doctor matrix --hosts/],
  [['--targets', 'a=192.0.2.1'], /--hosts is missing/],
  [['--hosts', hosts], /--targets is missing/],
  [['hosts.txt'], /matrix takes no "hosts\.txt"\n {2}names of hosts: --hosts FILE/],
  [[...base, '--pairs', 'p.csv'], /--hosts does not go with --pairs/],
  [['--pairs', 'p.csv', '--targets', 'a=192.0.2.1'], /--targets does not go with --pairs/],
  [['--hosts', '-', '--hosts', '-', '--targets', 'a=192.0.2.1'], /standard input can be read only once/],
  [['--hosts', '-', '--targets', 'a=192.0.2.1', '--baseline', '-'], /standard input can be read only once/],
  [['merge', '-', '--baseline', '-'], /standard input can be read only once/],
  [['--hosts', '', '--targets', 'a=192.0.2.1'], /--hosts: an empty value/],
  [[...one, '--diff'], /--diff compares targets: there is only one/],
  [['--hosts', hosts, '--targets', `${here}/hosts.txt`, '--from', 'a.example.test'], /--diff is missing/],
  [[...base, '--diff', '--from', 'older'], /--from older: there is no such target: old, new/],
  [[...base, '--diff', '--baseline', 'b'], /--diff compares with another target, --baseline with an earlier run/],
  [[...base, '--baseline', ''], /--baseline needs a file/],
  [[...base, '--resume', ''], /--resume needs a file/],
  [[...base, '--resume', '-'], /--resume needs a file/],
  [[...base, '--resume', `${here}/old.ndjson`, '--output', `${here}/old.ndjson`], /name the same file/],
  [[...base, '--resume', `${here}/old.ndjson`, '--format', 'csv', '--output', `${here}/./old.ndjson`], /the same file/],
  [[...base, '--output', hosts], /--output .* would overwrite what is checked/],
  [['--pairs', `${here}/pairs.csv`, '--output', `${here}/pairs.csv`], /would overwrite/],
  [[...one, '--baseline', `${here}/old.ndjson`, '--output', `${here}/old.ndjson`], /would overwrite/],
  [[...base, '--shard', '4/3'], /--shard: 4\/3: parts are counted from 0/],
  [[...base, '--shard', '1'], /--shard: "1" is no part of a run/],
  [[...base, '--rate', '0'], /--rate: "0" is no number of connections per second/],
  [[...base, '--rate', 'fast'], /--rate: "fast"/],
  [[...base, '--concurrency', '0'], /--concurrency: "0" is no number from 1 to 10000/],
  [[...base, '--concurrency', '10001'], /--concurrency: "10001"/],
  [[...base, '--per-target', '-1'], /--per-target/],
  [[...base, '--retries', '11'], /--retries: "11" is no number from 0 to 10/],
  [[...base, '--body', '--method', 'HEAD'], /--body: an answer to HEAD has none/],
  [[...base, '--timeout', '5'], /--timeout: .* 5s or 5ms/],
  [[...base, '--port', '0'], /--port: "0" is no port/],
  [[...base, '--path', 'x'], /--path: .* begin with/],
  [[...base, '--source', 'eth0'], /--source: "eth0" is no IP address/],
  [[...base, '--source', '192.0.2.77'], /--source 192\.0\.2\.77: no address of this machine/],
  [[...base, '--cert', 'a.pem'], /--cert is given without --key/],
  [[...base, '--hosts-format', 'xml'], /hosts-format/],
  [[...base, '--format', 'html'], /--format html is not offered by matrix yet: table, ndjson, json, csv, markdown/],
  [[...base, '--output', ''], /--output needs a file/],
  [[...base, '--haproxy-version', 'new'], /--haproxy-version: "new" is no HAProxy version/],
  [[...base, '--plan', '--format', 'csv'], /--plan lists connections as table, ndjson or json, not as csv/],
  [['merge'], /matrix merge: a FILE is missing/],
  [['merge', 'a', '--hosts', hosts], /--hosts does not belong here: merge tests nothing/],
  [['merge', 'a', '--concurrency', '5'], /--concurrency does not belong here/],
  [['merge', '-', '-'], /standard input can be read only once/],
  [['merge', 'a', '--diff'], /which target is compared with\?\n {2}--diff --from LABEL/],
  [['merge', `${here}/old.ndjson`, '--output', `${here}/old.ndjson`], /would overwrite/],
  [['merge', 'a', '--format', 'xml'], /not offered by matrix/],
];

for (const [argv, message] of usage) {
  t.test(`2: matrix ${argv.join(' ').replaceAll(here, '.')}`, async (t) => {
    const { code, stdout, stderr } = await run(['matrix', ...argv]);
    t.equal(code, 2);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.match(stderr, /^sni-doctor: [\x20-\x7e]+\n( {2}[\x20-\x7e]+\n)?$/, 'one printable line, and at most a hint');
  });
}

const unable: [argv: string[], message: RegExp][] = [
  [['--hosts', '/none', '--targets', 'a=192.0.2.1'], /\/none: no such file/],
  [[...base, '--resume', '/none'], /\/none: no such file/],
  [[...one, '--baseline', '/none'], /\/none: no such file/],
  [[...base, '--resume', hosts], /hosts\.txt:1: no result of matrix/],
  [[...base, '--output', '/none/x'], /\/none\/x: cannot be written: no such file or folder/],
  [[...base, '--ca-file', '/none'], /\/none: no such file/],
  [['merge', '/none\u001b[31m'], /\/none\\x1B\[31m: no such file/],
  [['merge', hosts], /no result of matrix/],
  [['merge', `${here}/empty.ndjson`, '--format', 'json'], /empty\.ndjson: there is no cell in it/],
  [['merge', `${here}/empty.ndjson`, `${here}/diff.ndjson`], /empty\.ndjson, .*diff\.ndjson: there is no cell in them/],
  [['--hosts', long, '--targets', 'a=192.0.2.1'], /x: the name is too long/],
  [['--pairs', long], /x: the name is too long/],
  [['--hosts', hosts, '--targets', long], /--targets x+: the name is too long/],
  [['--hosts', hosts, '--targets', `/${long}`], /--targets \/x+: the name is too long/],
];

for (const [argv, message] of unable) {
  t.test(`3: matrix ${argv.join(' ').replaceAll(here, '.')}`, async (t) => {
    const { code, stdout, stderr } = await run(['matrix', ...argv]);
    t.equal(code, 3);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.notMatch(stderr, /[^\n\x20-\x7e]|bug in sni-doctor/);
  });
}

t.test('nothing is written by a command that is refused', async (t) => {
  const folder = t.testdir({});
  writeFileSync(`${folder}/kept.csv`, 'old');
  await run(['matrix', ...base, '--rate', '0', '--output', `${folder}/kept.csv`]);
  await run(['matrix', '--hosts', '/none', '--targets', 'a=192.0.2.1', '--output', `${folder}/new.csv`]);
  t.same(readdirSync(folder), ['kept.csv']);
  t.notOk(existsSync(`${folder}/new.csv`));
});
