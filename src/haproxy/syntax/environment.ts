import type { HaproxyVersion } from '../versions.ts';
import { isSince } from './grammar.ts';
import type { Truth } from './predicates.ts';
import { shownText } from './shown.ts';
import type { Word } from './tree.ts';
import type { WordProblem } from './words.ts';

/** The environment of HAProxy while it reads its configuration. */
export class Environment {
  /** What is set, bytes as latin1. */
  #values = new Map<string, string>();
  /** What is set, to a value that is not known here. */
  #hidden = new Set<string>();
  /** What may be set or not. */
  #doubtful = new Set<string>();

  /**
   * @param values of the process, as text
   */
  constructor(values: ReadonlyMap<string, string>) {
    for (const [name, value] of values) this.#values.set(bytes(name), bytes(value));
  }

  /**
   * @param name of a variable
   * @returns its value; undefined: it is not set, or its value is not known
   */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /**
   * @param name of a variable
   * @returns whether it is set; null: that is not known
   */
  isDefined(name: string): Truth {
    if (this.#doubtful.has(name)) return null;
    return this.#values.has(name) || this.#hidden.has(name);
  }

  /**
   * Sets the variables that HAProxy itself sets before it reads (HAProxy manual, chapter 2.3, "matrix of variables").
   * @param version who reads
   */
  addOwn(version: HaproxyVersion): void {
    for (const [name, since] of own) {
      // A value that the caller gives is what HAProxy is known to set it to.
      if (isSince(version, since) && !this.#values.has(name)) this.#hide(name);
    }
    // With `haproxy -W` it is set; the caller's environment may say so.
    if (!this.#values.has('HAPROXY_MWORKER')) this.#doubtful.add('HAPROXY_MWORKER');
    const { release } = version;
    if (release && isSince(version, [2, 8])) this.#set('HAPROXY_BRANCH', `${release[0]}.${release[1]}`);
  }

  /**
   * Carries out a line of a `global` section, where it is about the environment
   * (haproxy v3.4.0 src/cfgparse-global.c, `cfg_parse_global_env_opts`).
   * @param words of the line
   * @param uncertain it is not known whether the line counts
   */
  apply([keyword, ...args]: readonly Word[], uncertain: boolean): void {
    if (keyword?.text === 'setenv' || keyword?.text === 'presetenv') {
      const [name, value] = args;
      if (name && value) this.#assign(name.text, value, keyword.text === 'presetenv', uncertain);
    } else if (keyword?.text === 'unsetenv') {
      for (const { text } of args) {
        if (uncertain) this.#doubt(text);
        else this.#forget(text);
      }
    } else if (keyword?.text === 'resetenv') {
      this.#keepOnly(new Set(args.map(({ text }) => text)), uncertain);
    }
  }

  #assign(name: string, value: Word, unlessSet: boolean, uncertain: boolean): void {
    const isSet = unlessSet && this.isDefined(name);
    if (isSet === true) return;
    if (uncertain || isSet === null) this.#doubt(name);
    else if (value.unset) this.#hide(name);
    else this.#set(name, value.text);
  }

  #set(name: string, value: string): void {
    this.#forget(name);
    this.#values.set(name, value);
  }

  #hide(name: string): void {
    this.#forget(name);
    this.#hidden.add(name);
  }

  #doubt(name: string): void {
    this.#forget(name);
    this.#doubtful.add(name);
  }

  #forget(name: string): void {
    this.#values.delete(name);
    this.#hidden.delete(name);
    this.#doubtful.delete(name);
  }

  #keepOnly(names: ReadonlySet<string>, uncertain: boolean): void {
    for (const name of [...this.#values.keys(), ...this.#hidden, ...this.#doubtful]) {
      if (names.has(name)) continue;
      if (uncertain) this.#doubt(name);
      else this.#forget(name);
    }
  }
}

/**
 * What HAProxy refuses of the keywords that {@link Environment.apply} carries out (measured on all five builds).
 * @param words of a line of a `global` section
 * @param version who reads it
 * @returns the problem; null: there is none, or it is no such keyword
 */
export function environmentProblem(words: readonly Word[], version: HaproxyVersion): WordProblem | null {
  const [keyword, name, value, excess] = words;
  const refused = (word: Word, message: string): WordProblem => {
    return { column: word.start + 1, word: shownText(word.text), message, severity: 'fatal' };
  };
  const isSetting = keyword?.text === 'setenv' || keyword?.text === 'presetenv';
  if (!keyword || !(isSetting || keyword.text === 'unsetenv')) return null;
  if (!name || (isSetting && !value))
    return refused(keyword, isSetting ? 'this keyword needs a name and a value' : 'this keyword needs a name');
  const wrong = words.slice(1, isSetting ? 2 : undefined).find(({ text }) => text.includes('='));
  if (wrong) return refused(wrong, 'the name of an environment variable has no =');
  if (isSetting && excess && isSince(version, [2, 8]))
    return refused(excess, 'only a name and a value can stand here: a value with blanks is quoted');
  return null;
}

/** What HAProxy sets, and since when. Values that say nothing of servers are not looked at. */
const own: readonly (readonly [name: string, since: readonly [number, number]])[] = [
  ['HAPROXY_LOCALPEER', [2, 0]],
  ['HAPROXY_STARTUP_VERSION', [2, 6]],
  ['HAPROXY_BRANCH', [2, 8]],
  ['HAPROXY_HTTP_LOG_FMT', [2, 8]],
  ['HAPROXY_HTTPS_LOG_FMT', [2, 8]],
  ['HAPROXY_TCP_LOG_FMT', [2, 8]],
  ['HAPROXY_HTTP_CLF_LOG_FMT', [3, 1]],
  ['HAPROXY_TCP_CLF_LOG_FMT', [3, 1]],
  ['HAPROXY_CFGFILES', [3, 1]],
  ['HAPROXY_KEYLOG_FC_LOG_FMT', [3, 4]],
  ['HAPROXY_KEYLOG_BC_LOG_FMT', [3, 4]],
];

/** HAProxy sees bytes: the environment is text here, and the configuration is not. */
function bytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
