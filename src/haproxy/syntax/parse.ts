import type { ConfigFile, Line } from './tree.ts';

/**
 * Splits a file into its lines. Nothing is lost and nothing is refused: `print(parse(name, text)) === text`.
 * @param name as the file was named by whoever asked
 * @param text its content, one character a byte (latin1)
 * @returns the file; its lines keep their line ends
 */
export function parse(name: string, text: string): ConfigFile {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? text.length : lineFeed + 1;
    lines.push({ number: lines.length + 1, raw: text.slice(start, end) });
    start = end;
  }
  return { name, lines };
}

/**
 * Writes a file as it stands.
 * @param file of {@link parse}, changed or not
 * @returns its text, one character a byte
 */
export function print(file: ConfigFile): string {
  return file.lines.map(({ raw }) => raw).join('');
}
