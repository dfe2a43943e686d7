import { Environment } from '../syntax/environment.ts';
import type { Configuration, Problem, Section } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { DefaultsSections, readHeading, wrongHeir } from './defaults.ts';
import { noGlobals, readGlobalLine } from './globals.ts';
import { type CheckState, effectiveCheck, readChecks, readHealthcheckSection } from './health-check.ts';
import { refused } from './problem.ts';
import { doubtful, type ReadSection, readProxySection } from './proxy.ts';
import type { SectionKind } from './proxy-draft.ts';
import { type Proxies, proxyProblems } from './proxy-rules.ts';
import type { Scope } from './scope.ts';
import type { Model, ProxySection } from './types.ts';

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
    healthchecks: new Map(),
    resolvers: new Set(),
  };
  readonly #heirs: Parameters<typeof wrongHeir>[2] = new Map();
  readonly #problems: Problem[] = [];

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
    const { keyword } = section;
    if (keyword === 'global') this.#readGlobal(section);
    else if (keyword === 'defaults') this.#readDefaults(section);
    else if (keyword === 'frontend' || keyword === 'backend' || keyword === 'listen') this.#readProxy(section, keyword);
    else if (keyword === 'healthcheck') this.#readHealthcheck(section);
    else if (keyword === 'resolvers') this.#found.resolvers.add(section.header.words[1]?.text ?? '');
  }

  #readGlobal({ header, lines }: Section): void {
    for (const line of lines) {
      this.#environment.apply(line.words, line.uncertain !== undefined || header.uncertain !== undefined);
      this.#problems.push(...readGlobalLine(this.#globals, line, this.#version));
    }
  }

  #readDefaults(section: Section): void {
    const heading = readHeading(section.header);
    const read = this.#readLines(section, heading.name, this.#defaults.forDefaults(heading));
    const { uncertain } = section.header;
    const unknown = uncertain === undefined ? [] : [doubtful(section.header, uncertain, 'both')];
    this.#defaults.add(heading, { ...read.scope, unknown: [...read.scope.unknown, ...unknown] });
  }

  #readProxy(section: Section, kind: ProxySection['kind']): void {
    const heading = readHeading(section.header);
    const inherited = this.#defaults.forProxy(heading);
    const { scope, own, datagrams } = this.#readLines(section, heading.name, inherited);
    const { check, ignored, lost } = this.#checksOf(scope.check, scope.check === inherited.check, kind);
    const { uncertain } = section.header;
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
      unknown:
        uncertain === undefined ? [...scope.unknown] : [...scope.unknown, doubtful(section.header, uncertain, 'both')],
    };
    this.#found.proxies.push(proxy);
    this.#found.scopes.set(proxy, scope);
    for (const server of datagrams) this.#found.datagrams.add(server);
  }

  #readLines(section: Section, name: string, inherited: Scope): ReadSection {
    const { experimental, tls } = this.#globals;
    const context = { version: this.#version, environment: this.#environment, experimental, tls };
    const wrong = wrongHeir(section.keyword as SectionKind, inherited, this.#heirs);
    if (wrong !== null) this.#problems.push(refused(section.header.at, null, wrong));
    const read = readProxySection(section, name, inherited, context);
    this.#note(read.problems);
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
    for (const problem of problems) if (this.#problems.length < mostProblems) this.#problems.push(problem);
  }
}

type Checks = ReturnType<typeof effectiveCheck>;
