import { aclKeyword, type Matching, matchings } from './acl-keywords.ts';
import type { SampleContext } from './context.ts';
import { converterNamed } from './convert/index.ts';
import { type Expression, readExpression } from './expression.ts';
import { type Known, known, quoted, unknown, unknownOfRequest } from './known.ts';
import { matches, type Patterns } from './patterns.ts';
import { samplesOf, typeOf } from './sample.ts';

/** `hdr_end(host) -i .example.test`, taken apart. */
export interface Criterion {
  expression: Expression;
  patterns: Patterns;
  /** Files that hold further patterns (`-f`). */
  files: string[];
}

/**
 * Takes an ACL's criterion, flags and patterns apart (haproxy v3.4.0 src/acl.c:135).
 * @param words the criterion and what follows it
 * @returns its parts; a string says why it is not understood
 */
export function readCriterion(words: readonly string[]): Criterion | string {
  const text = words[0] ?? '';
  const read = readExpression(text);
  if (!read || read.end < text.length) return `${quoted(text)} in a condition`;
  const keyword = aclKeyword(read.fetch.name);
  const expression = keyword ? { ...read, fetch: { ...read.fetch, name: keyword.fetch } } : read;
  const flags = readFlags(words.slice(1));
  if (typeof flags === 'string') return flags;
  // With a fetch alone a converter may follow as a word of its own.
  if (!keyword && words[1] !== undefined && converterNamed(words[1])) return `"${words[1]}" behind ${quoted(text)}`;
  // A converter makes a keyword's own way of comparing void.
  const own = keyword && read.converters.length === 0 ? keyword.matching : byType(expression);
  const matching = flags.matching ?? own;
  const { list, ignoreCase, files } = flags;
  return { expression, patterns: { matching, list, ignoreCase }, files };
}

/**
 * Whether an ACL's criterion is met by one of its values.
 * @param criterion its parts
 * @param context the request and all that is known around it
 * @returns true or false; a value that is not known only matters when no other one matches
 */
export function isMet({ expression, patterns, files }: Criterion, context: SampleContext): Known<boolean> {
  let doubt: Known<boolean> = known(false);
  for (const sample of samplesOf(expression, context)) {
    const found = sample.known ? matches(sample.value, patterns) : sample;
    const met = found.known || !ofRequests.test(expression.fetch.name) ? found : unknownOfRequest(found.because);
    if (met.known && met.value) return met;
    if (!met.known) doubt = met;
    else if (files.length > 0) doubt = unknown(`file ${files[0]}`);
  }
  return doubt;
}

/** What every client's request has: one that is looked at here is as ordinary as any. */
const ofRequests =
  /^(?:base|be_name|bool|fe_name|hdr|int|method|path|query|req[._](?!rdp)|ssl_fc_(?:has_)?sni|str$|url)/;

interface Flags {
  matching: Matching | null;
  ignoreCase: boolean;
  files: string[];
  list: string[];
}

function readFlags(words: readonly string[]): Flags | string {
  const flags: Flags = { matching: null, ignoreCase: false, files: [], list: [] };
  let i = 0;
  for (; words[i]?.startsWith('-'); i++) {
    const flag = words[i];
    if (flag === '--') {
      i += 1;
      break;
    }
    if (flag === '-i') flags.ignoreCase = true;
    else if (flag === '-n' || flag === '-M') continue;
    else {
      i += 1;
      const argument = words[i] ?? '';
      if (flag === '-f') flags.files.push(argument);
      else if (flag === '-m' && matchings.has(argument)) flags.matching = argument as Matching;
      else if (flag !== '-u') return `${quoted(`${flag} ${argument}`)} in a condition`;
    }
  }
  flags.list = words.slice(i);
  return flags;
}

/** How HAProxy compares what has no keyword of its own. */
function byType(expression: Expression): Matching | null {
  const type = typeOf(expression);
  return type === 'bin' || type === 'meth' ? null : type;
}
