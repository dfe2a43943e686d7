import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import t from 'tap';
import { main } from '../../src/cli/main.ts';
import { openMatrixSink } from '../../src/cli/matrix-output.ts';
import { howToGoOn } from '../../src/cli/matrix-telling.ts';
import type { Output, Terminal } from '../../src/cli/terminal.ts';
import { cell, line } from '../matrix/cell.ts';
import { bundleCommand } from './matrix-bundle.ts';
import { startSite } from './matrix-site.ts';

const folder = t.testdir({});
const count = 5000;
const results = `${folder}/results.ndjson`;
writeFileSync(results, Array.from({ length: count }, (_, i) => line(cell(`h${i}.example.test`))).join(''));

/** A terminal of which standard output takes what it is given as `take` says. */
function terminalOf(
  take: (chunk: Buffer, done: (error?: Error) => void) => void,
  signal = new AbortController().signal,
) {
  const stdout: Output = new Writable({
    write: (chunk: Buffer, _encoding, done) => take(Buffer.from(chunk), done),
  });
  let said = '';
  const stderr: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk;
      done();
    },
  });
  const terminal: Terminal = { stdin: Readable.from([]), stdout, stderr, env: {}, signal };
  return { terminal, said: () => said };
}

t.test('a slow reader gets every line, and little waits for it', async (t) => {
  let text = '';
  let most = 0;
  const { terminal } = terminalOf((chunk, done) => {
    text += chunk;
    setImmediate(done);
  });
  const { stdout } = terminal;
  const write = stdout.write.bind(stdout) as (text: string) => boolean;
  stdout.write = ((chunk: string) => {
    const more = write(chunk);
    most = Math.max(most, stdout.writableLength);
    return more;
  }) as typeof stdout.write;
  t.equal(await main(['matrix', 'merge', results, '--format', 'ndjson', '--quiet'], terminal), 0);
  await once(stdout.end(), 'finish');
  t.equal(text, readFileSync(results, 'utf8'));
  t.ok(most < 256 * 1024, `${most} bytes waited`);
});

t.test('a reader that takes nothing is waited for, however slowly the results come in', async (t) => {
  const parts: string[] = [];
  let take: (() => void) | null = null;
  let begun = () => {};
  const some = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let open = false;
  const { terminal } = terminalOf((chunk, done) => {
    parts.push(`${chunk}`);
    if (open) return void done();
    take = done;
    begun();
  });
  const sink = await openMatrixSink(null, terminal);
  const one = `${'x'.repeat(999)}\n`;
  let written = 0;
  let full: Promise<void> | null = null;
  while (full === null && written < 1000) {
    full = sink.write(one);
    written += 1;
    // Each of them is handed on before the next one comes.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await some;
  t.ok(full !== null && written < 200, `${written} lines of 1000 were taken`);
  t.ok(terminal.stdout.writableLength < 128 * 1024, `${terminal.stdout.writableLength} bytes wait`);
  open = true;
  (take as (() => void) | null)?.();
  await full;
  t.equal(sink.write(one), null, 'once it has taken them, more may come');
  await sink.end();
  await once(terminal.stdout.end(), 'finish');
  t.equal(parts.join('').length, (written + 1) * one.length);
});

t.test('a reader that has seen enough ends the run', async (t) => {
  const site = await startSite(folder);
  t.teardown(() => site.close());
  writeFileSync(`${folder}/hosts.txt`, Array.from({ length: 2000 }, (_, i) => `h${i}.example.test\n`).join(''));
  const { terminal, said } = terminalOf((_chunk, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })));
  terminal.stdout.on('error', () => {});
  const target = `new=127.0.0.1:${site.port}`;
  const argv = ['--hosts', `${folder}/hosts.txt`, '--targets', target, '--ca-file', site.caFile, '--format', 'ndjson'];
  t.equal(await main(['matrix', ...argv, '--haproxy-version', 'any', '--concurrency', '4'], terminal), 0);
  t.ok(site.requests() < 1000, `${site.requests()} of 2000 requests were made`);
  t.equal(said(), '');
});

