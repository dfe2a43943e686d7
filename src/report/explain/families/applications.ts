import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** Applications that look at the Host or at the proxy in front of them. */
export const applications: Family = {
  name: 'an application',
  hints: [
    'HTTP_HOST',
    'DisallowedHost',
    'Blocked ',
    'Invalid Host header',
    'HostAuthorization',
    'untrusted domain',
    'Trusted domain',
    'reverse proxy',
    'untrusted proxy',
    'request target',
  ],
  rules: [
    { pattern: /\bInvalid HTTP_HOST header\b|\bDisallowedHost\b/, symptom: http['host-refused'] },
    {
      pattern:
        /\bBlocked hosts?: \S+|\bHostAuthorization\b.*\bBlocked host|\bBlocked request\. This host \(?"?(?<host>[\w.-]+)"?\)? is not allowed/,
      symptom: http['host-refused'],
    },
    {
      pattern: /\bInvalid Host header\b|\bAccess through untrusted domain\b|\bTrusted domain error\b/,
      symptom: http['host-refused'],
    },
    {
      pattern:
        /\bA request from a reverse proxy was received from \S+, but your HTTP integration is not set-up for reverse proxies\b|\bReceived X-Forwarded-For header from (?:an )?untrusted proxy\b/,
      symptom: http['proxy-untrusted'],
    },
    { pattern: /\binvalid character found in the request target\b/i, symptom: http['not-http'] },
  ],
};
