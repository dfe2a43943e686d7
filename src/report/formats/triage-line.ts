import type { TriageGroup, TriageResult } from '../../triage-types.ts';
import { printable } from '../escape.ts';
import { nameOf, someOf } from './check-words.ts';
import type { Look } from './paint.ts';
import { haproxyWords } from './triage-words.ts';

/**
 * What has just gone down, and why: a line for each cause.
 * @param result of a triage of those servers
 * @param left how many more there are that were not looked at
 * @param look colours and how much to say
 * @returns lines
 */
export function triageLine({ groups, unexplained }: TriageResult, left: number, look: Look): string {
  const { paint, verbose } = look;
  const causes = groups.filter(({ severity }) => severity === 'error');
  return [
    ...causes.map((group) => {
      const [first] = group.servers;
      const words = first ? `  ${haproxyWords(first)}` : '';
      return `${someOf(group.servers, nameOf, verbose)}${words}  ${paint.red(group.code)} ${printable(group.title)}${mended(group)}\n`;
    }),
    ...unexplained.map((one) => `${nameOf(one)}  ${haproxyWords(one)}  ${printable(one.because, 200)}\n`),
    ...(left > 0 ? [`and ${left} more servers: sni-doctor triage without --follow\n`] : []),
  ].join('');
}

function mended({ remedy }: TriageGroup): string {
  const words = remedy?.directives.map(({ text }) => printable(text)) ?? [];
  return words.length > 0 ? `  -> ${words.join(' ')}` : '';
}
