/** The width of everything that is printed, but for lines that are made to be copied. */
export const screenWidth = 80;

/**
 * Breaks a text at its spaces.
 * @param text one paragraph; words longer than a line stay whole
 * @param width the most columns of a line
 * @param first what the first line begins with; the others are indented as far
 * @returns the lines, at least one
 */
export function wrap(text: string, width: number = screenWidth, first = ''): string[] {
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && first.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' && lines.length > 0 ? word : line === '' ? line + word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((content, index) => (index === 0 ? first : indent) + content);
}

/**
 * The same as one text.
 * @param text one paragraph
 * @param first what the first line begins with
 * @returns lines, each with its line feed
 */
export function paragraph(text: string, first = ''): string {
  return `${wrap(text, screenWidth, first).join('\n')}\n`;
}
