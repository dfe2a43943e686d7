import type { Lint, Subject } from '../lint.ts';
import { anotherSiteAnswersCheck } from './another-site-answers-check.ts';
import { checkElsewhere } from './check-elsewhere.ts';
import { checkWithoutRequest } from './check-without-request.ts';
import { clientCertificateUnseen } from './client-certificate-unseen.ts';
import { errorTakenForHealthy } from './error-taken-for-healthy.ts';
import { type Client, clients, falseGreen, lastOfCheck, told } from './outcome.ts';
import { redirectTakenForHealthy } from './redirect-taken-for-healthy.ts';
import { sniFromClientTls } from './sni-from-client-tls.ts';
import { sniFromHeaderInTcp } from './sni-from-header-in-tcp.ts';
import { sniHostMismatch } from './sni-host-mismatch.ts';
import { sniMissing } from './sni-missing.ts';
import { sniWithPort } from './sni-with-port.ts';
import { sslHelloCheck } from './ssl-hello-check.ts';

/** Those that say why. */
const particular: readonly Lint[] = [
  sniWithPort,
  sniFromHeaderInTcp,
  sniFromClientTls,
  sniHostMismatch,
  checkWithoutRequest,
  redirectTakenForHealthy,
  errorTakenForHealthy,
  sslHelloCheck,
  sniMissing,
  anotherSiteAnswersCheck,
  clientCertificateUnseen,
  checkElsewhere,
];

/** The check passes and clients fail, for a reason that no other lint names. */
export const greenCheckFailingTraffic: Lint = {
  id: 'green-check-failing-traffic',
  code: 'SNI329',
  title: 'the check is green while traffic fails',
  severity: 'error',
  found(subject) {
    const failed = falseGreen(subject) ?? missing(subject);
    const client = failed ?? broken(subject);
    if (!client || particular.some((lint) => explains(lint, subject))) return null;
    return {
      at: subject.server.at,
      because: `HAProxy takes the server for UP and keeps sending it traffic: ${told(client)}.`,
      advice: ['Let the check ask what clients ask: the same port and server name, the same Host and path.'],
      fixable: false,
      // Under its own name the site may answer otherwise.
      ...(failed ? {} : { severity: 'warning' }),
    };
  },
};

/** An error of the server's own, where no name of the site is known to ask for. */
function broken(subject: Subject): Client | null {
  if (!subject.predicted.check.up) return null;
  return (
    clients(subject).find(({ row }) => row.host === null && row.sends !== null && (row.status ?? 0) >= 500) ?? null
  );
}

/** A page that the check got and a client does not: 404 at the very path, asked for in the same way. */
function missing(subject: Subject): Client | null {
  const answer = lastOfCheck(subject);
  const status = answer?.http?.status ?? 0;
  if (!subject.predicted.check.up || status < 200 || status > 299) return null;
  return (
    clients(subject).find(
      ({ row, seen }) =>
        row.host !== null &&
        row.status === 404 &&
        seen?.plan.request?.path === answer?.plan.request?.path &&
        seen?.plan.request?.method === answer?.plan.request?.method,
    ) ?? null
  );
}

function explains(lint: Lint, subject: Subject): boolean {
  const shown = lint.found(subject);
  return shown !== null && (shown.severity ?? lint.severity) === 'error';
}
