import { cutCondition } from '../../haproxy/model/condition.ts';
import { readDuration } from '../../haproxy/model/time.ts';
import type { ProxySection } from '../../haproxy/model/types.ts';
import type { Place, Word } from '../../haproxy/syntax/tree.ts';
import { comparisons, ofHello } from './name-rules.ts';

/** How long a frontend waits before it decides where a client goes. */
export interface HelloWait {
  /**
   * `whole`: until the ClientHello is complete; `first-bytes`: until something has come; `none`: it does not;
   * `unknown`: a rule is not understood.
   */
  until: 'whole' | 'first-bytes' | 'none' | 'unknown';
  /** `tcp-request inspect-delay`, in ms; null: there is none. */
  delay: number | null;
  /** Where it stands. */
  at: Place | null;
}

type Rule = { words: Word[]; at: Place };

/**
 * Whether a frontend waits for the ClientHello. `inspect-delay` alone makes nothing wait: a `tcp-request content` rule
 * whose condition reads the ClientHello does, or `capture` of it; `set-var` does not, and `req.len`, `HTTP` and
 * `REQ_CONTENT` are content with the first bytes (measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7, with a
 * ClientHello in one segment and in two).
 * @param frontend in `mode tcp`
 * @returns what it waits for
 */
export function helloWait(frontend: ProxySection): HelloWait {
  const rules = frontend.otherRules.filter(({ keyword }) => keyword === 'tcp-request');
  const last = rules.findLast(({ words }) => words[0]?.text === 'inspect-delay');
  const read = readDuration(last?.words[1]?.text ?? '');
  const delay = 'ms' in read ? read.ms : null;
  const at = last?.at ?? null;
  if (last && delay === null) return { until: 'unknown', delay, at };
  if (delay === null || delay === 0) return { until: 'none', delay, at };
  let first = false;
  for (const rule of rules.filter(({ words }) => words[0]?.text === 'content')) {
    const until = ofRule(frontend, rule);
    if (until === 'whole' || until === 'unknown') return { until, delay, at };
    if (until === 'end') break;
    first ||= until === 'first-bytes';
  }
  return { until: first ? 'first-bytes' : 'none', delay, at };
}

/** Known at once, whatever the client has sent: no wait comes of them. */
const atOnce =
  /^(?:always_(?:true|false)|(?:be|fe|fc|so|src|dst|sc[0-2]?)_.*|src|dst|bool|int|str|ipv[46]|var|env|date|rand|nbsrv|hostname|ssl_fc.*|ssl_[cf]_.*)$/;

function ofRule(frontend: ProxySection, { words, at }: Rule): HelloWait['until'] | 'end' {
  const { own, condition } = cutCondition(words.slice(1));
  const [action, expression] = own.map(({ text }) => text);
  if (condition === null) {
    if (action === 'capture' && /^req[._]ssl_/.test(expression ?? '')) return 'whole';
    if (action === 'accept') return 'end';
    return /^(?:set-var|unset-var|capture|set-dst|set-src|sc-|track-sc)/.test(action ?? '') ? 'none' : 'unknown';
  }
  const suites = comparisons(frontend, at, condition);
  if (!suites) return 'unknown';
  const fetches = suites.flat(2).map(({ fetch }) => fetch);
  if (fetches.some((fetch) => ofHello.test(fetch) || fetch === 'wait_end')) return 'whole';
  if (fetches.every((fetch) => atOnce.test(fetch))) return 'none';
  return fetches.every((fetch) => atOnce.test(fetch) || /^req[._](?:len|proto_http)$/.test(fetch))
    ? 'first-bytes'
    : 'unknown';
}
