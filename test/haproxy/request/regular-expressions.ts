/** Numbers that look random and are the same every time. */
function numbers(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * below) % below;
  };
}

/** A text, a regular expression for it, and flags of `regsub`. */
export interface Substitution {
  text: string;
  source: string;
  flags: string;
}

/**
 * Makes regular expressions of all that is understood, nested at random.
 *
 * @param count - how many
 * @param start - of the random numbers
 * @returns substitutions for HAProxy to carry out
 */
export function substitutions(count: number, start: number): Substitution[] {
  const number = numbers(start);
  const pick = <T>(all: readonly T[]): T => all[number(all.length)] as T;
  const many = (most: number, make: () => string) => Array.from({ length: 1 + number(most) }, make);

  function atom(depth: number): string {
    const kind = number(12);
    if (kind < 4) return pick(['a', 'b', 'A', '.', '\\.', 'c']);
    if (kind < 6) return pick('[ab] [^a] [a-c] [[:alpha:]] \\w \\d []a] [^]a] [a-] [\\d.] [[:upper:]b] \\s'.split(' '));
    if (kind < 7) return pick(['^', '$', '\\b', '\\B']);
    if (depth > 2) return pick(['a', 'b']);
    return `${kind < 10 ? '(' : pick(['(?:', '(?=', '(?!', '(?>', '(?i:'])}${choices(depth + 1)})`;
  }

  function repeated(part: string): string {
    if (/^(?:\^|\$|\\b|\\B|\(\?[=!])/.test(part) || number(3) > 0) return part;
    return part + pick('* + ? *? +? ?? {1,2} {2} {0,2}? *+ {1,}'.split(' '));
  }

  function choices(depth: number): string {
    const sequence = () => many(3, () => repeated(atom(depth))).join('');
    return number(3) === 0 ? `${sequence()}|${sequence()}` : sequence();
  }

  return Array.from({ length: count }, () => ({
    text: many(7, () => pick([...'abcAB.1_'])).join(''),
    source: choices(0),
    flags: pick(['g', '', 'i', 'gi']),
  }));
}
