import type { Readable } from 'node:stream';

/** The most of one line and the most lines that are kept: a program that goes wild must not fill the memory. */
const longest = 8192;
const most = 5000;

/**
 * Collects what a program prints.
 * @param streams its output
 * @param onLine called after each line
 * @returns the lines so far, one character a byte (latin1)
 */
export function collectLines(streams: readonly Readable[], onLine: () => void): readonly string[] {
  const lines: string[] = [];
  for (const stream of streams) {
    let rest = '';
    const keep = (line: string) => {
      if (lines.length < most) lines.push(line.slice(0, longest));
      onLine();
    };
    stream.setEncoding('latin1');
    stream.on('data', (text: string) => {
      const [first = '', ...others] = text.split('\n');
      rest = (rest + first).slice(0, longest);
      for (const next of others) {
        keep(rest);
        rest = next.slice(0, longest);
      }
    });
    stream.on('end', () => {
      if (rest !== '') keep(rest);
    });
    // What is there to read ends with the program, however that ends.
    stream.on('error', () => {});
  }
  return lines;
}
