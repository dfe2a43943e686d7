import type { Change } from '../haproxy/edit/change.ts';
import type { Configuration, Statement } from '../haproxy/syntax/tree.ts';
import type { Directive, Scope } from '../types.ts';
import { LineText } from './carry-text.ts';

/** A directive of a remedy, or one header of its request, with the change that takes it away. */
export interface RemedyPart {
  directive: string;
  scope: Scope;
  /** The user asked for it. */
  requested: boolean;
  change: Change;
}

/**
 * Finds the directives of a remedy in the backend section that they make up.
 * @param configuration with the section
 * @param directives what was recommended
 * @returns those that can be taken away one by one; of a line `http-check send` that is its headers
 */
export function remedyParts(configuration: Configuration, directives: readonly Directive[]): RemedyPart[] {
  const text = new LineText(configuration);
  const lines = configuration.sections.filter(({ keyword }) => keyword === 'backend').flatMap((one) => one.lines);
  const parts = directives.flatMap((one): RemedyPart[] => {
    const { scope, text: wanted } = one;
    const requested = one.because === 'requested';
    if (scope === 'server') {
      const line = lines.find(({ words }) => words[0]?.text === 'server');
      return line ? wordsOf(line, text.of(line), wanted).map((part) => ({ ...part, requested })) : [];
    }
    const line = lines.find((one) => text.of(one) === wanted);
    if (!line) return [];
    const headers = headersOf(line).map((part) => ({ ...part, requested }));
    return headers.length > 0
      ? headers
      : [{ directive: wanted, scope, requested, change: { kind: 'drop', at: line.at } }];
  });
  return [...new Map(parts.map((part) => [JSON.stringify(part.change), part])).values()];
}

type Unasked = Omit<RemedyPart, 'requested'>;

/** The words of a line that read so. */
function wordsOf({ words, at }: Statement, line: string, wanted: string): Unasked[] {
  const first = words[0]?.start ?? 0;
  const start = ` ${line} `.indexOf(` ${wanted} `);
  if (start < 0) return [];
  const from = words.findIndex((word) => word.start - first === start);
  const to = words.findIndex((word) => word.end - first === start + wanted.length) + 1;
  return from > 0 && to > from
    ? [{ directive: wanted, scope: 'server', change: { kind: 'replace', at, from, to, words: [] } }]
    : [];
}

/** The method, the path and the version of such a line say what `option httpchk` says too. */
function headersOf({ words, at }: Statement): Unasked[] {
  if (words[0]?.text !== 'http-check' || words[1]?.text !== 'send') return [];
  return words.flatMap(({ text }, from): Unasked[] => {
    if (text !== 'hdr') return [];
    const directive = words.slice(from, from + 3).map((word) => word.text);
    return [
      {
        directive: directive.join(' '),
        scope: 'backend',
        change: { kind: 'replace', at, from, to: from + 3, words: [] },
      },
    ];
  });
}
