import type { ProvedServer, ProveResult } from '../../prove-types.ts';
import { nameOf } from './check-words.ts';
import type { Paint } from './paint.ts';
import { provedFails, provedServer } from './prove-words.ts';
import { product } from './steps.ts';
import { wrap } from './wrap.ts';

/**
 * The answer: whether it was proved, and what became of the servers.
 * @param result a proof
 * @param paint colours
 * @returns lines
 */
export function proveHeadline(result: ProveResult, paint: Paint): string {
  const word = result.proved ? 'PROVED' : 'NOT PROVED';
  const [first = '', ...others] = wrap(
    `On ${product(result.haproxyVersion)} ${answer(result)}.`,
    undefined,
    `${word}  `,
  );
  const stroke = result.proved ? paint.green : paint.red;
  return `${[paint.bold(stroke(word)) + first.slice(word.length), ...others].join('\n')}\n`;
}

function answer({ proved, before, after, changes }: ProveResult): string {
  const { servers } = after;
  const [only] = servers;
  const isChanged = changes === undefined || changes.length > 0;
  if (only && servers.length === 1) return ofOne(only, before?.servers[0] ?? null, isChanged, proved);
  const failing = servers.filter(provedFails);
  if (proved) {
    const were = before?.servers.filter(provedFails).length ?? 0;
    const with_ = isChanged ? 'with the change' : 'as they are';
    return `all ${servers.length} servers work ${with_}${isChanged && were > 0 ? `, ${were} did not without it` : ''}`;
  }
  return `${failing.length} of ${servers.length} servers fail${isChanged ? ' with the change too' : ' as they are'}`;
}

function ofOne(after: ProvedServer, before: ProvedServer | null, isChanged: boolean, proved: boolean): string {
  const now = provedServer(after);
  const name = nameOf(after);
  if (!proved && !provedFails(after)) return `${name} is ${now}, which is not what is asked for`;
  if (!isChanged) return `${name} ${proved ? 'works' : 'fails'} as it is: ${now}`;
  const was = before && provedServer(before);
  if (was === null || was === '') return `${name} is ${now} with the change`;
  return was === now
    ? `${name} is ${now}, with the change and without it`
    : `${name} is ${now} with the change; without it ${was}`;
}
