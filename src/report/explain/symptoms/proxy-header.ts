import type { Symptom } from '../symptom.ts';

/** What is said of PROXY headers. */
export const proxyHeader = {
  'proxy-header-missing': {
    meaning: 'The server expects a PROXY protocol header and read something else.',
    causes: [
      ['proxy-protocol-required', 'certain', 'The server says so itself: `send-proxy` or `send-proxy-v2` is missing.'],
      [
        'check-transport-dropped',
        'possible',
        'With `port` or `addr` on the server line checks send none unless `check-send-proxy` says so.',
      ],
    ],
    by: 'handshake',
  },
  'proxy-header-unwanted': {
    meaning: 'The server got a PROXY protocol header that it does not expect, and took it for the start of a request.',
    causes: [
      [
        'connection-reset',
        'possible',
        'A TLS server that reads a PROXY header cuts the connection: `send-proxy` of the server line is to go.',
      ],
    ],
    by: 'handshake',
  },
} as const satisfies Record<string, Symptom>;
