import type { CheckResult } from '../../check-types.ts';
import type { State, Told } from './check-state.ts';
import { count } from './check-words.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** What is said of servers in a state: of one, of several. */
const phrases: Record<State, readonly [one: string, several: string]> = {
  down: ['fails', 'fail'],
  failing: ['fails', 'fail'],
  green: ['is green but wrong', 'are green but wrong'],
  unknown: ['is not known', 'are not known'],
  warned: ['has warnings', 'have warnings'],
  fine: ['is fine', 'are fine'],
};

/** The same where no connection was made. */
const untested: Partial<typeof phrases> = {
  failing: ['has an error', 'have errors'],
  fine: ['has no error in its text', 'have no error in their text'],
};

/**
 * The answer: how many servers fail, and how the others stand.
 * @param result of a check
 * @param servers its servers with their states
 * @param paint colours
 * @returns lines
 */
export function checkHeadline(result: CheckResult, servers: readonly Told[], paint: Paint): string {
  const [stroke, word] = verdict(result, servers);
  const refused = result.problems.filter(({ severity }) => severity === 'fatal').length;
  const text = [
    ...(refused > 0 ? [`HAProxy does not start: ${count(refused, 'line')} refused.`] : []),
    servers.length > 0 ? `${standing(result, servers)}.` : 'No server.',
  ].join(' ');
  const [first = '', ...others] = wrap(text, undefined, `${word}  `);
  return `${[paint.bold(paint[stroke](word)) + first.slice(word.length), ...others].join('\n')}\n`;
}

function verdict({ problems, findings, connections }: CheckResult, servers: readonly Told[]): [keyof Paint, string] {
  const some = (...states: State[]) => servers.some(({ state }) => states.includes(state));
  if (problems.some(({ severity }) => severity === 'fatal')) return ['red', 'REFUSED'];
  if (connections > 0 && some('down', 'failing', 'green')) return ['red', 'FAILING'];
  if (some('failing') || findings.some(({ severity }) => severity === 'error')) return ['red', 'WRONG'];
  if (servers.length === 0) return ['yellow', 'NOTHING'];
  if (some('unknown')) return ['yellow', 'UNKNOWN'];
  return connections === 0 ? ['yellow', 'UNTESTED'] : ['green', 'HEALTHY'];
}

function standing({ connections }: CheckResult, servers: readonly Told[]): string {
  const wording = connections > 0 ? phrases : { ...phrases, ...untested };
  const numbers = new Map<readonly [string, string], number>();
  for (const { state } of servers) {
    // Whether a check says so too is told below: here they fail.
    const phrase = wording[state === 'down' ? 'failing' : state];
    numbers.set(phrase, (numbers.get(phrase) ?? 0) + 1);
  }
  const ordered = [...new Set(Object.values(wording))].filter((phrase) => numbers.has(phrase));
  const parts = ordered.map((phrase, index) => {
    const number = numbers.get(phrase) ?? 0;
    const all = count(servers.length, 'server');
    const whole = number === servers.length ? all : index === 0 ? `${number} of ${all}` : String(number);
    return `${whole} ${phrase[number === 1 ? 0 : 1]}`;
  });
  return parts.join(', ');
}
