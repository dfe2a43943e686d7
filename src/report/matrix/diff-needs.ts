import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import type { NeedId } from '../../types.ts';
import type { CompareOptions } from './compare-options.ts';
import { needDirectives } from './directives.ts';
import { difference, wasAnswered } from './judgement.ts';
import { isWithout } from './known-needs.ts';

/**
 * What one target needs of HAProxy and the other does not.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @param options what the directives are written for
 * @returns a difference for each need
 */
export function needDifferences(from: MatrixCell, to: MatrixCell, options: CompareOptions): MatrixDifference[] {
  if (!wasAnswered(from) || !wasAnswered(to)) return [];
  // Of a host that fails at the new target it does not matter what else is not known.
  const added = to.needs.filter((need) => !from.needs.includes(need) && (isWithout(from, need) || to.verdict === 'ok'));
  const gone = from.needs.filter((need) => !to.needs.includes(need) && isWithout(to, need));
  return [...added.map((need) => appears(need, from, to, options)), ...gone.map((need) => vanishes(need, from, to))];
}

const wants: Record<NeedId, string> = {
  'proxy-protocol': 'expects a PROXY header',
  tls: 'speaks TLS',
  'tls-version': "refuses HAProxy's default TLS versions",
  sni: 'wants a server name (SNI)',
  alpn: 'wants an application protocol (ALPN)',
  'client-certificate': 'demands a client certificate',
  host: 'wants a Host header, which checks have to send',
  method: "refuses OPTIONS, HAProxy's default check",
  'http-version': "refuses the HTTP version of HAProxy's default check",
  'forwarded-proto': 'redirects to https unless X-Forwarded-Proto says https',
  redirect: 'only redirects to https',
};

function appears(need: NeedId, from: MatrixCell, to: MatrixCell, options: CompareOptions): MatrixDifference {
  if (!isWithout(from, need)) {
    const because = `${to.target} ${wants[need]}; whether ${from.target} does is not known: see that HAProxy does it.`;
    return difference('needs', null, need, 'look', because);
  }
  const words = needDirectives(need, to, options).join(' ');
  const change = words === '' ? 'it fails' : `without "${words}" in HAProxy it fails`;
  return difference('needs', null, need, 'blocks', `${to.target} ${wants[need]}, ${from.target} does not: ${change}.`);
}

function vanishes(need: NeedId, from: MatrixCell, to: MatrixCell): MatrixDifference {
  if (need === 'tls') {
    const because = `${to.target} answers in clear text alone: with "ssl" on the server line, which ${from.target} needs, it fails.`;
    return difference('needs', need, null, 'blocks', because);
  }
  const words = inTheWay(need, from);
  if (words === null) {
    const because = `${from.target} ${wants[need]}, ${to.target} answers without as well.`;
    return difference('needs', need, null, 'harmless', because);
  }
  const because = `${from.target} ${wants[need]}, ${to.target} does not: it may refuse what "${words}" makes HAProxy send.`;
  return difference('needs', need, null, 'look', because);
}

/** What HAProxy has for the old target, and the new one may not take; null: nothing of the kind. */
function inTheWay(need: NeedId, from: MatrixCell): string | null {
  if (need === 'proxy-protocol') return 'send-proxy';
  if (need === 'tls-version') return 'ssl-max-ver';
  // Nothing agrees on HTTP/2 in clear text: it is spoken whoever listens.
  return need === 'http-version' && from.tls === null ? 'proto h2' : null;
}
