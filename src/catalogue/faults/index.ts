import type { Fault } from '../need.ts';
import { cachedAnswer } from './cached-answer.ts';
import { canonicalHost } from './canonical-host.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { certificateUntrusted } from './certificate-untrusted.ts';
import { certificateWrongName } from './certificate-wrong-name.ts';
import { chainIncomplete } from './chain-incomplete.ts';
import { clientLibraryRefusal } from './client-library-refusal.ts';
import { clockDiffers } from './clock-differs.ts';
import { closedWithoutAnswer } from './closed-without-answer.ts';
import { connectTimeout } from './connect-timeout.ts';
import { connectionLimit } from './connection-limit.ts';
import { connectionRefused } from './connection-refused.ts';
import { connectionReset } from './connection-reset.ts';
import { defaultCertificate } from './default-certificate.ts';
import { echNotServed } from './ech-not-served.ts';
import { grpcBackend } from './grpc-backend.ts';
import { grpcUnavailable } from './grpc-unavailable.ts';
import { handshakeRefused } from './handshake-refused.ts';
import { headTooLarge } from './head-too-large.ts';
import { hostNotServed } from './host-not-served.ts';
import { hostUnreachable } from './host-unreachable.ts';
import { httpsRecordDiffers } from './https-record-differs.ts';
import { interception } from './interception.ts';
import { intermediaryAnswers } from './intermediary-answers.ts';
import { intermittent } from './intermittent.ts';
import { nameBlocked } from './name-blocked.ts';
import { nameNotGiven } from './name-not-given.ts';
import { notHttp } from './not-http.ts';
import { notTls } from './not-tls.ts';
import { plainPortRedirects } from './plain-port-redirects.ts';
import { responseTimeout } from './response-timeout.ts';
import { slowCheck } from './slow-check.ts';
import { starttls } from './starttls.ts';
import { tlsServiceNotHttp } from './tls-service-not-http.ts';
import { tlsTimeout } from './tls-timeout.ts';
import { unexpectedStatus } from './unexpected-status.ts';
import { upstreamDown } from './upstream-down.ts';
import { verifyNone } from './verify-none.ts';

/** All faults, by code; those that a connection meets first come first among equals. */
export const faults: readonly Fault[] = [
  connectionRefused,
  hostUnreachable,
  connectTimeout,
  tlsTimeout,
  responseTimeout,
  connectionReset,
  starttls,
  notTls,
  tlsServiceNotHttp,
  notHttp,
  grpcUnavailable,
  grpcBackend,
  headTooLarge,
  clientLibraryRefusal,
  certificateExpired,
  certificateNotYetValid,
  certificateWrongName,
  certificateUntrusted,
  chainIncomplete,
  defaultCertificate,
  hostNotServed,
  upstreamDown,
  intermediaryAnswers,
  unexpectedStatus,
  handshakeRefused,
  slowCheck,
  intermittent,
  connectionLimit,
  plainPortRedirects,
  canonicalHost,
  cachedAnswer,
  closedWithoutAnswer,
  interception,
  clockDiffers,
  nameBlocked,
  verifyNone,
  httpsRecordDiffers,
  echNotServed,
  nameNotGiven,
];
