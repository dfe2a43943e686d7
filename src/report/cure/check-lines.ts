import type { NewWord } from '../../haproxy/edit/change.ts';
import { argument } from '../../haproxy/model/setting.ts';
import type { CheckRule, HealthCheck, Model } from '../../haproxy/model/types.ts';
import type { Configuration, Place, Section, Statement, Word } from '../../haproxy/syntax/tree.ts';
import { expand, since } from '../../haproxy/versions.ts';
import type { Patient } from './cure.ts';
import { samePlace, sectionAt, statementAt } from './edit-place.ts';

/** One line of a check in force. */
export interface CheckLine {
  /** Its words as HAProxy reads them, up to the first empty one. */
  words: readonly Pick<Word, 'text'>[];
  /** The same as they are to be written where the line is copied; null: the word before it makes it too. */
  copy: readonly (NewWord | null)[];
  at: Place;
  /** false: it stands where others are served too, and is changed by writing it out in the server's own section. */
  own: boolean;
  kind: 'option' | CheckRule['action'];
}

/** The lines of a check in force, and where those go that have to be written out. */
export interface CheckLines {
  /** In the order in which they stand, the option first where it is not the section's own. */
  lines: readonly CheckLine[];
  /** New lines of a section that has none yet go behind this one. */
  behind: Place;
}

/**
 * The lines that make the check of a server what it is.
 * @param patient the server
 * @returns its option and its rules; no lines where nothing is written
 */
export function checkLines(patient: Patient): CheckLines {
  const { target, configuration } = patient;
  const { server, proxy, model } = target;
  const check = server.ownCheck ?? proxy.check;
  const section = sectionAt(configuration, proxy.at);
  const behind = section ? placeForLines(section, configuration) : proxy.at;
  if (server.ownCheck) {
    const own = configuration.sections.find(
      ({ keyword: kind, header }) =>
        kind === 'healthcheck' && header.words[1]?.text === argument(server, 'healthcheck'),
    );
    const lines = (own?.lines ?? []).map((line) => lineOf(line, configuration, servesOnly(patient, model)));
    return { lines, behind };
  }
  const isOwn = (at: Place) => section?.lines.some((line) => samePlace(line.at, at)) ?? false;
  const lines = placesOf(check).flatMap((at) => {
    const statement = statementAt(configuration, at);
    return statement ? [lineOf(statement, configuration, isOwn(at))] : [];
  });
  const switches = lines.some(({ own }) => !own) ? switchLines(patient, check, section) : [];
  return { lines: [...inOrder(lines, section), ...switches], behind };
}

/**
 * A line of a check by its place.
 * @param check the check
 * @param at the place
 * @returns null: none of its lines stands there
 */
export function lineAt({ lines }: CheckLines, at: Place): CheckLine | null {
  return lines.find((line) => samePlace(line.at, at)) ?? null;
}

/** Each line of a check once: what `option httpchk` says of the request stands on the line of the option. */
function placesOf({ at, rules }: HealthCheck): Place[] {
  const all = [at, ...rules.filter((rule) => rule.action !== 'expect' || !rule.implicit).map((rule) => rule.at)];
  const keys = new Map(all.flatMap((place) => (place ? [[`${place.line}:${place.file}`, place]] : [])));
  return [...keys.values()];
}

/** The section's own lines as they stand there; those from elsewhere before them, as they are read first. */
function inOrder(lines: readonly CheckLine[], section: Section | null): CheckLine[] {
  const place = ({ at }: CheckLine) => section?.lines.findIndex((line) => samePlace(line.at, at)) ?? 0;
  const own = lines.filter((line) => line.own).sort((a, b) => place(a) - place(b));
  const others = lines.filter((line) => !line.own);
  return [...others.filter(({ kind }) => kind === 'option'), ...others.filter(({ kind }) => kind !== 'option'), ...own];
}

/**
 * A line of a check.
 * @param statement the line
 * @param configuration where it stands
 * @param own whether it may be changed there
 * @returns the line; of a `healthcheck` section, `type` becomes `option` where it is copied into a backend
 */
export function lineOf(statement: Statement, configuration: Configuration, own: boolean): CheckLine {
  const end = statement.words.findIndex(({ text, unset }) => text === '' && !unset);
  const words = end < 0 ? statement.words : statement.words.slice(0, end);
  const raw = configuration.files.find(({ name }) => name === statement.at.file)?.lines[statement.at.line - 1]?.raw;
  const copy = words.map(({ text, start, end: last }, i) => {
    // Words that one variable makes stand at one place.
    if (i > 0 && start === words[i - 1]?.start) return null;
    return raw === undefined ? text : { raw: raw.slice(start, last) };
  });
  const isType = words[0]?.text === 'type';
  return { words, copy: isType ? ['option', ...copy.slice(1)] : copy, at: statement.at, own, kind: kindOf(words) };
}

function kindOf(words: readonly Pick<Word, 'text'>[]): CheckLine['kind'] {
  const [first = '', second = ''] = words.map(({ text }) => text);
  if (first === 'option' || first === 'type') return 'option';
  if (second === 'connect' || second === 'send' || second === 'expect')
    return first === 'tcp-check' && second === 'send' ? 'bytes' : second;
  return /^send-binary|-lf$/.test(second) ? 'bytes' : 'other';
}

/** From 3.4 on these are lost with the rules that they stand beside (measured on 3.2.26 and 3.4.7). */
function switchLines({ target }: Patient, check: HealthCheck, section: Section | null): CheckLine[] {
  if (!expand(target.version).some((release) => since(release, '3.4'))) return [];
  const on = { 'disable-on-404': check.disableOn404, 'send-state': check.sendState };
  return Object.entries(on).flatMap(([name, isOn]): CheckLine[] => {
    const words = ['http-check', name];
    const stands = section?.lines.some((line) => line.words.map(({ text }) => text).join(' ') === words.join(' '));
    if (!isOn || stands || !check.at) return [];
    return [{ words: words.map((text) => ({ text })), copy: words, at: check.at, own: false, kind: 'other' }];
  });
}

/** A `healthcheck` section may be changed where it serves this proxy alone. */
function servesOnly({ target }: Patient, model: Model): boolean {
  const name = argument(target.server, 'healthcheck');
  const users = model.proxies.filter(({ servers }) => servers.some((one) => argument(one, 'healthcheck') === name));
  return users.every((proxy) => proxy === target.proxy);
}

/** Behind the last line before the servers, outside of all `.if` that the section has. */
function placeForLines({ header, lines }: Section, { files }: Configuration): Place {
  const servers = lines.findIndex(({ words }) => /^(?:default-)?server(?:-template)?$/.test(words[0]?.text ?? ''));
  const above = servers < 0 ? lines : lines.slice(0, servers);
  const raw = files.find(({ name }) => name === header.at.file)?.lines ?? [];
  const depth = (line: number) => raw.slice(header.at.line, line - 1).reduce((sum, one) => sum + levelOf(one.raw), 0);
  const outside = above.findLast(({ at }) => at.file === header.at.file && depth(at.line) === 0);
  return (outside ?? header).at;
}

function levelOf(raw: string): number {
  const word = /^[ \t]*(\.\w+)/.exec(raw)?.[1];
  return word === '.if' ? 1 : word === '.endif' ? -1 : 0;
}
