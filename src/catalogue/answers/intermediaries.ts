import type { Words } from './words.ts';

const bypass =
  'Let HAProxy connect to the backend past it: a route, a firewall rule, an exception for this address. What is measured here says nothing of the backend.';

/** Answers of something on the way: a forward proxy, a captive portal, a filter. */
export const intermediaries: readonly Words[] = [
  {
    by: 'a forward proxy',
    status: [407],
    says: 'it wants a login of its own (RFC 9110, section 15.5.8)',
    advice: `${bypass} HAProxy does not speak to forward proxies.`,
  },
  {
    by: 'a captive portal',
    status: [511],
    says: 'the network wants a login (RFC 6585, section 6)',
    advice: bypass,
  },
  {
    by: 'Squid',
    header: ['x-squid-error', /^ERR_/],
    says: 'it refuses or cannot pass on the request',
    advice: bypass,
  },
  {
    by: 'Zscaler',
    header: ['server', /^Zscaler/],
    says: 'it filters this connection',
    advice: bypass,
  },
  {
    by: 'a Fortinet firewall',
    body: /FortiGuard Intrusion Prevention|Web (?:Page|Filter) Blocked[\s\S]{0,300}Forti|FortiGate Application Control/i,
    says: 'it blocks this page',
    advice: bypass,
  },
  {
    by: 'a web filter',
    status: [403, 503],
    body: /<title>Web Page Blocked<\/title>|blocked in accordance with company policy/i,
    says: 'it blocks this page',
    advice: bypass,
  },
];
