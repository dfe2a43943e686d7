import { cutCondition } from '../../model/condition.ts';
import type { ProxySection, RequestRule } from '../../model/types.ts';

/** Stages of `tcp-request`, in the order in which HAProxy comes to them (HAProxy manual, 5.1). */
export const stages = ['connection', 'session', 'content'] as const;

/**
 * `tcp-request STAGE ACTION` as rules of one list.
 * @param proxy whose lines they are
 * @param stage which
 * @returns the rules in order
 */
export function tcpRules(proxy: ProxySection, stage: (typeof stages)[number]): RequestRule[] {
  return proxy.otherRules
    .filter(({ keyword, words }) => keyword === 'tcp-request' && words[0]?.text === stage)
    .map(({ words, at }) => {
      const { own, condition } = cutCondition(words.slice(1));
      return { action: own[0]?.text ?? '', args: own.slice(1), condition, at };
    });
}

/**
 * @param proxy whose lines they are
 * @returns whether its `tcp-request content` rules wait for what clients send
 */
export function waitsForContent({ otherRules }: ProxySection): boolean {
  return otherRules.some(
    ({ keyword, words }) => keyword === 'tcp-request' && words[0]?.text === 'inspect-delay' && words[1]?.text !== '0',
  );
}

/**
 * `redirect ...`, which HAProxy looks at behind all `http-request` rules (haproxy v3.4.0 src/http_ana.c,
 * `http_process_req_common`).
 * @param proxy whose lines they are
 * @returns the rules in order
 */
export function redirectRules(proxy: ProxySection): RequestRule[] {
  return proxy.otherRules
    .filter(({ keyword }) => keyword === 'redirect')
    .map(({ words, at }) => {
      const { own, condition } = cutCondition(words);
      return { action: 'redirect', args: own, condition, at };
    });
}
