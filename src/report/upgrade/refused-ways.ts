import { lineRefused } from '../../catalogue/upgrades/line-refused.ts';
import type { ConfigurationProblem } from '../../check-types.ts';
import type { NewWord } from '../../haproxy/edit/change.ts';
import { serverSpans } from '../../haproxy/edit/server-spans.ts';
import type { CheckSend } from '../../haproxy/model/types.ts';
import type { Configuration, Statement } from '../../haproxy/syntax/tree.ts';
import { introduced } from '../../haproxy/versions.ts';
import { formatWord } from '../../haproxy/words.ts';
import type { Target } from '../check/target.ts';
import { statementAt } from '../cure/edit-place.ts';
import { placeOf } from './refused.ts';
import { blockBefore, connectDefault, noName } from './silence.ts';
import { combined, newLines, otherWords, serverWords, together, type Way, withoutWords } from './way.ts';

/** A line that only the first version takes, with one of the servers that it holds for. */
export interface Dropped {
  /** All that the second version says of this line. */
  problems: readonly ConfigurationProblem[];
  /** As the first version reads it; null: the line holds for no server. */
  target: Target | null;
  /** As the first version reads it. */
  configuration: Configuration;
}

const because = lineRefused.code;

/**
 * What may say the same in words that both versions take: proposals, none of them tried.
 * @param dropped the line
 * @returns ways, the best first; empty: none is known for such a line
 */
export function refusedWays(dropped: Dropped): Way[] {
  const [problem] = dropped.problems;
  const line = problem && statementAt(dropped.configuration, problem);
  if (!line) return [];
  const cut = withoutRest(line, dropped);
  if (cut) return [cut];
  const words = line.words.map(({ text }) => text);
  if (words[0] === 'option' && words[1] === 'httpchk') return httpchkWays(line, dropped);
  return /^(?:server|server-template|default-server)$/.test(words[0] ?? '') ? serverWays(line, dropped) : [];
}

/** An empty word ends the line for older versions: what stands behind it has never counted. */
function withoutRest(line: Statement, { problems, configuration }: Dropped): Way | null {
  const end = line.words.at(-1)?.end ?? 0;
  if (!problems.some(({ word, column }) => word === '' && column > end)) return null;
  const raw = configuration.files.find(({ name }) => name === line.at.file)?.lines[line.at.line - 1]?.raw ?? '';
  const kept = line.words.map(({ start, end }): NewWord => ({ raw: raw.slice(start, end) }));
  const written = newLines(line.at, 'after', [kept], { because, since: '1.5' });
  return (
    written && {
      changes: [...written.changes, { kind: 'drop', at: line.at }],
      edits: written.edits.map(({ where: _, ...edit }) => ({ ...edit, kind: 'replace' })),
    }
  );
}

/** Headers behind the version (until 2.6), or a Host behind it (since 3.1), go into a rule that both know. */
function httpchkWays(line: Statement, { target }: Dropped): Way[] {
  const rules = target ? (target.server.ownCheck ?? target.proxy.check).rules : [];
  const send = rules.find((rule): rule is CheckSend => rule.action === 'send');
  if (!send) return [];
  const known = { because, since: introduced.httpCheckSend };
  const option = (...words: string[]) =>
    otherWords(
      { kind: 'replace', at: line.at, from: 0, to: line.words.length, words: ['option', 'httpchk', ...words] },
      known,
    );
  const bare = (line.words[4]?.text ?? '').split('\r\n', 1)[0] || send.version;
  const stripped = option(...line.words.slice(2, 4).map(({ text }) => text), bare);
  const short = option(send.method, send.uri);
  const written = newLines(line.at, 'after', [sendWords(send)], known);
  return [stripped, short && written && together(short, written)].flatMap((way) => way ?? []);
}

function sendWords({ method, uri, version, headers, body }: CheckSend): NewWord[] {
  return [
    ...['http-check', 'send', 'meth', method, 'uri', uri, 'ver', version],
    ...headers.flatMap(([name, value]) => ['hdr', name === 'host' ? 'Host' : name, log(value)]),
    ...(body ? ['body', log(body)] : []),
  ];
}

/** A percent sign begins a variable there. */
function log(text: string): NewWord {
  try {
    return { raw: formatWord(text) };
  } catch {
    return text;
  }
}

/** Words of a server line that the second version does not know go; what switched automatic names off is said otherwise. */
function serverWays(line: Statement, { problems, target, configuration }: Dropped): Way[] {
  const unknown = new Set(problems.map(({ word }) => word));
  const spans = serverSpans(line.words).filter(({ keyword }) => unknown.has(keyword));
  if (spans.length === 0) return [];
  const known = { because, since: '1.5' };
  const without = spans.map((span) => withoutWords(line, span, known));
  const dropped = together(...without);
  const silent = target ? silentWays(unknown, target, configuration) : [];
  const otherwise = silent.map((way) => together(dropped, way));
  return [...(silent.length > 0 ? [] : [dropped]), ...otherwise];
}

/** Automatic server names stay switched off where there are any. */
function silentWays(unknown: ReadonlySet<string>, target: Target, configuration: Configuration): Way[] {
  const words = ['no-sni-auto', 'no-check-sni-auto'].filter((word) => unknown.has(word));
  const block = blockBefore(configuration, target, words, { because, since: introduced.automaticSni });
  const check = unknown.has('no-check-sni-auto') ? [connectDefault(configuration, target, because)] : [];
  const traffic = unknown.has('no-sni-auto')
    ? [serverWords(configuration, target.server.at, ['sni', noName], { because, since: '1.6' })]
    : [];
  const known = (ways: (Way | null)[]) => ways.flatMap((way) => way ?? []);
  return [...known([block]), ...combined(known(check), known(traffic))];
}

/**
 * Puts together what the second version says of the same line.
 * @param problems that only it has
 * @returns those that are fatal, by line
 */
export function byLine(problems: readonly ConfigurationProblem[]): [ConfigurationProblem, ...ConfigurationProblem[]][] {
  const lines = new Map<string, [ConfigurationProblem, ...ConfigurationProblem[]]>();
  for (const problem of problems) {
    if (problem.severity !== 'fatal') continue;
    const key = placeOf(problem);
    const known = lines.get(key);
    if (known) known.push(problem);
    else lines.set(key, [problem]);
  }
  return [...lines.values()];
}
