import t from 'tap';
import { families } from '../../../src/report/explain/families/index.ts';

/** Every text that a pattern fits, as far as it is literal: alternatives one by one, what varies as a line feed. */
function variants(source: string): string[] {
  let at = 0;
  const alternatives = (): string[] => {
    const all: string[] = [];
    let pieces = [''];
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        all.push(...pieces);
        pieces = [''];
        at++;
        continue;
      }
      let atom = one();
      const repeat = /^(?:[*?+]|\{(\d+)(?:,\d*)?\})\??/.exec(source.slice(at));
      if (repeat) {
        at += repeat[0].length;
        const none = /^[*?]/.test(repeat[0]) || repeat[1] === '0';
        atom = [...atom.map((text) => (/^[*+]/.test(repeat[0]) ? `${text}\n` : text)), ...(none ? [''] : [])];
      }
      pieces = pieces.flatMap((start) => atom.map((end) => start + end));
    }
    return [...all, ...pieces];
  };
  const one = (): string[] => {
    const character = source[at++] as string;
    if (character === '(') {
      const begin = /^\?(?:[:!=]|<[!=]|<\w+>)/.exec(source.slice(at))?.[0] ?? '';
      at += begin.length;
      const inside = alternatives();
      at++;
      return /^\?(?:[!=]|<[!=])/.test(begin) ? [''] : inside;
    }
    if (character === '[') {
      while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
      at++;
      return ['\n'];
    }
    if (character === '\\') {
      const escaped = source[at++] as string;
      return [escaped === 'b' ? '' : /[dwsSDW]/.test(escaped) ? '\n' : escaped];
    }
    return [character === '.' ? '\n' : /[\^$]/.test(character) ? '' : character];
  };
  return alternatives();
}

for (const { name, hints, rules } of families) {
  t.test(`${name}: no text of theirs is passed over`, async (t) => {
    for (const { pattern } of rules) {
      const missed = variants(pattern.source).filter((text) => !hints.some((hint) => text.includes(hint)));
      t.same(missed.slice(0, 3), [], pattern.source.slice(0, 80));
    }
  });
}
