import { certificateExpired } from '../../catalogue/faults/certificate-expired.ts';
import { certificateNotYetValid } from '../../catalogue/faults/certificate-not-yet-valid.ts';
import { certificateUntrusted } from '../../catalogue/faults/certificate-untrusted.ts';
import { certificateWrongName } from '../../catalogue/faults/certificate-wrong-name.ts';
import { chainIncomplete } from '../../catalogue/faults/chain-incomplete.ts';
import { clientLibraryRefusal } from '../../catalogue/faults/client-library-refusal.ts';
import { closedWithoutAnswer } from '../../catalogue/faults/closed-without-answer.ts';
import { connectTimeout } from '../../catalogue/faults/connect-timeout.ts';
import { connectionLimit } from '../../catalogue/faults/connection-limit.ts';
import { connectionRefused } from '../../catalogue/faults/connection-refused.ts';
import { connectionReset } from '../../catalogue/faults/connection-reset.ts';
import { handshakeRefused } from '../../catalogue/faults/handshake-refused.ts';
import { hostNotServed } from '../../catalogue/faults/host-not-served.ts';
import { hostUnreachable } from '../../catalogue/faults/host-unreachable.ts';
import { interception } from '../../catalogue/faults/interception.ts';
import { notHttp } from '../../catalogue/faults/not-http.ts';
import { notTls } from '../../catalogue/faults/not-tls.ts';
import { responseTimeout } from '../../catalogue/faults/response-timeout.ts';
import { tlsTimeout } from '../../catalogue/faults/tls-timeout.ts';
import { unexpectedStatus } from '../../catalogue/faults/unexpected-status.ts';
import { clientCertificate } from '../../catalogue/needs/client-certificate.ts';
import type { FailureKind, Observation } from '../../types.ts';
import type { Place } from './place.ts';

/** What a finding takes from a rule of the catalogue. */
export interface Rule {
  code: string;
  id: string;
  title: string;
}

const beforeTls: Record<FailureKind, Rule> = {
  refused: connectionRefused,
  unreachable: hostUnreachable,
  timeout: connectTimeout,
  reset: connectionReset,
  closed: connectionReset,
  alert: handshakeRefused,
  // A limit of this machine: no way to any address.
  local: hostUnreachable,
  'not-tls': notTls,
  'not-http': notHttp,
  protocol: handshakeRefused,
};

const inTls: Record<FailureKind, Rule> = { ...beforeTls, timeout: tlsTimeout, local: clientLibraryRefusal };

const inHttp: Record<FailureKind, Rule> = {
  ...inTls,
  timeout: responseTimeout,
  reset: closedWithoutAnswer,
  closed: closedWithoutAnswer,
  protocol: notHttp,
};

/** A need that nothing here meets stands under the id that findings have for it. */
const certificateRequired: Rule = {
  code: clientCertificate.code,
  id: `${clientCertificate.id}-required`,
  title: clientCertificate.title,
};

/**
 * The rules of the catalogue that tell what went wrong there.
 * @param place where and how
 * @param o what was seen
 * @param at the time that certificates are held against, ISO 8601 in UTC
 * @returns the plainest first; where another of them is shown, that one says it better
 */
export function rulesOf({ verdict, stage, reason }: Place, o: Observation, at: string): readonly [Rule, ...Rule[]] {
  switch (reason) {
    case 'certificate':
    case 'default-certificate': {
      if (verdict === 'wrong') return [certificateWrongName];
      const leaf = o.tls?.chain[0];
      if (leaf && leaf.notAfter < at) return [certificateExpired];
      if (leaf && leaf.notBefore > at) return [certificateNotYetValid];
      return [certificateUntrusted, chainIncomplete, interception, clientLibraryRefusal];
    }
    case 'misdirected':
      return [hostNotServed];
    case 'not-found':
      return [verdict === 'wrong' ? hostNotServed : unexpectedStatus];
    case 'status':
      // RFC 6585, section 4.
      return [o.http?.status === 429 ? connectionLimit : unexpectedStatus];
    default: {
      // certificate_required (RFC 8446, section 6.2).
      if (o.failure?.alert?.number === 116) return [certificateRequired];
      const rules = stage === 'http' ? inHttp : stage === 'tls' ? inTls : beforeTls;
      return [rules[reason]];
    }
  }
}
