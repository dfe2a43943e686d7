import type { MatrixEnding, MatrixFormat } from './matrix-format.ts';
import { heldToTheEnd } from './matrix-held.ts';
import type { MatrixGroup, RowsAsked } from './matrix-rows.ts';
import type { MatrixShown } from './matrix-shown.ts';
import { counted, thousands } from './matrix-words.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** Wider than other screens: names of hosts are long, and stay whole. */
const width = 100;

/** How `matrix` is shown. */
export interface MatrixLook extends RowsAsked {
  paint: Paint;
  /** Whether bodies were compared. */
  body: boolean;
}

/**
 * For people: the answer first, then the hosts that differ or fail, what HAProxy needs, and the counts.
 * @param look colours and how much to say
 * @returns the form; all of it is written at the end
 */
export function matrixScreen(look: MatrixLook): MatrixFormat {
  return heldToTheEnd(look, (shown, ending) => screen(shown, ending, look.paint));
}

function screen(shown: MatrixShown, { interrupted, from }: MatrixEnding, paint: Paint): string {
  const { headline, groups, warnings, rest, directives, totals, unseen } = shown;
  const [first = '', ...others] = wrap(headline.text, width, `${headline.word}  `);
  const word = paint.bold(paint[headline.stroke](headline.word));
  const parts = [
    `${[word + first.slice(headline.word.length), ...others].join('\n')}\n`,
    table(shown.targets, paint),
    ...groups.map((group) => block(group, paint)),
    rest === null ? '' : ` ${rest}\n`,
    warnings.map((text) => paragraphs(text, ' ! ')).join(''),
    directives.length === 0
      ? ''
      : `${paint.bold('HAPROXY needs, and did not before')}\n${directives.map(({ text, hosts }) => paragraphs(`${text}  (${hosts})`, '   ')).join('')}`,
    [
      ` ${totals}\n`,
      paragraphs(`Not looked at: ${unseen}.`, ' '),
      interrupted?.next ? paragraphs(`To go on: ${interrupted.next}`, ' ') : '',
      from === null && groups.some(({ level }) => level === 'bad')
        ? ' One of them at length: sni-doctor probe ADDRESS --host NAME\n'
        : '',
    ].join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function block(group: MatrixGroup & { more: number }, paint: Paint): string {
  const { target, title, count, rows, more, level } = group;
  const stroke = level === 'bad' ? paint.red : ['fine', 'alike', 'harmless'].includes(level) ? paint.dim : paint.yellow;
  const where = target === '' ? '' : `${target}: `;
  const hosts = `(${counted(count, 'host')})`;
  const longest = Math.min(44, Math.max(0, ...rows.map(({ host }) => host.length)));
  return [
    `${stroke === paint.dim ? stroke(`${where}${title}`) : paint.bold(stroke(`${where}${title}`))} ${hosts}\n`,
    ...rows.map(({ host, details }) => row(host, details, longest)),
    more === 0 ? '' : rows.length === 0 ? '' : `   and ${thousands(more)} more: --all lists them\n`,
  ].join('');
}

function row(host: string, details: readonly string[], longest: number): string {
  const start = `   ${host.padEnd(longest)}  `;
  const indent = ' '.repeat(3 + longest + 2);
  const lines = details.flatMap((detail, i) => {
    return wrap(detail, Math.max(30, width - indent.length), '').map((line, j) => {
      const first = i === 0 && j === 0 && host.length <= longest;
      return `${first ? start : indent}${j > 0 ? '  ' : ''}${line}\n`;
    });
  });
  return details.length === 0 || host.length > longest ? `   ${host}\n${lines.join('')}` : lines.join('');
}

function table(rows: readonly (readonly string[])[], paint: Paint): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row, line) => {
      const cells = row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
      const text = ` ${cells.join('  ').trimEnd()}`;
      return `${line === 0 ? paint.dim(text) : text}\n`;
    })
    .join('');
}

function paragraphs(text: string, first: string): string {
  return `${wrap(text, width, first).join('\n')}\n`;
}
