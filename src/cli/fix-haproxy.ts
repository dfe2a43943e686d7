import { printable } from '../report/escape.ts';
import { fileProblem } from './file-problem.ts';
import { type Ran, runHaproxy } from './fix-haproxy-run.ts';
import { Refusal } from './refusal.ts';

/** A configuration before and after its edits, as files that HAProxy can read. */
export interface BeforeAndAfter {
  /** Paths in their order. */
  before: readonly string[];
  /** The same files, those that are edited by the path of their new text. */
  after: readonly string[];
}

/** How long HAProxy may think about a configuration, in ms. */
const patience = 30_000;

/**
 * Has the `haproxy` of the PATH judge new texts before they are written (`haproxy -c`; it reads Lua scripts, maps and
 * certificates as it does when it starts, relative to the working directory).
 * @param files as they are and as they would be
 * @param environment the variables that the configuration sees, one character a byte
 * @param signal ends it
 * @param limit how long it may take, in ms
 * @returns what to say of it: that HAProxy accepts them, or why it could not tell
 * @throws Refusal with exit code 3 where it refuses them, never ends or is no HAProxy; the signal's reason when aborted
 */
export async function testWithHaproxy(
  { before, after }: BeforeAndAfter,
  environment: ReadonlyMap<string, string>,
  signal: AbortSignal,
  limit = patience,
): Promise<string> {
  const variables = [...environment].map(([name, value]) => [name, Buffer.from(value, 'latin1').toString()]);
  const env = { ...process.env, ...Object.fromEntries(variables) };
  const ask = (...args: string[]) => runHaproxy(args, env, limit, signal);

  const said = await ask('-v');
  if ('missing' in said) {
    const why = said.missing === 'ENOENT' ? 'there is none on the PATH' : fileProblem({ code: said.missing });
    return `not tested with haproxy -c: ${why}`;
  }
  const version = /HA-?Proxy version (\d+\.\d+\.\d+)/i.exec(ended(said, limit).output)?.[1];
  if (version === undefined) throw refused('the haproxy on the PATH is no HAProxy');
  const name = `haproxy -c (HAProxy ${version})`;
  const check = async (paths: readonly string[]) => {
    return ended(await ask('-c', ...paths.flatMap((path) => ['-f', path])), limit);
  };
  const old = await check(before);
  const patched = await check(after);
  if (isAccepted(patched)) return `tested with ${name}: it accepts the result`;
  const known = alerts(old, before, before);
  const fresh = alerts(patched, after, before).filter((alert) => !known.some((one) => isAlike(one, alert)));
  if (isAccepted(old) || fresh.length > 0) throw refused(`${name} refuses the result: ${told(fresh, patched)}`);
  return `not tested: ${name} refuses the configuration with and without the edits: ${told(known, old)}`;
}

type Ended = Extract<Ran, { output: string }>;

function ended(ran: Ran, limit: number): Ended {
  if ('output' in ran) return ran;
  if ('hangs' in ran) throw refused(`the haproxy on the PATH does not end: it was killed after ${limit / 1000} s`);
  throw refused('the haproxy on the PATH is gone');
}

/** 2: it is valid, but there is nothing to start, as in a file that holds backends only. Measured on 2.6 to 3.4. */
function isAccepted({ code }: Ended): boolean {
  return code === 0 || code === 2;
}

/** What HAProxy refuses, with the names of files as the user knows them. */
function alerts({ output }: Ended, paths: readonly string[], names: readonly string[]): string[] {
  const all = [...output.matchAll(/^\[ALERT\][^:\n]*: (.*)$/gm)].map(([, text = '']) => text);
  return all.map((alert) => paths.reduce((text, path, i) => text.replaceAll(path, names[i] ?? path), alert));
}

/** The same but for line numbers, which edits shift. */
function isAlike(one: string, other: string): boolean {
  const bare = (text: string) => text.replace(/:\d+(?=[\])])/g, '');
  return bare(one) === bare(other);
}

/** The first alert says what is wrong, the others what follows; without any, the last line is the best there is. */
function told([first]: readonly string[], { output }: Ended): string {
  return printable(first ?? output.trim().split('\n').at(-1) ?? '', 400);
}

function refused(message: string): Refusal {
  return new Refusal(3, message, 'nothing was written; without the test: check --diff FILE | patch FILE');
}
