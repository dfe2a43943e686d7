import { createHash } from 'node:crypto';

/** What the unruly server does with a host. */
export type Conduct =
  | 'good'
  /** Accepts and says nothing. */
  | 'mute'
  /** Takes the request and says nothing. */
  | 'silent'
  /** Answers a byte a second. */
  | 'drip'
  /** Resets after the ClientHello. */
  | 'reset'
  /** Presents a certificate of another name. */
  | 'stranger'
  /** Answers 503 once, then well. */
  | 'busy-once'
  /** Resets once, then answers well. */
  | 'reset-once'
  /** Ends once without an answer, then answers well. */
  | 'closed-once';

interface Identity {
  cert: string;
  key: string;
}

/** What the process of the server is started with, as JSON. */
export interface UnrulySettings {
  seed: string;
  servers: number;
  /** Certificates and keys: of all hosts, of a stranger, and what those get who name nobody that is known. */
  leaf: Identity;
  stranger: Identity;
  nobodys: Identity;
}

/** What it says once it listens. */
export interface UnrulyStarted {
  ports: number[];
}

/** What it says when it is asked with any message. */
export interface UnrulyCount {
  /** By port: most connections open at once, and how many there were. */
  ports: { port: number; most: number; all: number }[];
  /** Most open at once on all ports. */
  most: number;
}

// Of a hundred hosts; what costs a ladder each is rare. The rest is good.
const shares: [Conduct, number][] = [
  ['mute', 2],
  ['silent', 2],
  ['drip', 1],
  ['reset', 1],
  ['stranger', 1],
  ['busy-once', 14],
  ['reset-once', 7],
  ['closed-once', 6],
];

/**
 * What a server of a seed does with a host, on which of its ports.
 * @param seed of the server
 * @param server its number
 * @param host asked for
 */
export function conductOf(seed: string, server: number, host: string): Conduct {
  const digest = createHash('sha256').update(`${seed} ${server} ${host}`).digest();
  let place = digest.readUInt32BE(0) % 100;
  for (const [conduct, share] of shares) {
    if (place < share) return conduct;
    place -= share;
  }
  return 'good';
}
