import { word } from '../../haproxy/words.ts';
import { describe } from '../describe.ts';
import type { Need, Shown } from '../need.ts';
import type { View } from '../view.ts';

/** Alerts by which servers refuse a missing or unwelcome client certificate (RFC 8446, section 6.2). */
const refusals = new Set([40, 42, 43, 44, 45, 46, 48, 49, 116]);

/** The backend demands a client certificate. */
export const clientCertificate: Need = {
  id: 'client-certificate',
  code: 'SNI105',
  title: 'the backend demands a client certificate',
  shown(view) {
    return view.question.certificate ? shownByAblation(view) : shownByRefusal(view);
  },
  unmet: (view) => view.question.certificate === null,
  edits(view) {
    const certificate = view.question.certificate;
    if (!certificate) return [];
    return [
      {
        directive: {
          scope: 'server',
          text: `crt ${word(certificate.certFile)}`,
          because: clientCertificate.code,
          since: '1.5',
          safety: 'safe',
        },
        step: 'transport',
        apply: (settings) => ({ ...settings, crt: certificate.certFile }),
      },
    ];
  },
};

function shownByAblation(view: View): Shown | null {
  const without = view.get('http-without-client-certificate');
  if (!without || !view.centre || view.served(without) || !view.served(view.centre)) return null;
  const { certFile, keyFile } = view.question.certificate ?? {};
  return {
    evidence: [without.id, view.centre.id],
    because: `Without the client certificate: ${describe(without)}. With it: ${describe(view.centre)}.`,
    ...(certFile === keyFile
      ? {}
      : { advice: ['HAProxy reads certificate and key from one file: put both into the file that crt names.'] }),
  };
}

function shownByRefusal(view: View): Shown | null {
  const o = view.centre ?? view.get('http-with-host') ?? view.get('tls-with-sni');
  if (!o) return null;
  const asked = o.tls?.clientCertificate ?? o.failure?.clientCertificate ?? null;
  const alert = o.failure?.alert?.number;
  const byAlert =
    alert === 116 || (asked !== null && o.failure !== undefined && (alert === undefined || refusals.has(alert)));
  const byAnswer = o.http?.status === 400 && /No required SSL certificate was sent/i.test(o.http.body);
  if (!byAlert && !byAnswer) return null;
  return {
    evidence: [o.id],
    because: `The backend asks for a client certificate in the handshake; without one: ${describe(o)}.`,
    advice: ['Ask the owner of the backend for a client certificate, then run the probe again with --cert and --key.'],
  };
}
