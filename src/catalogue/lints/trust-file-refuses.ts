import type { FileCertificate, FileFacts, NamedFiles, RevocationList } from '../../file-facts.ts';
import { serverTls } from '../../haproxy/server-tls.ts';
import type { TlsFacts } from '../../types.ts';
import type { Lint, Subject } from '../lint.ts';
import { placeOf } from './setting.ts';
import { speaksTls } from './speaks-tls.ts';

/** Files against which no certificate passes, or not that of this backend. */
export const trustFileRefuses: Lint = {
  id: 'trust-file-refuses',
  code: 'SNI336',
  title: 'ca-file or crl-file makes HAProxy refuse the certificate',
  severity: 'error',
  found(subject) {
    const { server, model, named } = subject;
    if (!speaksTls(server)) return null;
    const { caFile, crlFile } = serverTls(server, model.globals);
    const chain = chainOf(subject);
    const authorities = caFile === null ? null : named.facts(caFile);
    const wrongAuthority = authorities && authorityProblem(authorities, named, chain);
    if (wrongAuthority)
      return {
        at: placeOf(server, 'ca-file'),
        because: `${caFile}: ${wrongAuthority}.`,
        advice: [
          'Put the root above the chain that the backend presents into `ca-file`, and reload HAProxy. If the backend leaves out an intermediate, complete the chain there.',
        ],
        fixable: false,
      };
    const lists = crlFile === undefined ? null : named.facts(crlFile);
    const wrongList = lists && revocationProblem(lists, authorities, named, chain);
    if (!wrongList) return null;
    return {
      at: placeOf(server, 'crl-file'),
      because: `${crlFile}: ${wrongList}.`,
      advice: [
        'Fetch a fresh list of every authority of the chain into `crl-file` before the old one ends, and reload HAProxy each time; or do without `crl-file`.',
      ],
      fixable: false,
    };
  },
};

/** What the backend presented; null: nothing was asked, or no handshake came so far. */
function chainOf({ seen }: Subject): TlsFacts | null {
  const all = [...(seen?.check ?? []), ...(seen?.traffic ?? [])];
  return all.find((o) => (o?.tls?.chain.length ?? 0) > 0)?.tls ?? null;
}

function authorityProblem({ certificates }: FileFacts, { at }: NamedFiles, tls: TlsFacts | null): string | null {
  if (certificates.length === 0) return 'it holds no certificate';
  const valid = certificates.filter(({ notAfter, notBefore }) => notBefore <= at && at <= notAfter);
  if (valid.length === 0) return `none of its certificates is valid now; the last was until ${latest(certificates)}`;
  if (!tls || tls.trusted) return null;
  const issuers = new Set(tls.chain.map(({ issuer }) => comparable(issuer)));
  const known = certificates.filter(({ subject }) => issuers.has(comparable(subject)));
  const over = known.length > 0 && !known.some((one) => valid.includes(one));
  if (over && tls.reason === 'CERT_HAS_EXPIRED')
    return `the authority of the backend's certificate was valid until ${latest(known)}`;
  if (!withoutIssuer.test(tls.reason ?? '')) return null;
  if (known.length > 0)
    return certificates.some(({ selfSigned }) => selfSigned)
      ? null
      : 'it holds an intermediate authority, and HAProxy wants the root above it';
  const count = `${certificates.length === 1 ? 'its certificate' : `none of its ${certificates.length} certificates`}`;
  return `${count} has ${certificates.length === 1 ? 'not ' : ''}issued what the backend presents`;
}

/** OpenSSL's words for a chain that does not lead to a trusted root (X509_STORE_CTX_get_error(3)). */
const withoutIssuer =
  /^(?:UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)$/;

function latest(certificates: readonly FileCertificate[]): string {
  return (
    certificates
      .map(({ notAfter }) => notAfter)
      .sort()
      .at(-1) ?? ''
  );
}

/** Names of a chain carry the escapes of RFC 2253; case and blanks do not count (RFC 5280, section 7.1). */
function comparable(name: string): string {
  return name
    .replace(/\\([^0-9A-Fa-f])/g, '$1')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function revocationProblem(
  { revocations }: FileFacts,
  authorities: FileFacts | null,
  { at }: NamedFiles,
  tls: TlsFacts | null,
): string | null {
  if (revocations.length === 0) return 'it holds no revocation list';
  const inForce = revocations.filter((list) => isInForce(list, at));
  if (inForce.length === 0) return `${datesOf(revocations, at)}: every certificate is refused`;
  const issuers = new Set(inForce.map(({ issuer }) => comparable(issuer)));
  if (authorities && !authorities.certificates.some(({ subject }) => issuers.has(comparable(subject))))
    return 'none of its lists in force is of an authority in `ca-file`: every certificate is refused';
  if (tls?.reason !== 'UNABLE_TO_GET_CRL') return null;
  return 'of an issuer in the chain that the backend presents it holds no list in force: each one needs its own, those of intermediates too';
}

function isInForce({ thisUpdate, nextUpdate }: RevocationList, at: string): boolean {
  return thisUpdate <= at && (nextUpdate === null || at <= nextUpdate);
}

function datesOf(lists: readonly RevocationList[], at: string): string {
  const ended = lists.flatMap(({ nextUpdate }) => (nextUpdate !== null && nextUpdate < at ? [nextUpdate] : [])).sort();
  const last = ended.at(-1);
  return last === undefined ? 'its list is not in force yet' : `its list was good until ${last} (nextUpdate)`;
}
