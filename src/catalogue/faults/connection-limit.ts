import type { Fault } from '../need.ts';

/** The backend cuts or refuses what it takes for too much: connections side by side, or requests in a row. */
export const connectionLimit: Fault = {
  id: 'connection-limit',
  code: 'SNI423',
  title: 'the backend limits connections or requests',
  severity: 'warning',
  shown(view) {
    // RFC 6585, section 4.
    const told = view.observations.filter(({ http }) => http?.status === 429);
    if (!view.limited && told.length === 0) return null;
    return {
      // What even the best request gets is what HAProxy gets.
      ...(view.centre?.http?.status === 429 && !view.served(view.centre) ? { severity: 'error' as const } : {}),
      evidence: told.map(({ id }) => id),
      because:
        told.length > 0
          ? `${told.length} of ${view.observations.length} requests got status 429, Too Many Requests: what they were to show is not known.`
          : 'Side by side, some of its connections were cut that stand one after the other: what is said here comes from the latter.',
      advice: [
        'Wait, then probe with --gentle. HAProxy keeps below a limit with `maxconn` on the server line, and checks less often with `inter`.',
      ],
    };
  },
};
