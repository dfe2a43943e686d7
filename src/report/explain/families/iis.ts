import { certificates } from '../symptoms/certificates.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** IIS, HTTP.sys and Azure. */
export const iis: Family = {
  name: 'IIS',
  hints: ['Invalid Hostname', 'request hostname', 'HTTP Error 403', 'client certificate is required'],
  rules: [
    {
      pattern: /\bBad Request - Invalid Hostname\b|\bHTTP Error 400\. The request hostname is invalid\b/,
      symptom: http['host-refused'],
    },
    {
      pattern: /\bHTTP Error 403\.(?:7|16|17)\b|\bSSL client certificate is required\b/,
      symptom: certificates['client-certificate-demanded'],
    },
  ],
};
