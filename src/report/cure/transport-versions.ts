import { curves } from '../../catalogue/needs/curves.ts';
import { securityLevel } from '../../catalogue/needs/security-level.ts';
import { tlsVersion } from '../../catalogue/needs/tls-version.ts';
import { argument } from '../../haproxy/model/setting.ts';
import { handshakeComplete } from '../../observation.ts';
import type { Plan, TlsVersion } from '../../types.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';
import { standsElsewhere } from './edit-place.ts';

/**
 * TLS versions that let the backend's in: OpenSSL's security level and the bounds that it needs, or none that shut out what
 * it speaks.
 * @param patient the server
 * @param plans what HAProxy sends as things are
 * @returns the edits
 */
export function versionEdits(patient: Patient, plans: readonly Plan[]): CureEdit[] {
  const { maxVersion } = patient.wanted;
  return [
    ...levelEdits(patient),
    ...(maxVersion === null ? openBounds(patient, plans) : boundedBy(patient, maxVersion)),
  ];
}

/** OpenSSL keeps TLS before 1.2 out at every level but 0. */
function levelEdits(patient: Patient): CureEdit[] {
  const level = patient.wanted.securityLevel;
  const list = `DEFAULT@SECLEVEL=${level}`;
  if (level === null || argument(patient.target.server, 'ciphers') === list) return [];
  const because = patient.result.needs.includes('tls-version') ? tlsVersion.code : securityLevel.code;
  return [serverEdit(patient, ['ciphers', list], { because, since: '1.5' })];
}

/** A ClientHello that is too large for the backend is made smaller by the same word. */
function why({ result }: Patient): { because: string; since: string } {
  const isVersion = result.needs.includes('tls-version');
  return { because: isVersion || !result.findings.some(isOfCurves) ? tlsVersion.code : curves.code, since: '1.8' };
}

const isOfCurves = ({ code }: { code: string }): boolean => code === curves.code;

function openBounds(patient: Patient, plans: readonly Plan[]): CureEdit[] {
  const { server } = patient.target;
  const bounds = why(patient);
  const spoken = spokenVersions(patient);
  const shutOut = plans.some(({ tls }) => tls && spoken.length > 0 && !spoken.some((version) => allows(tls, version)));
  if (!shutOut) return [];
  if (!server.versions.some((one) => standsElsewhere(server, one))) return withoutEdits(patient, boundWord, bounds);
  return [
    ...withoutEdits(patient, forced, bounds),
    serverEdit(patient, ['ssl-min-ver', written(lowest(spoken))], bounds),
    serverEdit(patient, ['ssl-max-ver', written(highest(spoken))], bounds),
  ];
}

/** A backend that stumbles over newer versions is offered none of them; an older bound that forbids the rest gives way. */
function boundedBy(patient: Patient, max: TlsVersion): CureEdit[] {
  const { server } = patient.target;
  const bounds = why(patient);
  const lower = server.versions.some(
    (one) => standsElsewhere(server, one) && /^(?:ssl-min-ver|force-)/.test(one.keyword),
  );
  return [
    ...withoutEdits(patient, lower ? forced : otherBounds, bounds),
    ...(lower ? [serverEdit(patient, ['ssl-min-ver', max === 'TLSv1.2' ? max : 'TLSv1.0'], bounds)] : []),
    serverEdit(patient, ['ssl-max-ver', written(max)], bounds),
  ];
}

const forced = /^(?:force|no)-(?:sslv3|tlsv1[0-3])$/;
const boundWord = /^(?:ssl-m(?:in|ax)-ver|(?:force|no)-(?:sslv3|tlsv1[0-3]))$/;
const otherBounds = /^(?:ssl-min-ver|(?:force|no)-(?:sslv3|tlsv1[0-3]))$/;

const order: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function allows({ minVersion, maxVersion }: NonNullable<Plan['tls']>, version: TlsVersion): boolean {
  const at = order.indexOf(version);
  return at >= order.indexOf(minVersion) && at <= order.indexOf(maxVersion);
}

/** The versions of handshakes that were completed with the port. */
function spokenVersions({ result, question }: Patient): TlsVersion[] {
  const seen = result.observations.filter((o) => o.plan.port === question.port && handshakeComplete(o));
  return seen.flatMap(({ tls }) => tls?.version ?? []);
}

function lowest(versions: readonly TlsVersion[]): TlsVersion {
  return order.find((version) => versions.includes(version)) ?? 'TLSv1.2';
}

function highest(versions: readonly TlsVersion[]): TlsVersion {
  return order.findLast((version) => versions.includes(version)) ?? 'TLSv1.3';
}

/** HAProxy writes TLSv1.0 where OpenSSL and Node write TLSv1 (HAProxy manual, `ssl-min-ver`). */
function written(version: TlsVersion): string {
  return version === 'TLSv1' ? 'TLSv1.0' : version;
}
