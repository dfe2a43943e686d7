import { connection } from '../symptoms/connection.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** The system's own words for its errors, and nothing beside them (errno(3)). */
export const system: Family = {
  name: 'the system',
  hints: [
    'refused',
    'ECONN',
    'route',
    'unreachable',
    'EHOST',
    'ENET',
    'timed out',
    'ETIMEDOUT',
    'reset by peer',
    'Broken pipe',
    'EPIPE',
  ],
  rules: [
    { pattern: /^(?:\[Errno \d+\] )?(?:Connection refused|ECONNREFUSED)$/, symptom: connection.refused },
    {
      pattern: /^(?:\[Errno \d+\] )?(?:No route to host|Network is unreachable|EHOSTUNREACH|ENETUNREACH)$/,
      symptom: connection.unreachable,
    },
    { pattern: /^(?:\[Errno \d+\] )?(?:Connection timed out|ETIMEDOUT)$/, symptom: connection['connect-timeout'] },
    { pattern: /^(?:\[Errno \d+\] )?(?:Connection reset by peer|ECONNRESET)$/, symptom: connection.reset },
    { pattern: /^(?:\[Errno \d+\] )?(?:Broken pipe|EPIPE)$/, symptom: http['reset-after-request'] },
  ],
};
