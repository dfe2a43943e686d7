import type { Symptom } from '../symptom.ts';

/** What ends before a byte is exchanged. */
export const connection = {
  refused: {
    meaning:
      'The address answered that nothing listens on this port: the connection was refused before a byte was sent.',
    causes: [
      ['connection-refused', 'certain', 'Only a port without a listener, or a firewall that rejects, answers so.'],
      [
        'address-kept',
        'possible',
        'HAProxy resolves a name once, when it starts: a cloud balancer may have moved since.',
      ],
    ],
    by: 'connection',
  },
  unreachable: {
    meaning: 'The network has no way to this address: a router or the kernel itself said so.',
    causes: [
      ['host-unreachable', 'certain', 'The system reported that there is no route, or that the host does not answer.'],
    ],
    by: 'connection',
  },
  'connect-timeout': {
    meaning: 'The request for a connection (SYN) was not answered in time.',
    causes: [
      [
        'connect-timeout',
        'likely',
        'A firewall that drops silently, a wrong address or a host that is down look like this.',
      ],
      [
        'address-kept',
        'possible',
        'HAProxy resolves a name once, when it starts: a cloud balancer may have moved since.',
      ],
      ['slow-check', 'possible', 'The backend or the way to it may only be slower than the limit.'],
    ],
    by: 'connection',
  },
  'not-connected': {
    meaning: 'No connection came about; the text does not say why.',
    causes: [
      ['connection-refused', 'likely', 'Nothing may listen on the port.'],
      ['host-unreachable', 'possible', 'The network may have no way to the address.'],
      ['connect-timeout', 'possible', 'The request for a connection may not have been answered.'],
      [
        'address-kept',
        'possible',
        'HAProxy resolves a name once, when it starts: a cloud balancer may have moved since.',
      ],
    ],
    by: 'connection',
  },
  'no-reason': {
    meaning:
      'The request failed. This text is only the outside of the error: the reason stands in what it was caused by (`cause`).',
    causes: [],
    by: 'handshake',
  },
  'no-address': {
    meaning: 'The name was not resolved to an address: nothing was connected to.',
    causes: [],
    by: null,
  },
  'no-local-address': {
    meaning:
      'The proxy could not take a local address or port to connect from: its `source` address is not here, or its ports are used up. The backend was not asked.',
    causes: [],
    by: null,
  },
  'not-permitted': {
    meaning:
      'The system itself forbids the connection: SELinux (`setsebool -P haproxy_connect_any 1`), a local firewall rule or a missing privilege. The backend was not asked.',
    causes: [],
    by: null,
  },
  reset: {
    meaning:
      'The peer, or a firewall in its name, cut the connection (TCP reset); the text does not say at which stage.',
    causes: [
      [
        'sni-required',
        'likely',
        'Envoy and others reset a TLS connection that brings no server name, or one that they do not know.',
      ],
      [
        'connection-reset',
        'likely',
        'An allow list, a firewall that inspects TLS or a process that crashes cuts every connection.',
      ],
      ['tls-required', 'possible', 'TLS servers reset a connection on which clear text arrives.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header cuts connections without one.'],
      ['closed-without-answer', 'possible', 'The connection may have been cut only after the request.'],
    ],
    by: 'handshake',
  },
} as const satisfies Record<string, Symptom>;
