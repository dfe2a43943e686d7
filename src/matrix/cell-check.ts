import { isIpLiteral, parseHostName } from '../host-name.ts';
import type { MatrixCell, MatrixReason, MatrixVerdict } from '../matrix-types.ts';
import type { FailureKind, NeedId, Severity, Stage, TlsVersion } from '../types.ts';

type Test = (value: unknown) => boolean;
type Fields = Record<string, Test>;

const words = <T extends string>(all: Record<T, true>): Test => {
  const known = new Set(Object.keys(all));
  return (value) => typeof value === 'string' && known.has(value);
};
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const list =
  (test: Test, most: number): Test =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(test);
const whole =
  (least: number, most: number): Test =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const text =
  (most: number): Test =>
  (value) =>
    typeof value === 'string' && value.length <= most;
const object =
  (fields: Fields): Test =>
  (value) =>
    wrongField(value, fields) === null;

const yesNo: Test = (value) => typeof value === 'boolean';
const hash: Test = (value) => typeof value === 'string' && /^[\da-f]{64}$/.test(value);
/** It stands in a table, and in what people paste into a configuration. */
const oneLine: Test = (value) => typeof value === 'string' && /^[\x20-\x7e]{1,2000}$/.test(value);
const label: Test = (value) => typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(value);
/** Empty: OpenSSL could not say. */
const date: Test = (value) => value === '' || (text(40)(value) && !Number.isNaN(Date.parse(value as string)));

const failureKinds: Record<FailureKind, true> = {
  refused: true,
  unreachable: true,
  timeout: true,
  reset: true,
  closed: true,
  alert: true,
  local: true,
  'not-tls': true,
  'not-http': true,
  protocol: true,
};

const finding: Fields = {
  code: (value) => typeof value === 'string' && /^SNI\d{3}$/.test(value),
  id: (value) => typeof value === 'string' && /^[a-z\d-]{1,64}$/.test(value),
  severity: words<Severity>({ error: true, warning: true, info: true }),
  title: text(4000),
};

const certificate: Fields = {
  sha256: hash,
  notBefore: date,
  notAfter: date,
  matchesHost: yesNo,
  trusted: yesNo,
  subject: text(100_000),
  names: list(text(10_000), 100_000),
  issuer: text(100_000),
  key: text(200),
  keySha256: hash,
};

const tls: Fields = {
  version: words<TlsVersion>({ TLSv1: true, 'TLSv1.1': true, 'TLSv1.2': true, 'TLSv1.3': true }),
  alpn: orNull(text(255)),
};

const headers: Fields = { hsts: orNull(text(100_000)), server: orNull(text(100_000)) };

const cell: Fields = {
  schema: (value) => value === 'sni-doctor/matrix/1',
  host: isHost,
  target: label,
  address: orNull((value) => typeof value === 'string' && isIpLiteral(value) && !value.startsWith('[')),
  port: whole(1, 65_535),
  verdict: words<MatrixVerdict>({ ok: true, wrong: true, failed: true, error: true }),
  stage: orNull(words<Stage>({ resolve: true, connect: true, proxy: true, tls: true, http: true })),
  reason: orNull(
    words<MatrixReason>({
      ...failureKinds,
      certificate: true,
      'default-certificate': true,
      misdirected: true,
      'not-found': true,
      status: true,
    }),
  ),
  needs: list(
    words<NeedId>({
      'proxy-protocol': true,
      tls: true,
      'tls-version': true,
      sni: true,
      alpn: true,
      'client-certificate': true,
      host: true,
      method: true,
      'http-version': true,
      'forwarded-proto': true,
      redirect: true,
    }),
    32,
  ),
  needsComplete: yesNo,
  findings: list(object(finding), 1000),
  status: orNull(whole(0, 999)),
  certificate: orNull(object(certificate)),
  tls: orNull(object(tls)),
  redirect: orNull(text(100_000)),
  headers: object(headers),
  anyName: optional(yesNo),
  bodySha256: optional(orNull(hash)),
  directives: optional(list(oneLine, 200)),
  ms: (value) => Number.isFinite(value) && (value as number) >= 0,
  connections: whole(0, Number.MAX_SAFE_INTEGER),
};

/**
 * Holds a cell that was read from a file to what everybody relies on who works with cells: the words of the closed lists,
 * names and addresses as they are sent, one line where one is expected, and no more of anything than a run writes.
 * @param value anything that JSON can hold
 * @returns the cell, without what this version does not know: it could be of any size and depth
 * @throws Error that names the field
 */
export function checkCell(value: unknown): MatrixCell {
  const wrong = wrongField(value, cell);
  if (wrong !== null) throw new Error(`"${wrong}" is not as matrix writes it`);
  const known = only(value as MatrixCell, cell);
  known.findings = known.findings.map((one) => only(one, finding));
  known.certificate &&= only(known.certificate, certificate);
  known.tls &&= only(known.tls, tls);
  known.headers = only(known.headers, headers);
  return known;
}

function only<T extends object>(value: T, fields: Fields): T {
  const known: Record<string, unknown> = {};
  for (const name in fields) {
    const field = (value as Record<string, unknown>)[name];
    if (field !== undefined) known[name] = field;
  }
  return known as T;
}

/** The first field that does not pass, or `the whole` where there are no fields. */
function wrongField(value: unknown, fields: Fields): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the whole';
  for (const name in fields) if (!fields[name]?.((value as Record<string, unknown>)[name])) return name;
  return null;
}

function isHost(value: unknown): boolean {
  if (typeof value !== 'string' || value !== value.toLowerCase()) return false;
  try {
    return parseHostName(value).name === value;
  } catch {
    return false;
  }
}
