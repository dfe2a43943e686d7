import type { Lint } from '../lint.ts';
import { addressKept } from './address-kept.ts';
import { anotherSiteAnswersCheck } from './another-site-answers-check.ts';
import { certificateOfOthers } from './certificate-of-others.ts';
import { checkElsewhere } from './check-elsewhere.ts';
import { checkRulesIgnored } from './check-rules-ignored.ts';
import { checkRulesLost } from './check-rules-lost.ts';
import { checkSniExpression } from './check-sni-expression.ts';
import { checkSniMissing } from './check-sni-missing.ts';
import { checkTransportDropped } from './check-transport-dropped.ts';
import { checkWithoutHost } from './check-without-host.ts';
import { checkWithoutRequest } from './check-without-request.ts';
import { checkWordsWithoutCheck } from './check-words-without-check.ts';
import { clientCertificateUnseen } from './client-certificate-unseen.ts';
import { connectDropsSettings } from './connect-drops-settings.ts';
import { defaultServerLate } from './default-server-late.ts';
import { errorTakenForHealthy } from './error-taken-for-healthy.ts';
import { greenCheckFailingTraffic } from './green-check-failing-traffic.ts';
import { httpchkHiddenHeader } from './httpchk-hidden-header.ts';
import { nameReadElsewhere } from './name-read-elsewhere.ts';
import { nameWithoutWait } from './name-without-wait.ts';
import { otherProtocol } from './other-protocol.ts';
import { ownCertificateUnfit } from './own-certificate-unfit.ts';
import { redirectTakenForHealthy } from './redirect-taken-for-healthy.ts';
import { ruleNotNeeded } from './rule-not-needed.ts';
import { sniFromClientTls } from './sni-from-client-tls.ts';
import { sniFromHeaderInTcp } from './sni-from-header-in-tcp.ts';
import { sniHostMismatch } from './sni-host-mismatch.ts';
import { sniMissing } from './sni-missing.ts';
import { sniNotAnExpression } from './sni-not-an-expression.ts';
import { sniWithPort } from './sni-with-port.ts';
import { sslHelloCheck } from './ssl-hello-check.ts';
import { tlsToClearPort } from './tls-to-clear-port.ts';
import { tlsWordsWithoutSsl } from './tls-words-without-ssl.ts';
import { trustFileRefuses } from './trust-file-refuses.ts';
import { unexplainedFailure } from './unexplained-failure.ts';
import { verifyNone } from './verify-none.ts';
import { verifyWithoutName } from './verify-without-name.ts';
import { versionBug } from './version-bug.ts';

/** All lints, in order of code. */
export const lints: readonly Lint[] = [
  verifyNone,
  checkSniExpression,
  sniNotAnExpression,
  sniWithPort,
  sniFromHeaderInTcp,
  sniFromClientTls,
  tlsWordsWithoutSsl,
  checkTransportDropped,
  checkRulesIgnored,
  checkRulesLost,
  connectDropsSettings,
  httpchkHiddenHeader,
  checkWithoutHost,
  sniHostMismatch,
  defaultServerLate,
  checkWordsWithoutCheck,
  checkWithoutRequest,
  redirectTakenForHealthy,
  errorTakenForHealthy,
  sslHelloCheck,
  sniMissing,
  checkSniMissing,
  verifyWithoutName,
  certificateOfOthers,
  anotherSiteAnswersCheck,
  clientCertificateUnseen,
  checkElsewhere,
  greenCheckFailingTraffic,
  ruleNotNeeded,
  tlsToClearPort,
  unexplainedFailure,
  nameWithoutWait,
  nameReadElsewhere,
  ownCertificateUnfit,
  trustFileRefuses,
  versionBug,
  addressKept,
  otherProtocol,
];
