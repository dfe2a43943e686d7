import { forwardedHeaders } from '../../catalogue/forwarded-headers.ts';
import type { Edit } from '../../catalogue/need.ts';
import { alpnEdits } from '../../catalogue/needs/alpn.ts';
import { serverNameEdits } from '../../catalogue/needs/sni.ts';
import { introduced, parseVersion, since } from '../../haproxy/versions.ts';
import { word } from '../../haproxy/words.ts';
import { isIpLiteral, parseHostName } from '../../host-name.ts';
import type { MatrixCell } from '../../matrix-types.ts';
import type { NeedId } from '../../types.ts';
import type { CompareOptions } from './compare-options.ts';
import { wasAnswered } from './judgement.ts';
import { isWithout } from './known-needs.ts';

/**
 * What HAProxy needs for the new target and did not for the old one.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @param options what they are written for
 * @returns words of the server line and lines of the backend, each once; empty: nothing, or not known
 */
export function directivesOf(from: MatrixCell, to: MatrixCell, options: CompareOptions): string[] {
  if (!wasAnswered(from) || !wasAnswered(to)) return [];
  const added = to.needs.filter((need) => !from.needs.includes(need) && isWithout(from, need));
  return [...new Set(added.flatMap((need) => needDirectives(need, to, options)))];
}

/** A word as `word()` writes it. */
const any = String.raw`(?:[\w./:@+,=~()[\]-]+|'[\x20-\x26\x28-\x7e]+')`;
const authority = new RegExp(`^ca-file ${any}$`);
const own = new RegExp(`^crt ${any}$`);
const request = [
  new RegExp(`^option httpchk ${any} ${any}(?: HTTP/1\\.[01])?$`),
  new RegExp(`^http-check send meth ${any} uri ${any} ver HTTP/1\\.[01](?: hdr ${any} ${any})*$`),
];
const forwarded = forwardedHeaders.map(([name, value]) => `http-request set-header ${name} ${value} if { ssl_fc }`);

/**
 * What the directives of a need look like among those that the ladder found. A cell may come from a file: nothing else
 * passes.
 */
const shapes: Record<NeedId, (text: string) => boolean> = {
  'proxy-protocol': (text) => text === 'send-proxy' || text === 'send-proxy-v2',
  tls: (text) => text === 'ssl' || text === 'verify none' || authority.test(text),
  'tls-version': (text) => matches(text, [/^ssl-max-ver TLSv1\.[0-2]$/, /^ciphers DEFAULT@SECLEVEL=[0-2]$/]),
  // The name is the cell's own: there is nothing to look up.
  sni: () => false,
  alpn: (text) => matches(text, [/^(?:check-)?alpn (?:h2|http\/1\.1)$/]),
  'client-certificate': (text) => own.test(text),
  host: (text) => matches(text, request),
  method: (text) => matches(text, request),
  'http-version': (text) => matches(text, [/^(?:(?:check-)?alpn|proto) h2$/, ...request]),
  'forwarded-proto': (text) => forwarded.includes(text),
  redirect: () => false,
};

function matches(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/**
 * The directives that meet a need of a target for a host: those that the ladder found, else the usual ones. Never one
 * that a browser would remember.
 * @param need that the target has
 * @param cell of the host at the target
 * @param options what they are written for
 * @returns words and lines; empty: none does it, or it is not known which
 */
export function needDirectives(need: NeedId, cell: MatrixCell, options: CompareOptions): string[] {
  const found = cell.directives?.filter(shapes[need]) ?? [];
  return found.length > 0 ? found : usual(need, cell, options);
}

function usual(need: NeedId, cell: MatrixCell, options: CompareOptions): string[] {
  switch (need) {
    case 'tls':
      return ['ssl', trust(cell, options)];
    case 'sni':
      return isName(cell.host) ? texts(serverNameEdits(cell.host, '', 'http')) : [];
    case 'tls-version':
      if (cell.tls?.version === 'TLSv1.2') return ['ssl-max-ver TLSv1.2'];
      return cell.tls && cell.tls.version !== 'TLSv1.3' ? ['ssl-max-ver TLSv1.1', 'ciphers DEFAULT@SECLEVEL=0'] : [];
    case 'alpn':
    case 'http-version':
      return cell.tls?.alpn === 'h2' || (need === 'alpn' && cell.tls?.alpn === 'http/1.1')
        ? texts(alpnEdits(cell.tls.alpn, ''))
        : [];
    case 'forwarded-proto':
      return forwarded.slice(0, 1);
    default:
      return [];
  }
}

/** As HAProxy verifies by default, it wants to be told by whom, or not to. */
function trust({ certificate }: MatrixCell, { caFile = null, version = parseVersion('any') }: CompareOptions): string {
  if (!certificate?.trusted) return 'verify none';
  const system = since(version, introduced.systemCa) ? '@system-ca' : '/etc/ssl/certs/ca-certificates.crt';
  return `ca-file ${word(caFile ?? system)}`;
}

function texts(edits: Edit[]): string[] {
  return edits.map(({ directive }) => directive.text);
}

/** What may stand in a configuration as it is; an address is no server name. */
function isName(host: string): boolean {
  if (isIpLiteral(host)) return false;
  try {
    return parseHostName(host).name === host;
  } catch {
    return false;
  }
}
