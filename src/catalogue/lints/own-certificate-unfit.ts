import type { FileCertificate, OwnKey } from '../../file-facts.ts';
import { serverTls } from '../../haproxy/server-tls.ts';
import type { Observation } from '../../types.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkFails, failing } from './outcome.ts';
import { placeOf } from './setting.ts';
import { speaksTls } from './speaks-tls.ts';

/** `crt` of a server line: what HAProxy shows a backend that asks who it is. */
export const ownCertificateUnfit: Lint = {
  id: 'own-certificate-unfit',
  code: 'SNI335',
  title: "HAProxy's own certificate is one that backends refuse",
  severity: 'warning',
  found(subject) {
    const { server, model, named } = subject;
    const path = serverTls(server, model.globals).certificate?.certFile;
    if (path === undefined || !speaksTls(server)) return null;
    const facts = named.facts(path);
    if (!facts) return null;
    const [own] = facts.certificates;
    const at = placeOf(server, 'crt');
    const broken = own ? keyProblem(named.key(path)) : 'it holds no certificate';
    if (broken !== null || !own)
      return {
        at,
        because: `${path}: ${broken}. HAProxy does not start with it.`,
        advice: [pair],
        fixable: false,
        severity: 'error',
      };
    const refused = refusal(subject);
    const wrong = weakness(own, named.at) ?? (refused && stranger(facts.certificates, refused));
    if (!wrong) return null;
    return {
      at,
      because: `${path}: ${wrong}.${refused ? ` ${answer(refused)}` : ''}`,
      advice: ['Have the authority that the backend trusts issue a certificate for clients, and reload HAProxy.'],
      fixable: false,
      ...(refused && (checkFails(subject) || failing(subject)) ? { severity: 'error' } : {}),
    };
  },
};

const pair = 'Put certificate, intermediates and key into one file, or the key beside it as FILE.key.';

function keyProblem(key: OwnKey): string | null {
  if (key === 'none') return 'no private key in it, nor in FILE.key';
  return key === 'other' ? 'its private key is that of another certificate' : null;
}

function weakness({ notBefore, notAfter, forClients }: FileCertificate, now: string): string | null {
  if (notAfter < now) return `the certificate was valid until ${notAfter}`;
  if (notBefore > now) return `the certificate is not valid before ${notBefore}`;
  if (!forClients) return 'the certificate is for servers alone: its extended key usage lacks clientAuth';
  return null;
}

/** The answer that refused a client certificate: an alert of RFC 8446, section 6.2, once the backend has asked for one. */
function refusal({ seen }: Subject): Observation | null {
  const all = [...(seen?.check ?? []), ...(seen?.traffic ?? [])];
  const asked = (o: Observation) => o.failure?.clientCertificate ?? o.tls?.clientCertificate;
  return all.find((o) => o?.failure !== undefined && asked(o)) ?? null;
}

/** Of no authority that the backend named (RFC 8446, section 4.2.4). */
function stranger(chain: readonly FileCertificate[], { failure, tls }: Observation): string | null {
  const { authorities } = failure?.clientCertificate ?? tls?.clientCertificate ?? { authorities: [] };
  const issuers = chain.map(({ issuer }) => issuer);
  if (authorities.length === 0 || issuers.some((issuer) => authorities.includes(issuer))) return null;
  return 'its issuer is none of the authorities whose certificates the backend asks for';
}

function answer({ failure }: Observation): string {
  const alert = failure?.alert;
  return alert
    ? `The backend answers with alert ${alert.name} (${alert.number}).`
    : 'The backend asks for one, and cuts the connection.';
}
