/** Arguments in brackets behind the name of a fetch or converter. */
export interface Arguments {
  /** As they are meant: unquoted, unescaped. */
  list: string[];
  /** Where the text behind them begins. */
  end: number;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  ' ': ' ',
  '"': '"',
  "'": "'",
  r: '\r',
  n: '\n',
  t: '\t',
};

/**
 * Reads arguments: separated by commas, with quotes and escapes of their own (haproxy v3.4.0 src/arg.c:137).
 * @param text an expression
 * @param at where an opening bracket may stand
 * @returns the arguments, none without a bracket; null: the closing bracket or quote is missing
 */
export function readArguments(text: string, at: number): Arguments | null {
  if (text[at] !== '(') return { list: [], end: at };
  const list: string[] = [];
  let word = '';
  let quote = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] as string;
    if ((char === '"' || char === "'") && (quote === '' || quote === char)) quote = quote === '' ? char : '';
    else if (char === '\\' && quote !== "'" && i + 1 < text.length) {
      const meant = escapes[text[i + 1] as string];
      word += meant ?? '\\';
      if (meant !== undefined) i += 1;
    } else if (quote === '' && (char === ',' || char === ')')) {
      list.push(word);
      word = '';
      if (char === ')') return { list, end: i + 1 };
    } else word += char;
  }
  return null;
}
