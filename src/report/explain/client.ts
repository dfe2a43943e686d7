import { alertIn, alertName } from './alert-names.ts';
import { subjectOf, writtenByServer } from './client-subject.ts';
import { families } from './families/index.ts';
import { type OpensslReason, opensslReason } from './openssl-reason.ts';
import { mayBeOf } from './prefilter.ts';
import { type Fields, type Reading, said } from './reading.ts';
import { writtenBy } from './software.ts';
import { statusIn } from './status-text.ts';
import type { Symptom } from './symptom.ts';
import { alerts } from './symptoms/alerts.ts';
import { certificates } from './symptoms/certificates.ts';
import { connection } from './symptoms/connection.ts';
import { handshake } from './symptoms/handshake.ts';

/** What says so little that anything beside it says more. */
const vague: ReadonlySet<Symptom> = new Set([
  handshake['handshake-failed'],
  certificates['verify-failed'],
  connection.reset,
]);

interface Match {
  symptom: Symptom;
  software: string | null;
  groups: Record<string, string | undefined>;
}

/**
 * Reads an error text of a client or a server of the same connection: curl, OpenSSL and other libraries, browsers, Node,
 * Go, Java, Python, .NET, Envoy, nginx, Apache, …
 * @param text one text
 * @returns null: it is none that is known
 */
export function readClient(text: string): Reading | null {
  const byServer = writtenByServer(text);
  const matches = matched(text);
  const alert = alertIn(text);
  const reason = opensslReason(text);
  const own = best([
    ...(alert === null ? [] : [alertSymptom(alert, byServer)]),
    ...(reason ? [reasonSymptom(reason, byServer)] : []),
    ...matches.map(({ symptom }) => symptom),
  ]);
  const status = statusIn(text);
  const symptom = own ?? status?.symptom;
  if (!symptom) return null;
  const groups = Object.assign({}, ...matches.map((match) => match.groups).reverse()) as Match['groups'];
  const subject = subjectOf(text, groups);
  const software = matches[0]?.software ?? writtenBy(text);
  const number = alert ?? (reason && 'alert' in reason ? reason.alert : undefined) ?? ofAlerts.get(symptom);
  const exit = /\bcurl: \((\d{1,3})\)/.exec(text)?.[1];
  const fields: Fields = said({
    software: software ?? undefined,
    exitCode: exit === undefined ? undefined : Number(exit),
    alert: number === undefined ? undefined : (alertName(number) ?? undefined),
    alertNumber: number,
    reason: reason && 'name' in reason ? reason.name.toLowerCase().replaceAll('_', ' ') : undefined,
    status: status?.status,
    address: subject.address,
    port: subject.port,
    host: subject.host,
  });
  const key = `client-error ${software ?? ''} ${number ?? ''} ${status?.status ?? ''} ${symptom.meaning}`;
  return { kind: 'client-error', key, fields, symptom, subject, fine: false };
}

/** Alerts that a browser has a name of its own for, which says nothing else. */
const ofAlerts = new Map([40, 49, 80, 109, 112].map((number) => [alerts[number], number]));

function matched(text: string): Match[] {
  const found: Match[] = [];
  for (const family of families) {
    if (!mayBeOf(family, text)) continue;
    const { name, rules } = family;
    for (const { pattern, symptom } of rules) {
      const match = pattern.exec(text);
      if (!match) continue;
      found.push({ symptom, software: name, groups: match.groups ?? {} });
      break;
    }
  }
  return found;
}

/** The first that says something of its own, else the first. */
function best(symptoms: readonly Symptom[]): Symptom | undefined {
  return symptoms.find((symptom) => !vague.has(symptom)) ?? symptoms[0];
}

function alertSymptom(number: number, byServer: boolean): Symptom {
  // A server that receives one of these was refused by its client.
  if (byServer && number >= 42 && number <= 48 && number !== 47) return certificates['client-distrusts'];
  return alerts[number] ?? handshake['handshake-failed'];
}

function reasonSymptom(reason: OpensslReason, byServer: boolean): Symptom {
  if ('alert' in reason) return alertSymptom(reason.alert, byServer);
  // What a server reads there came from its client.
  if (byServer && reason.symptom === handshake['not-tls']) return handshake['client-not-tls'];
  return reason.symptom;
}
