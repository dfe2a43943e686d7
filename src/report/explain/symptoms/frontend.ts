import type { Symptom } from '../symptom.ts';
import { proxyHeader } from './proxy-header.ts';

const failed: Symptom = {
  meaning: "A client's TLS handshake with this frontend of HAProxy failed.",
  causes: [
    [
      'check-without-request',
      'likely',
      'A check of another load balancer that ends with the handshake, or before it, is logged so at every interval.',
    ],
    ['ssl-hello-check', 'possible', '`option ssl-hello-chk` of another HAProxy offers SSLv3 alone.'],
    [
      'sni-required',
      'possible',
      'With `strict-sni` a client without a server name, or with an unknown one, is refused.',
    ],
    ['certificate-untrusted', 'possible', 'The client may not accept the certificate of this frontend.'],
  ],
  by: 'handshake',
};

const closed: Symptom = {
  meaning: 'A client connected to this frontend and left before the TLS handshake was complete.',
  causes: [
    ['check-without-request', 'likely', 'TCP checks of load balancers, monitoring and port scanners do that.'],
    ['ssl-hello-check', 'possible', '`option ssl-hello-chk` of another HAProxy leaves once it was answered.'],
  ],
  by: null,
};

const late: Symptom = {
  meaning: 'A client connected to this frontend and did not complete the TLS handshake in time.',
  causes: [
    ['check-without-request', 'possible', 'Something that only opens a TCP connection and keeps it looks like this.'],
  ],
  by: null,
};

const client: Symptom = {
  meaning:
    'The client certificate that came in is not accepted by this frontend (`ca-file`, `verify` of its bind line).',
  causes: [],
  by: null,
};

/**
 * What HAProxy says of a client's connection that brought no request (haproxy v3.4.0 src/connection.c:958).
 * @param message its words
 * @param detail what the TLS library said beside it; null: nothing
 * @returns its meaning and possible reasons
 */
export function frontendErrors(message: string, detail: Symptom | null): Symptom {
  if (/PROXY protocol header|NetScaler Client IP/.test(message)) {
    const said = proxyHeader['proxy-header-missing'];
    return {
      ...said,
      meaning:
        'This frontend has `accept-proxy`, and a client, most often another proxy or its check, sent no PROXY header, or a broken one.',
    };
  }
  if (/SSL client (?:CA chain|certificate)/.test(message)) return client;
  if (detail)
    return { ...detail, meaning: `A client's TLS handshake with this frontend of HAProxy failed. ${detail.meaning}` };
  if (/Connection closed during SSL handshake|Connection error during SSL handshake/.test(message)) return closed;
  if (/Timeout during SSL handshake/.test(message)) return late;
  if (/SSL|TLS/.test(message)) return failed;
  return {
    meaning: "A client's connection to this frontend of HAProxy failed before it brought a request.",
    causes: [],
    by: null,
  };
}
