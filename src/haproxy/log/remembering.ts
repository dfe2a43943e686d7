/** So many texts are remembered, none longer than this: two megabytes at the most. */
const mostTexts = 2000;
const longestText = 400;

/**
 * Makes a function remember what it has made of its last texts. Servers that are checked say the same again and again:
 * then a line costs one look-up. What it returns is shared, and is not to be changed.
 *
 * @param read makes something of a text, the same of the same text
 * @returns the function that remembers
 */
export function remembering<Result extends object | null>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > longestText) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    // A slice would keep the line alive that it comes from.
    const own = ` ${text}`.slice(1);
    const result = read(own);
    if (known.size === mostTexts) known.clear();
    known.set(own, result);
    return result;
  };
}
