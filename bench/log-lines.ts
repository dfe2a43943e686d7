import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Claim } from './claim.ts';
import { type Run, run } from './command.ts';
import { alternate, median, spread } from './statistics.ts';

const count = 1_000_000;
const rounds = 3;
const recorded = fileURLToPath(new URL('../fixtures/logs/', import.meta.url));
const built = fileURLToPath(new URL('../dist/bin/sni-doctor.js', import.meta.url));

// The same lines, in words that grep finds fast: checks, states, backends, connections and traffic that failed.
const words = [
  'check for (backup )?server',
  'Server be',
  'has no server available',
  'handshake',
  'PROXY protocol',
  '(changed from|WARNING|ALERT)',
  ' (SC|sC|SH|sH|SD|PH|PR|CR|cR|CD|sQ|LR|--)(--|NI|VN)? [0-9/]+/\\+?[1-9] ',
  ' (SC|sC|SH|sH|SD|PH|PR|CR|cR|CD|sQ)(--|NI|VN)? ',
  ' [45][0-9][0-9] [0-9]+ ',
].join('|');

/**
 * How fast a log of a million lines is read, beside `grep -cE` for the same words, and the memory: a log in which nearly
 * all is well, and one in which every line concerns us. The lines are those that were recorded from real runs.
 * @returns what was measured
 */
export async function logLines(): Promise<Claim[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  try {
    const all = readdirSync(recorded).flatMap((name) => readFileSync(join(recorded, name), 'latin1').split('\n'));
    const lines = all.filter((line) => line.startsWith('<'));
    const well = lines.filter((line) => /\/s1 [-+\d/]+ 200 .* (?:----|--NI|--VN) \d+\/\d+\/\d+\/\d+\/0 /.test(line));
    const bad = lines.filter((line) => !well.includes(line) && !line.includes('Connect from') && line.length < 500);
    const mixed = write(join(folder, 'mixed.log'), (index) => (index % 100 === 0 ? bad : well));
    const worst = write(join(folder, 'worst.log'), () => bad);
    return [
      ...(await beside('of which one in 100 concerns us', mixed, 12)),
      // No log that anybody has: it shows what a line costs that is taken apart.
      ...(await beside('that all concern us', worst, null)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines of their own: the port and the milliseconds differ. */
function write(file: string, from: (index: number) => readonly string[]): string {
  const handle = openSync(file, 'w');
  for (let index = 0, text = ''; index < count; index++) {
    const some = from(index);
    const line = some[index % some.length] ?? '';
    text += `${line.replace(/:\d{5} \[/, `:${30_000 + (index % 30_000)} [`).replace(/\d+ms\b/, `${index % 10}ms`)}\n`;
    if (text.length < 1e6 && index < count - 1) continue;
    writeSync(handle, text);
    text = '';
  }
  closeSync(handle);
  return file;
}

/** The most that was resident stands in the last line. */
const printPeak = `process.on('exit',()=>process.stdout.write('\\n'+process.resourceUsage().maxRSS))`;

async function explain(file: string): Promise<Run> {
  const preload = `data:text/javascript,${encodeURIComponent(printPeak)}`;
  const ran = await run('sh', [
    '-c',
    'exec "$0" --import "$1" "$2" explain - --format json < "$3"',
    process.execPath,
    preload,
    built,
    file,
  ]);
  if (ran.code !== 0) throw new Error(`explain - ended with ${ran.code}:\n${ran.stdout.slice(-2000)}`);
  return ran;
}

async function beside(kind: string, file: string, bound: number | null): Promise<Claim[]> {
  const peaks: number[] = [];
  const times = await alternate(rounds, {
    grep: () => run('grep', ['-cE', words, file]),
    explain: async () => {
      const ran = await explain(file);
      peaks.push(Number(ran.stdout.trim().split('\n').at(-1)) / 1024);
      return ran;
    },
  });
  const [own, peer] = [median(times.explain), median(times.grep)];
  const rate = (count / own) * 1000;
  return [
    {
      what: `explain - of ${count} lines ${kind} / grep -cE`,
      measured: own / peer,
      // Who reads a million lines a second need not be as fast as grep is.
      bound: rate >= 1e6 ? null : bound,
      kind: 'most',
      unit: 'x',
      detail: `medians of ${rounds}: ${own.toFixed(0)} ms / ${peer.toFixed(0)} ms; ${(rate / 1e6).toFixed(2)} million lines a second`,
      noisy: spread(times.explain) > 0.25 || spread(times.grep) > 0.25,
    },
    {
      what: `its peak memory`,
      measured: Math.max(...peaks),
      bound: 150,
      kind: 'most',
      unit: ' MB',
      detail: `most of ${peaks.length}`,
    },
  ];
}
