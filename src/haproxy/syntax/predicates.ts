import type { HaproxyVersion } from '../versions.ts';
import { isSince, severityFor } from './grammar.ts';
import { unsetMark } from './line-reader.ts';
import { isAtLeast } from './release.ts';

/** Whether something holds; null: that cannot be known here. */
export type Truth = boolean | null;

/** What conditions ask about. */
export interface Surroundings {
  version: HaproxyVersion;
  /**
   * @param name of an environment variable
   * @returns whether it is set, to whatever value
   */
  isDefined(name: string): Truth;
}

/** A function that conditions can call. */
export interface Predicate {
  /** How many arguments it takes. */
  count: number;
  since: readonly [major: number, minor: number];
  ask(args: readonly string[], surroundings: Surroundings): Truth;
}

const unknowable = (): Truth => null;

/** haproxy v3.4.0 src/cfgcond.c, `cond_predicates`; HAProxy manual, chapter 2.4. */
const predicates: Readonly<Record<string, Predicate>> = {
  defined: { count: 1, since: [2, 4], ask: ([name = ''], { isDefined }) => isDefined(name) },
  feature: { count: 1, since: [2, 4], ask: ([name = '']) => hasFeature(name) },
  streq: { count: 2, since: [2, 4], ask: ([a, b]) => a === b },
  strneq: { count: 2, since: [2, 4], ask: ([a, b]) => a !== b },
  strstr: { count: 2, since: [2, 8], ask: ([a = '', b = '']) => a.includes(b) },
  version_atleast: { count: 1, since: [2, 4], ask: ([text = ''], { version }) => isAtLeast(version, text) },
  version_before: { count: 1, since: [2, 4], ask: ([text = ''], { version }) => not(isAtLeast(version, text)) },
  openssl_version_atleast: { count: 1, since: [2, 5], ask: unknowable },
  openssl_version_before: { count: 1, since: [2, 5], ask: unknowable },
  ssllib_name_startswith: { count: 1, since: [2, 5], ask: unknowable },
  awslc_api_atleast: { count: 1, since: [3, 3], ask: unknowable },
  awslc_api_before: { count: 1, since: [3, 3], ask: unknowable },
  enabled: { count: 1, since: [2, 8], ask: ([name = '']) => (options.has(name) ? null : false) },
  fips_mode: { count: 0, since: [3, 5], ask: unknowable },
};

/** What `enabled` knows of; anything else is not enabled. */
const options = new Set([
  ...['POLL', 'EPOLL', 'KQUEUE', 'EVPORTS', 'SPLICE', 'GETADDRINFO', 'REUSEPORT', 'FAST-FORWARD'],
  'SERVER-SSL-VERIFY-NONE',
]);

/** What `haproxy -vv` lists as features, in any version. What it does not list no build has. */
const features = new Set(
  `51DEGREES ACCEPT4 ACME BACKTRACE CLOSEFROM CPU_AFFINITY CRYPT_H DEVICEATLAS DL ECH ENGINE EPOLL EVPORTS GETADDRINFO
  HAVE_TCP_MD5SIG KQUEUE KTLS LIBATOMIC LIBCRYPT LINUX_CAP LINUX_SPLICE LINUX_TPROXY LUA MATH MEMORY_PROFILING NETFILTER
  NS OBSOLETE_LINKER OPENSSL OPENSSL_AWSLC OPENSSL_WOLFSSL OT PCRE PCRE2 PCRE2_JIT PCRE_JIT POLL PRCTL PRIVATE_CACHE
  PROCCTL PROMEX PTHREAD_EMULATION PTHREAD_PSHARED QUIC QUIC_OPENSSL_COMPAT REGPARM RT SHM_OPEN SLZ SSL STATIC_PCRE
  STATIC_PCRE2 SYSTEMD TFO THREAD THREAD_DUMP TPROXY TRACE WURFL ZLIB`.split(/\s+/),
);

/** Builds differ; but one without TLS takes no configuration that there would be anything to say of. */
function hasFeature(name: string): Truth {
  if (name === 'OPENSSL') return true;
  return name === '' || features.has(name) ? null : false;
}

/**
 * Finds a function by its name.
 * @param name as it stands in a condition
 * @returns the function; undefined: no version has it
 */
export function predicateNamed(name: string): Predicate | undefined {
  return Object.hasOwn(predicates, name) ? predicates[name] : undefined;
}

/**
 * Calls a function.
 * @param predicate the function
 * @param args its arguments, with {@link unsetMark} for what is not known
 * @param surroundings what it may ask
 * @returns its answer; null: it cannot be known here
 */
export function call(predicate: Predicate, args: readonly string[], surroundings: Surroundings): Truth {
  return args.some((arg) => arg.includes(unsetMark)) ? null : predicate.ask(args, surroundings);
}

/**
 * Whether a version refuses a condition that calls a function.
 * @param predicate the function
 * @param version the version
 * @returns `fatal`: it does not know it; `warning`: some of those meant do not; null: it knows it
 */
export function missing({ since }: Predicate, version: HaproxyVersion): 'fatal' | 'warning' | null {
  return severityFor(version, (release) => (isSince(release, since) ? null : 'fatal'));
}

/**
 * The opposite.
 * @param truth a truth
 * @returns false for true, true for false; null stays null
 */
export function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
