import type { ConfigFile, Section, Statement } from '../syntax/tree.ts';
import type { Found } from './statements.ts';

/** Where nothing in the file says how lines are indented. */
const usualIndent = '    ';

/** How a line is laid out. */
interface Layout {
  indent: string;
  /** Between the keyword and the next word. */
  first: string;
  /** Between the others. */
  rest: string;
  /** Where the second word stands, counted from the first; 0: there is none. */
  column: number;
  /** Of the keyword. */
  length: number;
}

/**
 * Where a new line goes: right beside the other one, so that no `.if` comes between them. Comments right above a line
 * belong to it, unless they open the section.
 * @param found the line that it goes beside
 * @param where on which side
 * @returns how many lines of the file stand before it
 * @throws Error before the header of a section: nothing there belongs to that section
 */
export function gapBeside({ file, line, statement, section }: Found, where: 'before' | 'after'): number {
  if (where === 'after') return line.number;
  if (statement === section.header)
    throw new Error('what stands before the header of a section is not in that section');
  let gap = line.number - 1;
  while (/^[ \t]*#/.test(file.lines[gap - 1]?.raw ?? '')) gap--;
  return gap === section.header.at.line ? line.number - 1 : gap;
}

/**
 * Writes a new line as its neighbours are written: indented, and laid out in columns or with tabs where they are.
 * @param texts its words, quoted already
 * @param found the line that it goes beside
 * @param sections of the configuration: where its own has no lines yet, the others say how lines look
 * @returns the line without its line end
 */
export function newLine(texts: readonly string[], found: Found, sections: readonly Section[]): string {
  const { file, statement, section } = found;
  const own = layouts(section.lines, file);
  const around =
    own.length > 0
      ? own
      : layouts(
          sections.flatMap(({ lines }) => lines),
          file,
        );
  const model = statement === section.header ? mostUsual(around) : layoutOf(statement, file);
  const [keyword = '', ...others] = texts;
  if (!model || others.length === 0) return (model?.indent ?? usualIndent) + texts.join(' ');
  return model.indent + keyword + gapBehind(keyword, model, around) + others.join(model.rest);
}

function layouts(statements: readonly Statement[], file: ConfigFile): Layout[] {
  return statements.filter(({ at }) => at.file === file.name).map((statement) => layoutOf(statement, file));
}

function layoutOf({ words, at }: Statement, { lines }: ConfigFile): Layout {
  const raw = lines[at.line - 1]?.raw ?? '';
  const [first, second] = words;
  const gaps = words.slice(1).map(({ start }, i) => raw.slice(words[i]?.end, start));
  const tabbed = (some: readonly string[]) => some.length > 0 && some.every((gap) => /^\t+$/.test(gap));
  return {
    indent: /^[ \t]*/.exec(raw)?.[0] ?? '',
    first: tabbed(gaps.slice(0, 1)) ? '\t' : ' ',
    rest: tabbed(gaps.slice(1)) ? '\t' : ' ',
    column: first && second ? second.start - first.start : 0,
    length: first ? first.end - first.start : 0,
  };
}

/** The first of those whose indentation most lines have. */
function mostUsual(all: readonly Layout[]): Layout | undefined {
  const counts = new Map<string, number>();
  for (const { indent } of all) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return all.find(({ indent }) => counts.get(indent) === most);
}

/** One blank; more where lines around have their second words one below the other, however long their keywords are. */
function gapBehind(keyword: string, { first, column, length }: Layout, around: readonly Layout[]): string {
  if (first === '\t') return first;
  const isColumn = around.some((other) => other.column === column && other.length !== length);
  return ' '.repeat(isColumn ? Math.max(1, column - keyword.length) : 1);
}
