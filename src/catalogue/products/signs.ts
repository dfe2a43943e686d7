import { failedBeforeRequest, handshakeComplete } from '../../observation.ts';
import type { Observation } from '../../types.ts';
import type { Likelihood, Sign } from './product.ts';

/** The most characters that a pattern is tried on; the probe keeps no more of a body or a header. */
const most = 1024;

/**
 * A value of the Server header (RFC 9110, section 10.2.4). Proxies pass it on and anyone can write it.
 * @param pattern of the value
 * @param likelihood of what it shows alone
 */
export function server(pattern: RegExp, likelihood: Likelihood = 'likely'): Sign {
  return header('server', pattern, 'its Server header', likelihood);
}

/**
 * A header that a product adds.
 * @param name in lower case; the probe must keep it (`probe/http-facts.ts`)
 * @param pattern of the value
 * @param what after "by"
 * @param likelihood of what it shows alone
 */
export function header(
  name: string,
  pattern = /^/,
  what = `its header ${name}`,
  likelihood: Likelihood = 'likely',
): Sign {
  return {
    kind: 'header',
    likelihood,
    what,
    seen: ({ http }) => {
      const value = http?.headers[name];
      return value !== undefined && pattern.test(value.slice(0, most));
    },
  };
}

/**
 * Words of a page that a product writes itself.
 * @param pattern of the first bytes of the body; without nested repetitions
 * @param what after "by"
 * @param options statuses that it comes with, a header that comes along, the likelihood
 */
export function page(
  pattern: RegExp,
  what: string,
  options: { status?: readonly number[]; along?: Sign; likelihood?: Likelihood } = {},
): Sign {
  const { status, along, likelihood = 'likely' } = options;
  return {
    kind: 'page',
    likelihood,
    what,
    seen: (o) =>
      o.http !== undefined &&
      (status === undefined || status.includes(o.http.status)) &&
      pattern.test(o.http.body.slice(0, most)) &&
      (along === undefined || along.seen(o)),
  };
}

/**
 * A certificate that a product makes for itself, or is shipped with.
 * @param commonName exactly
 * @param what after "by"
 * @param organization that stands in the subject too
 */
export function certificate(commonName: string, what: string, organization = ''): Sign {
  return {
    kind: 'certificate',
    likelihood: 'certain',
    what,
    seen: ({ tls }) => {
      const leaf = tls?.chain[0];
      return leaf?.commonNames.includes(commonName) === true && leaf.subject.includes(organization);
    },
  };
}

/**
 * How a handshake without a server name, or with one that nobody has, is ended. Many products do the same: it only says
 * which ones it may be.
 * @param alert its number; null: the connection is reset
 */
export function refusedName(alert: number | null): Sign {
  return {
    kind: 'handshake',
    likelihood: 'possible',
    what:
      alert === null ? 'a reset where the server name is missing' : `alert ${alert} where the server name is missing`,
    seen: (o) => nameless(o) && (alert === null ? o.failure?.kind === 'reset' : o.failure?.alert?.number === alert),
  };
}

/** A handshake that was ended for want of a known name, as far as one can tell. */
function nameless(o: Observation): boolean {
  if (!o.plan.tls || handshakeComplete(o) || !failedBeforeRequest(o) || o.failure?.stage !== 'tls') return false;
  return o.plan.tls.servername === null || o.failure.alert?.number === 112;
}
