import type { Both } from '../../catalogue/upgrades/upgrade.ts';
import { requestText } from '../../request-text.ts';
import type { Plan, Severity } from '../../types.ts';
import type { UpgradeSent } from '../../upgrade-types.ts';
import type { Target } from '../check/target.ts';
import type { Conversation } from './pair.ts';

/**
 * What is sent in a conversation.
 * @param target the server
 * @param conversation which
 * @param side the version
 * @returns its first connection; null: nothing is sent, or it is not known
 */
export function sentBy({ sent }: Target, { of, row }: Conversation, side: keyof Both<unknown>): UpgradeSent | null {
  const plan = of === 'check' ? sent.check?.legs[0]?.plan : sent.traffic[row[side]]?.plan;
  return plan ? words(plan) : null;
}

function words({ tls, proxy, request, dialogue }: Plan): UpgradeSent {
  const said = dialogue?.flatMap((step) => ('send' in step ? [step.send] : [])).join('') || null;
  return {
    tls: tls !== null,
    sni: tls?.servername ?? null,
    alpn: tls && tls.alpn.length > 0 ? tls.alpn.join(',') : null,
    proxyProtocol: proxy,
    request: request ? requestText(request) : said,
  };
}

/**
 * How bad it is that something else is sent, where nobody asked the backend.
 * @param conversation what differs
 * @returns `info` for the bytes of a request, `warning` for what may break a handshake
 */
export function changedSends({ differences }: Conversation): Severity {
  return differences.every(({ aspect }) => aspect === 'request') ? 'info' : 'warning';
}
