import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { built } from './command.ts';
import { type Measured, measured } from './cpu.ts';
import { startNginx } from './matrix-nginx.ts';
import { median, spread } from './statistics.ts';

const rounds = 5;
const hosts = 2000;
const atOnce = '64';
const handshakeSeconds = 3;

/** Where the files of one comparison are. */
interface Place {
  folder: string;
  caFile: string;
  port: number;
}

/**
 * How fast 2,000 cells of one target are, beside curl with the same requests: the same authority, as many at once.
 * @returns what was measured
 * @throws Error where a cell is not ok, or an answer is missing
 */
export async function matrix(): Promise<Claim[]> {
  return [...(await beside('ec', 'EC P-256')), ...(await beside('rsa2048', 'RSA 2048'))];
}

async function beside(key: 'ec' | 'rsa2048', kind: string): Promise<Claim[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  const nginx = await startNginx(key);
  try {
    const place = { folder, caFile: join(folder, 'ca.pem'), port: nginx.port };
    writeFileSync(place.caFile, nginx.caPem);
    return await compare(place, kind, key === 'ec');
  } finally {
    await nginx.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(place: Place, kind: string, judged: boolean): Promise<Claim[]> {
  const [own, curl]: Measured[][] = [[], []];
  const names = Array.from({ length: hosts }, (_, index) => `h${index + 1}.example.test`);
  writeFileSync(join(place.folder, 'hosts'), `${names.join('\n')}\n`);
  const urls = names.map((name) => `url = https://${name}:${place.port}/\noutput = "/dev/null"\n`);
  writeFileSync(join(place.folder, 'curl.cfg'), urls.join(''));
  for (let round = 0; round <= rounds; round++) {
    const both = [await runMatrix(place), await runCurl(place)] as const;
    // A first round is not counted.
    if (round === 0) continue;
    own?.push(both[0]);
    curl?.push(both[1]);
  }
  const times = (of: Measured[] = []): number[] => of.map(({ ms }) => ms);
  const cpu = (of: Measured[] = []): number => median(of.map((one) => one.cpu));
  const [ms, peer] = [median(times(own)), median(times(curl))];
  const { cpu: handshakes, count } = await sTime(place);
  const noisy = spread(times(own)) > 0.25 || spread(times(curl)) > 0.25;
  const rate = (time: number): string => ((hosts / time) * 1000).toFixed(0);
  return [
    {
      what: `matrix of ${hosts} hosts (${kind}), cells a second / curl --parallel-max ${atOnce}`,
      measured: peer / ms,
      bound: judged ? 1 : null,
      kind: 'least',
      unit: 'x',
      detail: `medians of ${rounds}: ${rate(ms)} / ${rate(peer)} a second`,
      noisy,
    },
    {
      what: 'its CPU time a cell / that of curl',
      measured: cpu(own) / cpu(curl),
      bound: judged ? 1.2 : null,
      kind: 'most',
      unit: 'x',
      detail: `medians of ${rounds}: ${(cpu(own) / hosts).toFixed(2)} ms / ${(cpu(curl) / hosts).toFixed(2)} ms, start-up included`,
    },
    {
      what: 'its handshakes a CPU second / openssl s_time -new',
      measured: hosts / cpu(own) / (count / handshakes),
      bound: null,
      kind: 'least',
      unit: 'x',
      detail: `${rate(cpu(own))} / ${((count / handshakes) * 1000).toFixed(0)}; s_time sends no request`,
    },
  ];
}

async function runMatrix({ folder, caFile, port }: Place): Promise<Measured> {
  const output = join(folder, 'cells.ndjson');
  const asked = ['--hosts', join(folder, 'hosts'), '--targets', `t=127.0.0.1:${port}`, '--ca-file', caFile];
  const ran = await measured(output, process.execPath, [built, 'matrix', ...asked, '--format', 'ndjson', '--quiet']);
  const good = readFileSync(output, 'utf8').split('"verdict":"ok"').length - 1;
  if (good !== hosts) throw new Error(`${good} of ${hosts} cells are ok`);
  return ran;
}

function runCurl({ folder, caFile, port }: Place): Promise<Measured> {
  const to = ['--cacert', caFile, '--connect-to', `::127.0.0.1:${port}`];
  const parallel = ['--parallel', '--parallel-max', atOnce, '--silent', '--fail', '--http1.1'];
  return measured(join(folder, 'curl.out'), 'curl', [...parallel, ...to, '-K', join(folder, 'curl.cfg')]);
}

async function sTime({ folder, caFile, port }: Place): Promise<{ count: number; cpu: number }> {
  const output = join(folder, 's_time.out');
  const time = ['-new', '-time', String(handshakeSeconds), '-connect', `127.0.0.1:${port}`, '-CAfile', caFile];
  const { cpu } = await measured(output, 'openssl', ['s_time', ...time]);
  const [, count] = /(\d+) connections in/.exec(readFileSync(output, 'utf8')) ?? [];
  if (count === undefined) throw new Error('openssl s_time does not say how many connections it made');
  return { count: Number(count), cpu };
}
