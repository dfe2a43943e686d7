import { readFileSync } from 'node:fs';
import { parseVariable, type Variable } from './environment.ts';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';

/**
 * Reads a file of variables as systemd reads the one that HAProxy is started with (systemd.exec(5), `EnvironmentFile=`).
 * @param file its path
 * @returns the variables in order
 * @throws Refusal with exit code 3 that names the file and the line
 */
export function readEnvironmentFile(file: string): Variable[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(3, `${file}: ${fileProblem(error)}`);
  }
  try {
    return parseEnvironmentFile(text);
  } catch (error) {
    throw new Refusal(3, `${file}:${(error as Error).message}`);
  }
}

/**
 * The variables that stand in a text.
 * @param text lines `NAME=VALUE`; comments begin with `#` or `;`, quotes and backslashes as systemd has them, and an
 *   `export` before the name as a shell has it
 * @returns the variables in order
 * @throws Error that begins with the number of the line
 */
export function parseEnvironmentFile(text: string): Variable[] {
  const variables: Variable[] = [];
  let at = 0;
  for (let line = 1; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const written = text.slice(at, end);
    let next = end + 1;
    if (!/^\s*(?:[#;]|$)/.test(written)) {
      const indent = /^\s*(?:export\s+)?/.exec(written)?.[0].length ?? 0;
      try {
        const [name] = parseVariable(written.slice(indent));
        const [value, behind] = readValue(text, at + indent + name.length + 1);
        variables.push([name, value]);
        next = behind;
      } catch (error) {
        throw new Error(`${line}: ${(error as Error).message}`);
      }
    }
    line += text.slice(at, next).split('\n').length - 1;
    at = next;
  }
  return variables;
}

/** A quote is one only where nothing stands before it; the blanks behind the last word of a value are not part of it. */
function readValue(text: string, begin: number): [value: string, next: number] {
  let value = '';
  let kept = 0;
  let quote = '';
  let fresh = true;
  let at = begin;
  for (; at < text.length; at++) {
    const character = text[at] as string;
    const blank = character.trim() === '';
    if (quote === '' && character === '\n') break;
    if (quote === '' && fresh && (blank || character === '"' || character === "'")) {
      if (!blank) quote = character;
      continue;
    }
    fresh = character === quote;
    if (fresh) {
      quote = '';
    } else if (character === '\\' && quote !== "'") {
      const next = text[++at] ?? '';
      // In double quotes a backslash stands for itself before all but these.
      value += next === '\n' ? '' : quote === '' || '"\\`$'.includes(next) ? next : `\\${next}`;
    } else {
      value += character;
      if (blank && quote === '') continue;
    }
    kept = value.length;
  }
  if (quote !== '') throw new Error(`a ${quote} is not closed`);
  return [value.slice(0, kept), at + 1];
}
