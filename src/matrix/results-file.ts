import { isUtf8 } from 'node:buffer';
import type { MatrixCell } from '../matrix-types.ts';
import { checkCell } from './cell-check.ts';
import { type ByteLine, byteLines } from './lines.ts';

/** What a line of the results of an earlier run is. */
export type ResultLine =
  | { kind: 'cell'; line: number; value: MatrixCell }
  /** A difference. It follows from its cells, and is not looked into. */
  | { kind: 'diff'; line: number }
  /** Cut off where a run was ended in the middle of writing it: its cell is not known. */
  | { kind: 'torn'; line: number }
  /** No line of such results; `problem` says what is wrong with it, in a few words. */
  | { kind: 'broken'; line: number; problem: string };

type Broken = Extract<ResultLine, { kind: 'broken' }>;

/** A file that holds no results of `matrix`; the message names file and line, `hint` says what was expected. */
export class NoResults extends Error {
  readonly hint: string;

  /**
   * @param message one line
   * @param hint what was expected instead
   */
  constructor(message: string, hint: string) {
    super(message);
    this.name = 'NoResults';
    this.hint = hint;
  }
}

/** A certificate may list thousands of names. */
const longest = 4 * 1024 * 1024;
/** So many lines that are none of ours may stand before the first that is (what a launcher prints). */
const mostBefore = 20;
const begin = '{"schema":"sni-doctor/matrix';

/**
 * Reads what `matrix --format ndjson` wrote, line by line: of a file of any size no more than one line is held. Such
 * files come from other machines and other hands: cells are held to what everybody relies on. Empty lines are passed
 * over; a last line that is cut off is told from one that is broken.
 * @param chunks the bytes of the file
 * @param name of the file, as people are told
 * @returns what each line is, in order; nothing of an empty file
 * @throws NoResults where nothing in it is a result; what reading throws
 */
export async function* readResults(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<ResultLine> {
  let begun = false;
  let before: Broken[] = [];
  for await (const bytes of byteLines(chunks, longest)) {
    const results = readLine(bytes);
    if (!begun && results.every(isBroken)) {
      before.push(...results);
      if (before.length > mostBefore) break;
      continue;
    }
    begun = true;
    yield* before;
    before = [];
    yield* results;
  }
  const [first] = before;
  if (first)
    throw new NoResults(
      `${name}:${first.line}: no result of matrix: ${first.problem}`,
      `expected lines of ${begin}/1", ...}, as sni-doctor matrix --format ndjson writes them`,
    );
}

/** Nothing where it is empty, several where they ran into each other. */
function readLine({ line, bytes, whole }: ByteLine): ResultLine[] {
  const broken = (problem: string): ResultLine[] => [{ kind: 'broken', line, problem }];
  if (bytes === null) return broken('it is longer than 4 MiB');
  const text = textOf(bytes);
  if (text === '') return [];
  const value = isUtf8(bytes) ? parse(text) : undefined;
  if (value !== undefined) return [readValue(line, value)];
  const [before, ...pieces] = apart(bytes);
  const results = pieces.map((piece) => readPiece(piece, line));
  const rest = textOf(before);
  if (rest === '') return results;
  if (begin.startsWith(rest) && (!whole || pieces.length > 0)) return [{ kind: 'torn', line }, ...results];
  if (whole && !isUtf8(before))
    return [...broken(bytes[0] === 0x1f ? 'it is compressed: unpack it first' : 'it is no UTF-8'), ...results];
  return [...broken(whole ? 'it is not JSON on one line' : 'it is not JSON'), ...results];
}

/**
 * Where a run was ended in the middle of a line, and another wrote on behind it: what stands before the first result, and
 * each result with what is behind it. Inside of one its beginning stands nowhere: the quotes would be escaped. In bytes,
 * for a run may end inside a character.
 */
function apart(bytes: Buffer): [Buffer, ...Buffer[]] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(begin); at >= 0; at = bytes.indexOf(begin, at + 1)) starts.push(at);
  return [bytes.subarray(0, starts[0]), ...starts.map((start, i) => bytes.subarray(start, starts[i + 1]))];
}

function readPiece(piece: Buffer, line: number): ResultLine {
  const value = parse(piece.toString('utf8'));
  if (value === undefined) return { kind: 'torn', line };
  return isUtf8(piece) ? readValue(line, value) : { kind: 'broken', line, problem: 'it is no UTF-8' };
}

/** Windows writes a byte order mark before the first line. */
function textOf(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
}

function readValue(line: number, value: unknown): ResultLine {
  const schema = typeof value === 'object' && value !== null ? (value as { schema?: unknown }).schema : undefined;
  if (schema === 'sni-doctor/matrix-diff/1') return { kind: 'diff', line };
  if (schema !== 'sni-doctor/matrix/1') return { kind: 'broken', line, problem: strange(schema) };
  try {
    return { kind: 'cell', line, value: checkCell(value) };
  } catch (error) {
    return { kind: 'broken', line, problem: (error as Error).message };
  }
}

/** undefined: it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBroken(result: ResultLine): result is Broken {
  return result.kind === 'broken';
}

function strange(schema: unknown): string {
  if (typeof schema !== 'string') return 'it has no "schema" of sni-doctor';
  return `its schema is ${JSON.stringify(schema.slice(0, 60))}`;
}
