import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { peakMemoryInto } from './command.ts';
import { startNginx } from './matrix-nginx.ts';

const few = 20_000;
const many = 100_000;

/**
 * The most memory that a long matrix has resident, and whether it grows with the number of cells.
 * @returns what was measured
 * @throws Error where a cell is not ok
 */
export async function matrixMemory(): Promise<Claim[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  const nginx = await startNginx('ec');
  try {
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, nginx.caPem);
    const peak = (count: number): Promise<number> => {
      const file = join(folder, `hosts-${count}`);
      writeHosts(file, count);
      const asked = ['--hosts', file, '--targets', `t=127.0.0.1:${nginx.port}`, '--ca-file', caFile];
      return peakMemoryInto(join(folder, 'cells'), 'matrix', ...asked, '--format', 'ndjson', '--quiet');
    };
    const small = await peak(few);
    const large = await peak(many);
    return [
      {
        what: `peak memory of a matrix of ${many} cells`,
        measured: large,
        bound: 200,
        kind: 'most',
        unit: ' MB',
        detail: 'one run; every cell is ok',
      },
      {
        what: `the same / one of ${few}`,
        measured: large / small,
        bound: 1.2,
        kind: 'most',
        unit: 'x',
        detail: `${large.toFixed(0)} MB / ${small.toFixed(0)} MB`,
      },
    ];
  } finally {
    await nginx.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeHosts(file: string, count: number): void {
  const handle = openSync(file, 'w');
  for (let from = 0; from < count; from += 1000) {
    const names = Array.from({ length: 1000 }, (_, index) => `h${from + index + 1}.example.test\n`);
    writeSync(handle, names.join(''));
  }
  closeSync(handle);
}
