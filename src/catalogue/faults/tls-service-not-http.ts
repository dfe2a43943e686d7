import { word } from '../../haproxy/words.ts';
import { handshakeComplete } from '../../observation.ts';
import type { Observation } from '../../types.ts';
import { openings, type Service, serviceAtPort, serviceInBody, serviceOf } from '../answers/services.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import type { View } from '../view.ts';

/** TLS is fine, and a service that is not HTTP lies behind it: mail, a directory, a queue, a database. */
export const tlsServiceNotHttp: Fault = {
  id: 'tls-service-not-http',
  code: 'SNI430',
  title: 'the port is a service over TLS that is not HTTP',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (view.question.mode === 'tcp' || !o?.plan.tls || !handshakeComplete(o)) return null;
    const known = recognised(view, o);
    if (!known) return null;
    const { service, by, told } = known;
    return {
      evidence: [...new Set([o.id, by.id])],
      because: `The TLS handshake is complete, and the request of HTTP gets: ${describe(o)}. ${told(service.name)}`,
      advice: adviceFor(view, service),
    };
  },
};

interface Known {
  service: Service;
  by: Observation;
  told(name: string): string;
}

function recognised(view: View, o: Observation): Known | null {
  const inAnswer = o.failure?.stage === 'http' ? serviceOf(o.failure.received) : serviceInBody(o.http?.body);
  if (inAnswer) return { service: inAnswer, by: o, told: (name) => `Its words are those of ${name}.` };
  const mute = /^(?:closed|reset|timeout)$/.test(o.failure?.kind ?? '');
  if (o.failure?.stage !== 'http' || !mute) return null;
  for (const { id, title } of openings.filter(({ over }) => over === 'tls')) {
    const by = view.of(`service-${id}`);
    const service = serviceOf(by?.dialogue?.received);
    if (by && service) return { service, by, told: (name) => `To the ${title} it answers as ${name} does.` };
  }
  const service = serviceAtPort(view.question.port);
  const told = (name: string) =>
    `Port ${view.question.port} is that of ${name} over TLS, and such a service waits for its client.`;
  return service && { service, by: o, told };
}

function adviceFor({ question, get }: View, { name, tls }: Service): string[] {
  // What fails without a server name wants one in the check.
  const sni = question.sni === null ? '' : ` check-sni ${word(question.sni)}`;
  const nameless = get('tls-without-sni');
  const wanted = nameless && !handshakeComplete(nameless) ? ' (without a server name it fails)' : '';
  return [
    `Pass it through: \`mode tcp\` in frontend and backend, no \`option httpchk\`, no \`ssl\` on the server line: ${name} clients bring their own TLS.`,
    `Check the handshake (L6): \`check check-ssl verify none${sni}\`${wanted}; \`ca-file\` in place of \`verify none\` checks the certificate.`,
    ...(tls ? [`Or what it says too: ${tls.map((line) => `\`${line}\``).join(', ')}.`] : []),
    'For all directives run the probe again with --mode tcp.',
  ];
}
