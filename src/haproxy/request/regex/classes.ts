const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const codes = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const digit = range(48, 57);
const upper = range(65, 90);
const lower = range(97, 122);
const alpha = [...upper, ...lower];
const alnum = [...alpha, ...digit];
const space = range(9, 13).concat(32);
const graph = range(33, 126);

/** POSIX names of classes, as `[:alpha:]` has them (pcre2pattern, "POSIX character classes"). */
export const named: Readonly<Record<string, readonly number[]>> = {
  digit,
  upper,
  lower,
  alpha,
  alnum,
  space,
  graph,
  word: [...alnum, 95],
  blank: [9, 32],
  cntrl: [...range(0, 31), 127],
  print: [32, ...graph],
  punct: graph.filter((code) => !alnum.includes(code)),
  xdigit: [...digit, ...codes('abcdefABCDEF')],
  ascii: range(0, 127),
};

/** Classes by the letter behind a backslash; its capital is the complement. */
export const lettered: Readonly<Record<string, readonly number[]>> = {
  d: digit,
  w: [...alnum, 95],
  s: space,
  h: [9, 32, 160],
  v: [10, 11, 12, 13, 133],
};

/** Characters by the letter behind a backslash. */
export const escaped: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/**
 * @param members byte values
 * @returns all others
 */
export function complement(members: Iterable<number>): number[] {
  const inside = new Set(members);
  return range(0, 255).filter((code) => !inside.has(code));
}

/**
 * @param members byte values
 * @returns them and their other case, ASCII letters only
 */
export function bothCases(members: Iterable<number>): Set<number> {
  const all = new Set(members);
  for (const code of [...all]) {
    if (code >= 65 && code <= 90) all.add(code + 32);
    if (code >= 97 && code <= 122) all.add(code - 32);
  }
  return all;
}
