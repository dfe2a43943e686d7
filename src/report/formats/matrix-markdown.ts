import type { MatrixFormat } from './matrix-format.ts';
import { heldToTheEnd } from './matrix-held.ts';
import type { MatrixLook } from './matrix-screen.ts';
import type { MatrixShown } from './matrix-shown.ts';
import { counted, thousands } from './matrix-words.ts';

/**
 * For a ticket (GitHub Flavored Markdown): the answer, the hosts that differ or fail as a table, what HAProxy needs.
 * @param look how much to say; colours do not matter
 * @returns the form; all of it is written at the end
 */
export function matrixMarkdown(look: Omit<MatrixLook, 'paint'>): MatrixFormat {
  return heldToTheEnd(look, (shown, { interrupted }) => markdown(shown, interrupted?.next ?? null));
}

function markdown(shown: MatrixShown, next: string | null): string {
  const { headline, targets, groups, warnings, rest, directives, totals, unseen } = shown;
  const hosts = groups.flatMap(({ target, title, rows, more }) => [
    ...rows.map(({ host, details }) => [code(host), text(target), text(title), details.map(text).join('<br>')]),
    ...(more > 0
      ? [[rows.length > 0 ? `and ${thousands(more)} more` : counted(more, 'host'), text(target), text(title), '']]
      : []),
  ]);
  const parts = [
    `**${headline.word}** ${text(headline.text)}\n`,
    table(targets.map((row) => row.map(text))),
    hosts.length === 0 ? '' : table([['host', 'target', 'what', 'details'], ...hosts]),
    rest === null ? '' : `${text(rest)}\n`,
    warnings.map((one) => `- ${text(one)}\n`).join(''),
    directives.length === 0
      ? ''
      : `HAProxy needs, and did not before:\n\n${directives.map((one) => `- ${code(one.text)} (${one.hosts})\n`).join('')}`,
    `${text(totals)}. Not looked at: ${text(unseen)}.\n`,
    next === null ? '' : `To go on: ${text(next)}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const [head, ...others] = rows;
  if (!head) return '';
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...others.map(line)].join('');
}

/** Nothing in it is markup, a mention or a reference to an issue; it may stand in a table. */
function text(value: string): string {
  return value
    .replace(/[\\`*_{}[\]#!~|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[@#](?=\w)/g, '$&&#8203;');
}

/** A name to be copied, as it is. */
function code(value: string): string {
  if (value.includes('`')) return text(value);
  return `\`${value.replaceAll('|', '\\|')}\``;
}
