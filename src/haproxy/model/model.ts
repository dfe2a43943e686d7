import { Environment } from '../syntax/environment.ts';
import type { Configuration, Problem, Section, Statement } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { DefaultsSections, type Heading, readHeading, wrongHeir } from './defaults.ts';
import { doubted, withinKnownWords } from './doubt.ts';
import { noGlobals, readGlobalLine } from './globals.ts';
import { type CheckState, effectiveCheck, readChecks, readHealthcheckSection } from './health-check.ts';
import { refused } from './problem.ts';
import { doubtful, type ReadSection, readProxySection } from './proxy.ts';
import { lineText, type SectionKind } from './proxy-draft.ts';
import { type Proxies, proxyProblems } from './proxy-rules.ts';
import type { Scope } from './scope.ts';
import { sectionProblems } from './section-keywords.ts';
import type { Model, ProxySection, Unknown } from './types.ts';

/** How many problems of meaning are told. */
const mostProblems = 1000;

/**
 * What a configuration means for a version of HAProxy: the settings in force of every proxy and server, with the lines
 * that they come from. What HAProxy would refuse is reported, and the rest is read all the same.
 * @param configuration its files, as sections of words
 * @param version the version
 * @param environment what HAProxy is started with: addresses see it even outside double quotes
 * @returns the model; nothing is thrown
 */
export function readModel(
  configuration: Configuration,
  version: HaproxyVersion,
  environment: ReadonlyMap<string, string> = new Map(),
): Model {
  return new Reader(version, environment).read(configuration);
}

