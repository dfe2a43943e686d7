import type { Symptom } from '../symptom.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
import { terminations } from '../symptoms/terminations.ts';
import type { Family } from './rule.ts';

/** HAProxy as the backend, and as others see it. */
export const haproxyBackend: Family = {
  name: 'HAProxy',
  hints: ['No server is available', 'invalid or incomplete response', 'respond in time', 'PROXY protocol header'],
  rules: [
    { pattern: /\bNo server is available to handle this request\b/, symptom: page(503, terminations.SC) },
    { pattern: /\bThe server returned an invalid or incomplete response\b/, symptom: page(502, terminations.SH) },
    { pattern: /\bThe server didn't respond in time\b/, symptom: page(504, terminations.sH) },
    {
      pattern:
        /\bReceived something which does not look like a PROXY protocol header\b|\b(?:Connection closed|Connection error|Timeout) while waiting for PROXY protocol header\b|\bTruncated PROXY protocol header received\b|\bReceived an invalid PROXY protocol header\b/,
      symptom: proxyHeader['proxy-header-missing'],
    },
  ],
};

/** HAProxy's own error pages (haproxy v3.4.0 src/http.c, http_err_msgs). */
function page(status: number, termination: Symptom | undefined): Symptom {
  const meaning = `This is the page that HAProxy itself answers with ${status}. ${termination?.meaning ?? ''}`;
  return { meaning, causes: termination?.causes ?? [], by: 'handshake' };
}
