import type { HaproxyVersion } from '../versions.ts';
import { isSince, type ProblemSeverity, severityFor } from './grammar.ts';
import { nameProblem, wrong } from './header-problem.ts';
import { place } from './section-header.ts';
import type { Place, Statement, Word } from './tree.ts';
import type { WordProblem } from './words.ts';

/** A `defaults` section that can be referred to. */
interface Defaults {
  at: Place;
  /** The section of the same name that it has replaced. */
  replaced: Place | null;
  /** Some proxy says `from` it. */
  named: boolean;
  /** Some proxy uses it because it is the last one. */
  implied: boolean;
}

interface Proxy {
  at: Place;
  frontend: boolean;
  backend: boolean;
}

/** What versions make of what is wrong with a header. Measured, but for those before 2.6. */
interface Severities {
  /** A character in a name, an ambiguous name: from 3.4 on the alert is printed and forgotten. */
  forgotten: ProblemSeverity | null;
  /** One name for sections of different kinds. */
  shared: ProblemSeverity | null;
  /** A `defaults` section that replaces one that proxies refer to. */
  replaces: ProblemSeverity | null;
  /** `from`. */
  inherits: ProblemSeverity | null;
  /** Proxies that refer to a `defaults` section, and others that use it because it is the last. */
  mixes: ProblemSeverity | null;
}

function severitiesOf(version: HaproxyVersion): Severities {
  const since = (major: number, minor: number, then: ProblemSeverity | null, before: ProblemSeverity | null) =>
    severityFor(version, (release) => (isSince(release, [major, minor]) ? then : before));
  return {
    forgotten: since(3, 4, 'warning', 'fatal'),
    shared: severityFor(version, (release) => {
      if (isSince(release, [3, 3])) return 'fatal';
      return isSince(release, [3, 1]) ? 'warning' : null;
    }),
    replaces: since(3, 1, 'fatal', null),
    inherits: since(2, 4, null, 'fatal'),
    mixes: since(2, 5, 'warning', null),
  };
}

function isSameKind(one: Proxy, other: Proxy): boolean {
  return (one.frontend && other.frontend) || (one.backend && other.backend);
}

/** The headers of `defaults`, `frontend`, `backend` and `listen` sections in their order. */
export class ProxyHeaders {
  #severities: Severities;
  #proxies = new Map<string, Proxy>();
  /** Frontends that share the name of a backend. */
  #partners = new Map<string, Proxy>();
  #defaults = new Map<string, Defaults>();
  /** The one that proxies without `from` use. */
  #last: Defaults | null = null;
  #problems: WordProblem[] = [];
  /** There is a `defaults` section whose name is not known. */
  #hasUnknown = false;

  /**
   * @param version who reads
   */
  constructor(version: HaproxyVersion) {
    this.#severities = severitiesOf(version);
  }

  /**
   * Checks the header of a proxy or `defaults` section as HAProxy does when it reads it (haproxy v3.4.0
   * src/cfgparse-listen.c, `cfg_parse_listen`).
   * @param keyword of the section
   * @param header its line; its words are all known
   * @param logForward the `log-forward` section of that name
   * @returns what is wrong with it
   */
  check(keyword: string, header: Statement, logForward: Place | undefined): WordProblem[] {
    this.#problems = [];
    if (keyword === 'defaults') this.#checkDefaults(header);
    else this.#checkProxy(keyword, header, logForward);
    return this.#problems;
  }

  /**
   * Takes up a `defaults` section whose header is not known.
   * @param at its place
   */
  addUnknownDefaults(at: Place): void {
    this.#hasUnknown = true;
    this.#last = { at, replaced: null, named: false, implied: false };
  }