t.test('the command in a pipe', async (t) => {
  const command = await bundleCommand(t.testdir({}));
  const begin = (argv: string[], stdout: 'pipe' | number) =>
    spawn(process.execPath, [command, 'matrix', ...argv], { stdio: ['ignore', stdout, 'pipe'] });
  const child = begin(['merge', results, '--format', 'csv'], 'pipe');
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout?.once('data', () => child.stdout?.destroy());
  const [code] = await once(child, 'close');
  t.match({ code, stderr }, { code: 0, stderr: '' }, '| head');
  const full = openSync('/dev/full', 'w');
  t.teardown(() => closeSync(full));
  const lost = begin(['merge', results, '--format', 'csv', '--quiet'], full);
  let said = '';
  lost.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [lostCode] = await once(lost, 'close');
  t.match({ lostCode, said }, { lostCode: 3, said: /standard output: cannot be written: the disk is full/ });
});

t.test('a file is there whole or not at all', async (t) => {
  const place = t.testdir({ 'real.csv': 'old' });
  symlinkSync('real.csv', `${place}/link.csv`);
  const { terminal } = terminalOf((_chunk, done) => done());
  const argv = ['matrix', 'merge', results, '--format', 'csv', '--quiet', '--output', `${place}/link.csv`];
  t.equal(await main(argv, terminal), 0);
  t.equal(readFileSync(`${place}/real.csv`, 'utf8').split('\r\n').length, count + 2);
  t.same(readdirSync(place).sort(), ['link.csv', 'real.csv']);

  const sink = await openMatrixSink(`${place}/real.csv`, terminal);
  await sink.write('x'.repeat(100_000));
  t.equal(readdirSync(place).length, 3, 'it grows beside the file');
  t.match(readFileSync(`${place}/real.csv`, 'utf8'), /^host,/);
  sink.abandon();
  t.same(readdirSync(place).sort(), ['link.csv', 'real.csv']);
  t.match(readFileSync(`${place}/real.csv`, 'utf8'), /^host,/);
});

t.test('a file with a broken line is merged but for that line', async (t) => {
  const torn = `${folder}/torn.ndjson`;
  writeFileSync(torn, `${line(cell('a.test'))}{"schema":"nonsense"}\n${line(cell('b.test')).slice(0, 40)}`);
  const { terminal, said } = terminalOf((_chunk, done) => done());
  t.equal(await main(['matrix', 'merge', torn, '--format', 'json'], terminal), 0);
  t.match(said(), /note: .*torn\.ndjson:2: /);
  t.match(said(), /note: .*torn\.ndjson:3: .*cut off/);
});

t.test('what was known when the input failed is not lost', async (t) => {
  let text = '';
  const { terminal, said } = terminalOf((chunk, done) => {
    text += chunk;
    done();
  });
  const argv = ['matrix', 'merge', results, `${folder}/hosts.txt`, '--format', 'ndjson'];
  t.equal(await main(argv, terminal), 3);
  t.match(said(), /hosts\.txt:1: no result of matrix/);
  await once(terminal.stdout.end(), 'finish');
  t.equal(text, readFileSync(results, 'utf8'));
});

t.test('how to go on after Ctrl-C', async (t) => {
  const fd = openSync(results, 'r+');
  t.teardown(() => closeSync(fd));
  const { terminal } = terminalOf((_chunk, done) => done());
  const ndjson = { format: 'ndjson', file: null } as const;
  const toFile = { ...terminal, stdout: Object.assign(terminal.stdout, { fd }) };
  t.match(howToGoOn(ndjson, null, toFile), /--resume (\S*results\.ndjson|FILE) >> (\S*results\.ndjson|FILE)$/);
  t.match(howToGoOn(ndjson, results, toFile), /--resume (\S*results\.ndjson|FILE) >> /, 'the very file');
  writeFileSync(`${folder}/first.ndjson`, '');
  const both = howToGoOn(ndjson, `${folder}/first.ndjson`, toFile);
  t.match(both, /cat \S*first\.ndjson (\S*results\.ndjson|FILE) > all\.ndjson/, 'what it went on from counts as well');
  t.match(both, /--resume all\.ndjson >> all\.ndjson$/);
  const { terminal: piped } = terminalOf((_chunk, done) => done());
  t.match(howToGoOn(ndjson, null, piped), /--resume FILE, which holds these lines$/);
  t.match(howToGoOn(ndjson, '/a/old.ndjson', piped), /which holds these lines and \/a\/old\.ndjson$/);
  t.match(howToGoOn({ format: 'csv', file: null }, null, piped), /nothing keeps what was done; --format ndjson > FILE/);
});
