import type { ProblemSeverity } from './grammar.ts';
import { nameProblem, wrong } from './header-problem.ts';
import { shownText } from './shown.ts';
import type { Place, Statement, Word } from './tree.ts';
import type { WordProblem } from './words.ts';

/** What the header of a section must look like. */
interface Shape {
  name: 'needed' | 'possible' | 'refused';
  /** A word behind the name is refused; else it is passed over. */
  nothingElse?: boolean;
  /** The name is letters, digits and `.:_-`. */
  checked?: boolean;
  /** What a second section of that name is. */
  twice?: ProblemSeverity;
}

const named = { name: 'needed', checked: true, twice: 'fatal' } as const;

/** Measured on all five builds: each with no name, a name, a name and more, a wrong name, and the same name twice. */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['global', { name: 'refused' }],
  ['traces', { name: 'refused' }],
  ['peers', { ...named, nothingElse: true }],
  ['resolvers', named],
  ['userlist', { ...named, nothingElse: true, twice: 'warning' }],
  ['mailers', named],
  ['cache', { name: 'needed', nothingElse: true }],
  ['program', { name: 'needed', nothingElse: true, twice: 'fatal' }],
  ['http-errors', named],
  ['ring', named],
  ['log-forward', { ...named, nothingElse: true }],
  ['log-profile', { ...named, nothingElse: true }],
  ['fcgi-app', { ...named, nothingElse: true }],
  ['crt-store', { name: 'possible', nothingElse: true }],
  ['acme', { name: 'needed', nothingElse: true, twice: 'fatal' }],
  ['healthcheck', named],
]);

/**
 * Checks the header of a section that is no proxy, as HAProxy does when it reads it.
 * @param keyword of the section
 * @param header its line; its words are all known
 * @param seen sections by keyword and name; this one is added
 * @returns what is wrong with it
 */
export function checkSectionHeader(keyword: string, header: Statement, seen: Map<string, Place>): WordProblem[] {
  const shape = shapes.get(keyword);
  const [first, name] = header.words;
  if (!shape || !first) return [];
  const problems = shapeProblems(first, header.words, shape);
  if (!shape.twice || !name || header.uncertain !== undefined) return problems;
  const key = `${keyword} ${name.text}`;
  const other = seen.get(key);
  if (other) problems.push(wrong(name, `there is a section of this name at ${place(other)}`, shape.twice));
  else seen.set(key, header.at);
  return problems;
}

function shapeProblems(keyword: Word, words: readonly Word[], shape: Shape): WordProblem[] {
  const [, name, other] = words;
  if (shape.name === 'refused') return name ? [wrong(name, `nothing can stand behind ${keyword.text}`)] : [];
  if (!name) return shape.name === 'needed' ? [wrong(keyword, 'this section needs a name')] : [];
  const bad = shape.checked ? nameProblem(name, 'fatal') : null;
  const problems = bad ? [bad] : [];
  if (other && shape.nothingElse) problems.push(wrong(other, 'nothing can stand behind the name of this section'));
  return problems;
}

/**
 * A place as people write it.
 * @param at the place
 * @returns `haproxy.cfg:17`
 */
export function place({ file, line }: Place): string {
  return `${shownText(file)}:${line}`;
}
