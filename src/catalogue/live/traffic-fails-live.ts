import type { Live, LiveSubject } from './live.ts';
import { isServersFault, trafficFails } from './signs.ts';
import { clientsGet } from './words.ts';

/** The server is UP, HAProxy counts its traffic as failed, and a request from here does not show why. */
export const trafficFailsLive: Live = {
  id: 'traffic-fails-live',
  code: 'SNI353',
  title: 'the server is UP while HAProxy counts its traffic as failed',
  severity: 'error',
  found({ live, predicted, errors }) {
    if (/^(?:DOWN|MAINT|DRAIN)/.test(live.state) || errors.length > 0 || !trafficFails(live)) return null;
    const here = predicted ? clientsGet(predicted.traffic) : '';
    return {
      because: `${countsOf(live)}${here === '' ? '' : `; from here ${here}`}.`,
      advice: [
        'What fails may be one page, one name or one client only: `sni-doctor explain` on lines of the log, or --log FILE here.',
        'Ask for a name that clients use: --host NAME.',
      ],
    };
  },
};

function countsOf({ traffic, terminations }: LiveSubject['live']): string {
  const ends = Object.entries(terminations ?? {}).filter(([end]) => isServersFault(end));
  if (ends.length > 0) return `Requests ended in ${ends.map(([end, times]) => `${end} (${times})`).join(', ')}`;
  const { sessions, connectionErrors, responseErrors, status5xx } = traffic ?? nothing;
  return `Of ${sessions} sessions: ${connectionErrors} without a connection, ${responseErrors} without an answer, ${status5xx} answers 5xx`;
}

const nothing = { sessions: 0, connectionErrors: 0, responseErrors: 0, status5xx: 0 };
