import { hostUnreachable } from '../../catalogue/faults/host-unreachable.ts';
import type { Glance, MatrixCell, MatrixLeaf, MatrixPair, MatrixReason } from '../../matrix-types.ts';
import type { Stage } from '../../types.ts';
import { findingOf } from './findings.ts';
import type { Judged } from './judged.ts';

/** Most names of a certificate that a cell holds. */
const mostNames = 20;

/** Most characters of a name in the DNS (RFC 1035, section 2.3.4). */
const mostOfName = 255;

/**
 * A cell, ready to be written as a line.
 * @param pair what was asked for
 * @param judged what is said of it
 * @param seen what the connection that decided brought
 * @param connections made for this cell
 * @returns the cell; whatever the backend wrote is cut to a length
 */
export function cellOf(pair: MatrixPair, judged: Judged, seen: Glance, connections: number): MatrixCell {
  const { tls, http, failure } = seen;
  const { host, target } = pair;
  const location = http && http.status >= 300 && http.status <= 399 ? http.headers.location : undefined;
  const { verdict, stage, reason, needs, needsComplete, findings, directives, anyName } = judged;
  return {
    schema: 'sni-doctor/matrix/1',
    host,
    target: target.label,
    address: target.address,
    port: target.port,
    verdict,
    stage,
    reason,
    needs,
    needsComplete,
    findings,
    status: http?.status ?? null,
    certificate: tls?.leaf ? certificateOf(tls.leaf, tls.matchesHost === true, tls.trusted, host) : null,
    // Facts of a handshake that was not completed are those of its beginning.
    tls: tls && (failure === undefined || failure.stage === 'http') ? { version: tls.version, alpn: tls.alpn } : null,
    redirect: cut(location, 512),
    headers: { hsts: cut(http?.headers['strict-transport-security'], 200), server: cut(http?.headers.server, 200) },
    ...(anyName !== undefined && { anyName }),
    ...(seen.bodySha256 !== undefined && { bodySha256: seen.bodySha256 }),
    ...(directives && { directives }),
    ms: Math.round(seen.ms * 10) / 10,
    connections,
  };
}

/**
 * A cell that could not be tested.
 * @param pair what was asked for
 * @param stage where it ended
 * @param reason how
 * @param title what happened, as a sentence of ours
 * @returns the cell
 */
export function errorCell(pair: MatrixPair, stage: Stage, reason: MatrixReason, title: string): MatrixCell {
  const judged: Judged = {
    verdict: 'error',
    stage,
    reason,
    needs: [],
    needsComplete: false,
    findings: [{ ...findingOf(hostUnreachable, 'error'), title }],
    surprising: false,
    retryable: false,
    way: null,
    decidedBy: null,
  };
  return cellOf(pair, judged, { outcome: 'failed', ms: 0 }, 0);
}

function certificateOf(
  leaf: MatrixLeaf,
  matchesHost: boolean,
  trusted: boolean,
  host: string,
): NonNullable<MatrixCell['certificate']> {
  const { sha256, notBefore, notAfter, subject, names, issuer, key, keySha256 } = leaf;
  return {
    sha256,
    notBefore,
    notAfter,
    matchesHost,
    trusted,
    subject: subject.slice(0, 256),
    names: namesOf(names, host),
    issuer: issuer.slice(0, 256),
    key,
    keySha256,
  };
}

/** Of hundreds those that name the host matter: they stand first. */
function namesOf(names: string[], host: string): string[] {
  if (names.length <= mostNames) return names.map((name) => name.slice(0, mostOfName));
  const wildcard = `*${host.slice(host.indexOf('.'))}`;
  const first: string[] = [];
  const others: string[] = [];
  for (const name of names) {
    if (isOf(name, host, wildcard)) first.push(name);
    else if (others.length < mostNames) others.push(name);
  }
  return [...first, ...others].slice(0, mostNames).map((name) => name.slice(0, mostOfName));
}

/** Whether a certificate's name is a host's, a wildcard standing for its first label (RFC 9525, section 6.3). */
function isOf(name: string, host: string, wildcard: string): boolean {
  if (name.length !== host.length && name.length !== wildcard.length) return false;
  const lower = name.toLowerCase();
  return lower === host || lower === wildcard;
}

function cut(text: string | undefined, length: number): string | null {
  return text === undefined ? null : text.slice(0, length);
}
