import type { TriageResult } from '../../triage-types.ts';
import { printable } from '../escape.ts';
import { count } from './check-words.ts';
import type { Look } from './paint.ts';
import { triageFooter } from './triage-footer.ts';
import { triageGroups } from './triage-groups.ts';
import { triagedLines } from './triage-words.ts';
import { paragraph, wrap } from './wrap.ts';

/**
 * What a live HAProxy suffers from, for people: how many servers are DOWN and of what, each cause with its servers and
 * what mends it, what nothing explains.
 * @param result of a triage
 * @param look colours and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function triageScreen(result: TriageResult, look: Look): string {
  const parts = [headline(result, look), triageGroups(result, look), unexplained(result, look), triageFooter(result)];
  return parts.filter((part) => part !== '').join('\n');
}

/** How many causes are named in the answer. */
const named = 3;

function headline({ servers, groups, unexplained }: TriageResult, { paint }: Look): string {
  const errors = groups.filter(({ severity }) => severity === 'error');
  const failing = servers.down > 0 || errors.length > 0 || unexplained.length > 0;
  const word = servers.down > 0 ? 'DOWN' : failing ? 'FAILING' : servers.total === 0 ? 'NOTHING' : 'UP';
  const causes = errors.slice(0, named).map(({ code, title, servers: some }) => {
    return `${code} ${printable(title)} (${count(some.length, 'server')})`;
  });
  const more = errors.length - causes.length;
  const rest = [
    ...(more > 0 ? [`${more} more ${more === 1 ? 'cause' : 'causes'}`] : []),
    ...(unexplained.length > 0 ? [`${unexplained.length} not explained`] : []),
  ];
  const why = [...causes, ...rest];
  const text = `${standing(servers)}${why.length > 0 ? `: ${why.join('; ')}` : ''}.`;
  const [first = '', ...others] = wrap(text, undefined, `${word}  `);
  const stroke = failing ? paint.red : servers.total === 0 ? paint.yellow : paint.green;
  return `${[paint.bold(stroke(word)) + first.slice(word.length), ...others].join('\n')}\n`;
}

function standing({ total, up, down, other }: TriageResult['servers']): string {
  if (total === 0) return 'No server';
  const parts = [
    ...(down > 0 ? [`${down} DOWN`] : []),
    ...(up > 0 ? [`${up} UP`] : []),
    ...(other > 0 ? [`${other} neither DOWN nor UP`] : []),
  ];
  return parts.length === 1
    ? `${count(total, 'server')}, ${parts[0]?.replace(/^\d+/, total === 1 ? '' : 'all').trim()}`
    : `${count(total, 'server')}, ${parts.join(', ')}`;
}

/** So many are listed in any case. */
const few = 6;

function unexplained({ unexplained }: TriageResult, { paint, verbose }: Look): string {
  if (unexplained.length === 0) return '';
  const listed = verbose ? unexplained : unexplained.slice(0, few);
  const more = unexplained.length - listed.length;
  return [
    `${paint.bold('NOT EXPLAINED')}\n`,
    ...listed.map((server) => triagedLines(server) + paragraph(printable(server.because, 400), '     ')),
    ...(more > 0 ? [`   and ${more} more: --verbose lists them\n`] : []),
  ].join('');
}
