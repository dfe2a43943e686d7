import Table from 'cli-table3';
import { screenWidth, wrap } from '../report/formats/wrap.ts';
import { stripColor } from './width.ts';

const gap = 2;
const none = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
const noFrame = Object.fromEntries(
  [...none, 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'].map((c) => [c, '']),
);

/** As wide as HAProxy's commonest words, `L6RSP "SSL handshake failure"`: they are what people search for. */
const lastAtLeast = 29 + gap;
/** Names of the first column stay whole up to here; longer ones are broken, never cut: they are what was sent. */
const firstAtLeast = [16, 22] as const;
const room = screenWidth - 1 + gap;

/**
 * Draws rows as columns without a frame, at most as wide as the screen: where need be the first and the last column are
 * broken.
 * @param rows the first is the head; cells may hold colours, but for broken ones of the first column
 * @returns lines, each with its line feed and without blanks at its end
 */
export function columns(rows: readonly (readonly string[])[]): string {
  const colWidths = widths(rows);
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': gap };
  const table = new Table({ chars: noFrame, style, colWidths, wordWrap: true, truncate: '...' });
  table.push(...rows.map(([first = '', ...others]) => [indented(first, (colWidths[0] ?? 0) - gap), ...others]));
  const lines = table.toString().split('\n');
  return lines
    .map((line) => ` ${line}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** Every column as wide as its longest cell; where that is too much, the last gives way first, then the first. */
function widths(rows: readonly (readonly string[])[]): number[] {
  const natural = (rows[0] ?? []).map((_, column) => {
    return gap + Math.max(...rows.map((row) => stripColor(row[column] ?? '').length));
  });
  const [first = 0, ...others] = natural;
  const last = others.pop() ?? 0;
  const middle = others.reduce((sum, width) => sum + width, 0);
  const lastWidth = Math.max(Math.min(last, lastAtLeast), Math.min(last, room - first - middle));
  const firstWidth = Math.min(first, Math.max(longestWord(rows), room - lastWidth - middle));
  const share = Math.floor((room - firstWidth - lastWidth) / others.length);
  const tooWide = firstWidth + middle + lastWidth > room;
  return [firstWidth, ...others.map((width) => (tooWide ? Math.min(width, share) : width)), lastWidth];
}

/** What the first column needs for its words, within bounds. */
function longestWord(rows: readonly (readonly string[])[]): number {
  const lengths = rows.flatMap(([cell = '']) => {
    const text = stripColor(cell);
    const indent = text.length - text.trimStart().length;
    return text.split(' ').map((word) => indent + word.length);
  });
  const [least, most] = firstAtLeast;
  return Math.min(most, Math.max(least, ...lengths.map((length) => length + gap)));
}

/** The further lines of a broken cell begin where its first one does. */
function indented(cell: string, width: number): string {
  if (stripColor(cell).length <= width) return cell;
  const text = cell.trimStart();
  const indent = cell.length - text.length;
  const pieces = text.replace(new RegExp(`\\S{${width - indent}}(?=\\S)`, 'g'), '$& ');
  return wrap(pieces, width, ' '.repeat(indent)).join('\n');
}