  #checkProxy(keyword: string, header: Statement, logForward: Place | undefined): void {
    const [first, name] = header.words;
    if (!first) return;
    if (!name) {
      this.#add(first, 'this section needs a name');
      return;
    }
    this.#checkCharacters(name);
    if (logForward) this.#add(name, `a log-forward section has this name at ${place(logForward)}`);
    const proxy = { at: header.at, frontend: keyword !== 'backend', backend: keyword !== 'frontend' };
    if (header.uncertain === undefined) this.#checkName(name, proxy);
    this.#refer(header, proxy.frontend);
  }

  #checkName(name: Word, proxy: Proxy): void {
    const other = this.#proxies.get(name.text);
    if (!other) {
      this.#share(name, this.#defaults.get(name.text)?.at);
      this.#proxies.set(name.text, proxy);
      return;
    }
    const same = [other, this.#partners.get(name.text)].find((known) => known && isSameKind(known, proxy));
    if (same) this.#add(name, `there is a section of this kind and name at ${place(same.at)}`);
    else this.#share(name, other.at);
    if (!same) this.#partners.set(name.text, proxy);
  }

  #share(name: Word, at: Place | undefined): void {
    if (at)
      this.#add(
        name,
        `the section at ${place(at)} has this name: HAProxy 3.3 and later refuse that`,
        this.#severities.shared,
      );
  }

  #refer(header: Statement, binds: boolean): void {
    const [, , from, base, excess] = header.words;
    if (!from) {
      if (this.#last) this.#use(this.#last, 'implied', header);
    } else if (from.text !== 'from' || !base || excess) {
      const advice = binds ? '; addresses to listen on stand on bind lines' : '';
      this.#add(excess ?? from, `behind the name only "from" and the name of a defaults section can stand${advice}`);
    } else {
      this.#inherit(from, base, header);
    }
  }

  #inherit(from: Word, base: Word, header: Statement): void {
    const { inherits, forgotten } = this.#severities;
    this.#add(from, 'HAProxy 2.3 and earlier know no "from"', inherits);
    const defaults = this.#defaults.get(base.text);
    if (!defaults) {
      if (header.uncertain === undefined && !this.#hasUnknown)
        this.#add(base, 'no defaults section before this line has this name');
      return;
    }
    this.#checkCharacters(base);
    if (defaults.replaced)
      this.#add(base, `two sections have this name: ${place(defaults.replaced)}, ${place(defaults.at)}`, forgotten);
    this.#use(defaults, 'named', header);
  }

  #use(defaults: Defaults, how: 'named' | 'implied', header: Statement): void {
    defaults[how] = true;
    const [keyword] = header.words;
    if (!keyword || !defaults.named || !defaults.implied) return;
    const message = `some proxies name the defaults section at ${place(defaults.at)}, others use it because it is the last`;
    this.#add(keyword, message, this.#severities.mixes);
  }

  #checkDefaults(header: Statement): void {
    const [, first, second, third] = header.words;
    const isAnonymous = first?.text === 'from' && second !== undefined && third === undefined;
    const name = isAnonymous ? undefined : first;
    const [from, base] = isAnonymous ? [first, second] : [second, third];
    // Of sections in branches that exclude each other none replaces another.
    const earlier = name && header.uncertain === undefined ? this.#defaults.get(name.text) : undefined;
    if (name && earlier?.named)
      this.#add(name, `proxies refer to the section of this name at ${place(earlier.at)}`, this.#severities.replaces);
    if (name && header.uncertain === undefined) this.#share(name, this.#proxies.get(name.text)?.at);
    if (from?.text === 'from' && base) this.#inherit(from, base, header);
    else if (from?.text === 'from') this.#add(from, 'the name of a defaults section is missing here');
    const defaults = { at: header.at, replaced: earlier?.at ?? null, named: false, implied: false };
    this.#last = defaults;
    if (name) this.#defaults.set(name.text, defaults);
  }

  #checkCharacters(name: Word): void {
    const { forgotten } = this.#severities;
    const problem = forgotten && nameProblem(name, forgotten);
    if (problem) this.#problems.push(problem);
  }

  #add(word: Word, message: string, severity: ProblemSeverity | null = 'fatal'): void {
    if (severity !== null) this.#problems.push(wrong(word, message, severity));
  }
}
