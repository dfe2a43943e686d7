import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Test } from 'tap';
import type { ProveResult } from '../../src/prove-types.ts';
import { type Ran, run } from '../cli/run.ts';

const schema = JSON.parse(readFileSync(new URL('../../docs/schemas/prove-1.json', import.meta.url), 'utf8'));
const valid = new Ajv({ strict: false }).compile(schema);

/**
 * Runs `prove --format json`, and holds what it writes to its schema.
 * @param t the test
 * @param argv its arguments
 * @param options environment and so on
 * @returns what it wrote, and how it ended
 */
export async function proveJson(
  t: Test,
  argv: string[],
  options: Parameters<typeof run>[1] = {},
): Promise<Ran & { result: ProveResult }> {
  const ran = await run(['prove', '--format', 'json', ...argv], options);
  const result = JSON.parse(ran.stdout || 'null') as ProveResult;
  t.ok(valid(result), JSON.stringify(valid.errors) + ran.stderr);
  return { ...ran, result };
}

/**
 * A run in short: what HAProxy says of the check of its first server, and what its clients got.
 * @param run of a proof
 * @returns `L7OK 200 UP, 200 x4`
 */
export function short(run: ProveResult['before']): string {
  const [server] = run?.servers ?? [];
  if (!server) return 'nothing';
  const { status, code, up } = server.check;
  const state = up === null ? 'no check' : `${status}${code === null ? '' : ` ${code}`} ${up ? 'UP' : 'DOWN'}`;
  return [state, ...server.traffic.map(({ status, requests }) => `${status} x${requests}`)].join(', ');
}
