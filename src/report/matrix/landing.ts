import type { MatrixCell, MoveJudgement } from '../../matrix-types.ts';

/** A sentence is no place for more of a path. */
const longest = 200;

/** How it is judged where clients are sent. */
interface Landing {
  judgement: MoveJudgement;
  because: string;
}

/**
 * Whether the answers of two targets send clients to different places.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns how that is judged; null: both send them to the same place, or nowhere
 */
export function landing(from: MatrixCell, to: MatrixCell): Landing | null {
  if (to.redirect === null) return isRedirect(from.status) || from.redirect !== null ? withoutPlace(from, to) : null;
  if (from.redirect === to.redirect) return null;
  const before = placeOf(from);
  const after = placeOf(to);
  if (after === null) return { judgement: 'look', because: `${to.target} redirects to what is no address.` };
  if (before?.href === after.href) return null;
  const sends = `${to.target} sends clients ${before ? 'elsewhere' : 'away'}, to ${shown(after)}`;
  if (after.protocol === 'http:' && before?.protocol !== 'http:')
    return {
      judgement: 'blocks',
      because: `${sends}: in clear text, from where they go round for ever or unprotected.`,
    };
  const home = after.host === authority(to);
  if (!home && after.host !== before?.host)
    return {
      judgement: 'blocks',
      because: `${sends}: ${otherPlace(after, to)}, where ${from.target} does not send them.`,
    };
  if (before && isUpgrade(before, after))
    return { judgement: 'harmless', because: `${to.target} sends clients to the same place, but over https at once.` };
  return {
    judgement: 'look',
    because: `${sends}; ${before ? `${from.target} to ${shown(before)}` : `${from.target} answers by itself`}.`,
  };
}

function withoutPlace(from: MatrixCell, to: MatrixCell): Landing | null {
  if (!isRedirect(to.status))
    return { judgement: 'look', because: `${to.target} answers by itself, ${from.target} sends clients on.` };
  if (from.redirect === null) return null;
  return { judgement: 'blocks', because: `${to.target} answers ${to.status} and does not say where to go.` };
}

/** Those that clients follow: 304 says that a copy is still good. */
function isRedirect(status: number | null): boolean {
  return status !== null && status >= 300 && status <= 399 && status !== 304;
}

/** As clients understand it, who come to HAProxy over TLS under the host's own name. */
function placeOf(cell: MatrixCell): URL | null {
  const base = `https://${authority(cell)}/`;
  return cell.redirect !== null && URL.canParse(cell.redirect, base) ? new URL(cell.redirect, base) : null;
}

function authority({ host }: MatrixCell): string {
  return host.includes(':') ? `[${host}]` : host;
}

function otherPlace({ hostname, port }: URL, to: MatrixCell): string {
  return hostname === authority(to) ? `port ${port} of the host, which clients may not reach` : 'another host';
}

/** The same place but for the scheme. */
function isUpgrade(before: URL, after: URL): boolean {
  const rest = ({ host, pathname, search }: URL) => `${host}${pathname}${search}`;
  return before.protocol === 'http:' && after.protocol === 'https:' && rest(before) === rest(after);
}

/** What follows a `?` may be long, and different for each request. */
function shown({ origin, pathname, protocol }: URL): string {
  return origin === 'null' ? protocol : `${origin}${pathname.slice(0, longest)}`;
}
