import type { Observation } from '../../types.ts';
import { openings, type Service, serviceOf } from '../answers/services.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import type { View } from '../view.ts';

/** A service that begins in clear text and turns to TLS on a word of the client, which HAProxy does not say. */
export const starttls: Fault = {
  id: 'starttls',
  code: 'SNI431',
  title: 'the port begins in clear text: HAProxy cannot speak STARTTLS',
  severity: 'error',
  shown(view) {
    const known = view.question.mode === 'tcp' || view.centre ? null : recognised(view);
    if (!known) return null;
    const { service, by, told } = known;
    const primary = view.primary;
    return {
      evidence: [...new Set([...(primary ? [primary.id] : []), by.id])],
      because: `The ClientHello gets: ${describe(primary)}. ${told} ${service.name} begins in clear text here, and turns to TLS on a command of its own (STARTTLS), which HAProxy does not send.`,
      advice: [
        'Take `ssl` and `check-ssl` off the server line, and pass it through: `mode tcp` in frontend and backend. Clients then do STARTTLS with the server itself.',
        service.clear.length > 0
          ? `Check it in clear text: ${service.clear.map((line) => `\`${line}\``).join(', ')}.`
          : 'Check the connection (L4): `check` without options.',
        'Where the service has a port that is TLS from the first byte (465 for 587, 993 for 143, 995 for 110, 636 for 389), use that one.',
      ],
    };
  },
};

interface Known {
  service: Service;
  by: Observation;
  told: string;
}

function recognised(view: View): Known | null {
  const o = view.primary;
  if (!o?.failure) return null;
  const inAnswer = o.failure.kind === 'not-tls' ? serviceOf(o.failure.received) : null;
  if (inAnswer)
    return inAnswer.starttls ? { service: inAnswer, by: o, told: `Its words are those of ${inAnswer.name}.` } : null;
  for (const { id, title } of openings.filter(({ over }) => over === 'clear')) {
    const by = view.of(`clear/service-${id}`);
    const service = serviceOf(by?.dialogue?.received);
    if (by && service) return { service, by, told: `To the ${title} it answers.` };
  }
  return null;
}