/** Reads the sections in their order: each sees those before it. */
class Reader {
  readonly #version: HaproxyVersion;
  readonly #given: ReadonlyMap<string, string>;
  readonly #environment: Environment;
  readonly #globals = noGlobals();
  readonly #defaults = new DefaultsSections();
  readonly #checks = new Map<CheckState, Map<ProxySection['kind'], Checks>>();
  readonly #found: Proxies = {
    proxies: [],
    scopes: new Map(),
    datagrams: new Set(),
    hidden: new Set(),
    hasMore: false,
    healthchecks: new Map(),
    resolvers: new Set(),
  };
  readonly #heirs: Parameters<typeof wrongHeir>[2] = new Map();
  readonly #problems: Problem[] = [];
  /** A line whose first word is not known may have begun a section. */
  #isLost = false;

  constructor(version: HaproxyVersion, environment: ReadonlyMap<string, string>) {
    this.#version = version;
    this.#given = environment;
    this.#environment = new Environment(environment);
    this.#environment.addOwn(version);
  }

  read({ files, sections, problems }: Configuration): Model {
    for (const section of sections) this.#readSection(section);
    const { experimental: _, tls: __, ...globals } = this.#globals;
    this.#note(proxyProblems(this.#found, this.#globals, this.#version));
    const order = new Map(files.map(({ name }, i) => [name, i]));
    const place = ({ file }: Problem) => order.get(file) ?? files.length;
    const all = [...problems, ...this.#problems].sort((a, b) => place(a) - place(b) || a.line - b.line);
    return {
      globals: this.#given.size > 0 ? { ...globals, environment: this.#given } : globals,
      proxies: this.#found.proxies,
      problems: all,
    };
  }

  #readSection(section: Section): void {
    const { keyword, header, lines } = section;
    this.#isLost ||= [header, ...lines].some(({ words }) => words[0]?.unset);
    this.#found.hasMore ||= this.#isLost || header.words.some(({ unset }) => unset);
    if (keyword === 'global') this.#readGlobal(section);
    else if (keyword === 'defaults') this.#readDefaults(section);
    else if (keyword === 'frontend' || keyword === 'backend' || keyword === 'listen') this.#readProxy(section, keyword);
    else if (keyword === 'healthcheck') this.#readHealthcheck(section);
    else this.#readOther(section);
  }

  #readOther(section: Section): void {
    if (section.keyword === 'resolvers') this.#found.resolvers.add(section.header.words[1]?.text ?? '');
    this.#note(sectionProblems(section, this.#version));
  }

  #readGlobal({ header, lines }: Section): void {
    for (const line of lines) {
      this.#environment.apply(line.words, line.uncertain !== undefined || header.uncertain !== undefined);
      this.#note(readGlobalLine(this.#globals, line, this.#version));
    }
  }

  #readDefaults(section: Section): void {
    const heading = readHeading(section.header);
    const read = this.#readLines(section, heading.name, this.#defaults.forDefaults(heading));
    this.#defaults.add(heading, { ...read.scope, unknown: this.#unknownOf(section.header, heading, read.scope) });
  }

  #readProxy(section: Section, kind: ProxySection['kind']): void {
    const heading = readHeading(section.header);
    const inherited = this.#defaults.forProxy(heading);
    const { scope, own, datagrams, hidden } = this.#readLines(section, heading.name, inherited);
    const { check, ignored, lost } = this.#checksOf(scope.check, scope.check === inherited.check, kind);
    const proxy: ProxySection = {
      kind,
      name: heading.name,
      at: section.header.at,
      mode: scope.mode,
      timeouts: scope.timeouts,
      options: scope.options,
      check,
      ignoredChecks: ignored,
      lostChecks: lost,
      ...own,
      acls: scope.acls as ProxySection['acls'],
      requestRules: scope.requestRules as ProxySection['requestRules'],
      otherRules: scope.otherRules,
      defaultBackend: kind === 'backend' ? null : scope.defaultBackend,
      httpSendNameHeader: scope.httpSendNameHeader,
      source: scope.source,
      unknown: this.#unknownOf(section.header, heading, scope),
    };
    this.#found.proxies.push(proxy);
    this.#found.scopes.set(proxy, scope);
    for (const server of datagrams) this.#found.datagrams.add(server);
    for (const server of hidden) this.#found.hidden.add(server);
  }

  /** What is not known of the lines of a section, and whether it is read and what it inherits. */
  #unknownOf(header: Statement, { from }: Heading, scope: Scope): Unknown[] {
    const unknown = [...scope.unknown];
    const { uncertain, words } = header;
    if (uncertain !== undefined) unknown.push(doubtful(header, uncertain, 'both'));
    const isMissing = from !== null && this.#found.hasMore && !this.#defaults.has(from);
    if (isMissing || words.slice(2).some(({ unset }) => unset)) unknown.push(unknownDefaults(header));
    return unknown;
  }

  #readLines(section: Section, name: string, inherited: Scope): ReadSection {
    const { experimental, tls } = this.#globals;
    const context = { version: this.#version, environment: this.#environment, experimental, tls };
    const wrong = wrongHeir(section.keyword as SectionKind, inherited, this.#heirs);
    if (wrong !== null) this.#problems.push(refused(section.header.at, null, wrong));
    const read = readProxySection(section, name, inherited, context);
    this.#note(withinKnownWords(read.problems, section.lines));
    return read;
  }

  /** Proxies without check lines of their own share what their `defaults` makes of it. */
  #checksOf(state: CheckState, inherited: boolean, kind: ProxySection['kind']): Checks {
    if (!inherited) return effectiveCheck(state);
    const kinds = this.#checks.get(state) ?? new Map<ProxySection['kind'], Checks>();
    this.#checks.set(state, kinds);
    const known = kinds.get(kind);
    if (known) return known;
    const checks = effectiveCheck(readChecks([], state, kind, this.#version).state);
    kinds.set(kind, checks);
    return checks;
  }

  #readHealthcheck(section: Section): void {
    const { check, problems } = readHealthcheckSection(section, this.#version);
    this.#found.healthchecks.set(section.header.words[1]?.text ?? '', check);
    this.#note(problems);
  }

  /** A file of something else has a problem in every line: the first of them say so. */
  #note(problems: readonly Problem[]): void {
    for (const problem of problems)
      if (this.#problems.length < mostProblems) this.#problems.push(this.#isLost ? doubted(problem) : problem);
  }
}

function unknownDefaults({ at, words }: Statement): Unknown {
  const because = 'an environment variable that is not set decides which defaults section this is from';
  return { ...at, text: lineText({ at, words }), because, affects: 'both' };
}

type Checks = ReturnType<typeof effectiveCheck>;
