import type { Both } from '../../catalogue/upgrades/upgrade.ts';
import type { ConfigurationProblem } from '../../check-types.ts';
import type { Configuration, Place, Problem, Section } from '../../haproxy/syntax/tree.ts';
import type { Target } from '../check/target.ts';
import { samePlace } from '../cure/edit-place.ts';
import type { Pair } from './pair.ts';

/** What the versions refuse or warn of. */
export interface Refusals {
  /** Only the second does. */
  new: ConfigurationProblem[];
  /** Only the first does. */
  removed: ConfigurationProblem[];
  /** Lines that both refuse. */
  refused: ConfigurationProblem[];
}

/**
 * Tells apart what each version refuses or warns of.
 * @param problems of both versions
 * @returns those of one version alone, and the lines that neither takes
 */
export function refusals({ from, to }: Both<readonly Problem[]>): Refusals {
  const fatal = { from: places(from), to: places(to) };
  const told = { from: new Set(from.map(keyOf)), to: new Set(to.map(keyOf)) };
  const both = (problem: Problem) => fatal.from.has(placeOf(problem)) && fatal.to.has(placeOf(problem));
  // What is refused needs no telling of what was warned of there.
  const outdone = (one: Problem, by: ReadonlySet<string>) => one.severity === 'warning' && by.has(placeOf(one));
  return {
    new: to.filter((one) => !both(one) && !told.from.has(keyOf(one)) && !outdone(one, fatal.from)).map(plain),
    removed: from.filter((one) => !both(one) && !told.to.has(keyOf(one)) && !outdone(one, fatal.to)).map(plain),
    refused: to.filter((one) => one.severity === 'fatal' && both(one)).map(plain),
  };
}

function places(problems: readonly Problem[]): Set<string> {
  return new Set(problems.filter(({ severity }) => severity === 'fatal').map(placeOf));
}

/**
 * @param place a line
 * @returns a key that is equal for equal lines
 */
export function placeOf({ file, line }: Place): string {
  return `${line}:${file}`;
}

function keyOf({ file, line, word, message, severity }: Problem): string {
  return JSON.stringify([file, line, word, message, severity]);
}

function plain({ file, line, column, word, message, severity }: Problem): ConfigurationProblem {
  return { file, line, column, word, message, severity };
}

/** A line that one version refuses, and whom that concerns. */
export interface RefusedLine {
  problem: ConfigurationProblem;
  /** The proxy whose section it stands in; null: none. */
  proxy: string | null;
  /** Keys of the servers that it is about: that of a server line, else all that the line holds for. */
  keys: string[];
}

/**
 * Whom a refused line concerns.
 * @param problem the line
 * @param all the servers
 * @param configuration as one of the versions reads it
 * @returns the proxy and the servers
 */
export function refusedLine(
  problem: ConfigurationProblem,
  all: readonly Pair[],
  configuration: Configuration,
): RefusedLine {
  const section = sectionOf(problem, configuration);
  const targets = all.flatMap(({ from, to }) => from ?? to ?? []);
  const own = targets.filter(({ server }) => placeOf(server.at) === placeOf(problem));
  const concerned = own.length > 0 ? own : targets.filter((target) => holdsFor(problem, section, target));
  const isProxy = section !== undefined && /^(?:frontend|backend|listen)$/.test(section.keyword);
  return {
    problem,
    proxy: isProxy ? (section.header.words[1]?.text ?? null) : null,
    keys: concerned.map(({ key }) => key),
  };
}

/**
 * The section that a line stands in.
 * @param place the line
 * @param configuration as one of the versions reads it
 * @returns undefined: it stands in none
 */
export function sectionOf(place: Place, { sections }: Configuration): Section | undefined {
  return sections.find(({ header, lines }) => [header, ...lines].some(({ at }) => samePlace(at, place)));
}

/** In `defaults` a line holds for those who take it over. */
function holdsFor(at: Place, section: Section | undefined, { proxy, server }: Target): boolean {
  if (section?.keyword !== 'defaults') return section !== undefined && placeOf(section.header.at) === placeOf(proxy.at);
  const { check, lostChecks } = proxy;
  const inForce = [check.at, ...check.rules.map((rule) => rule.at), lostChecks?.at ?? null];
  const settings = Array.from(server.settings.values(), (setting) => setting.at);
  return [...inForce, ...settings].some((place) => place !== null && placeOf(place) === placeOf(at));
}
