import { connect, type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsFacts, TlsPlan } from '../types.ts';
import { namesHost, readCertificate } from './certificate.ts';
import { distinguishedName } from './distinguished-name.ts';
import { type ServerFlight, serverFlight } from './server-flight.ts';
import type { Tap } from './tap.ts';
import { weakness } from './weakness.ts';

/** A TLS handshake of ours, under way or complete. */
export interface Handshake {
  socket: TLSSocket;
  /** Fulfilled when the handshake is complete; rejects with node:tls's error, or one of code ECONNRESET at the end. */
  complete: Promise<void>;
  /**
   * What is known of the backend's TLS by now.
   *
   * @param host name that the leaf is judged against; null: none
   * @returns null before a ServerHello
   */
  facts(host: string | null): TlsFacts | null;
}

const keylogLabel = 'SERVER_HANDSHAKE_TRAFFIC_SECRET';

/**
 * Begins a handshake as planned, accepting any certificate: what is wrong with it is recorded, not enforced.
 *
 * @param wire the connection; its first bytes are the server's side of the handshake
 */
export function shakeHands(wire: Tap, plan: TlsPlan, secureContext: SecureContext): Handshake {
  const socket = withoutWarning(() =>
    connect({
      socket: wire,
      secureContext,
      rejectUnauthorized: false,
      // The chain is judged by OpenSSL, the name by us: Node would mix the two in one error.
      checkServerIdentity: () => undefined,
      // OpenSSL's security level is to decide this alone.
      minDHSize: 1,
      ...(plan.servername !== null && { servername: plan.servername }),
      ...(plan.alpn.length > 0 && { ALPNProtocols: plan.alpn }),
    }),
  );
  // Node would translate the whole chain for the check above, which takes as long as a quarter of the exchange.
  socket.getPeerCertificate = () => ({}) as DetailedPeerCertificate;
  let secret: Buffer | null = null;
  let secure = false;
  socket.on('keylog', (line) => {
    const [label, , value] = line.toString('latin1').trim().split(' ');
    if (label === keylogLabel && value) secret = Buffer.from(value, 'hex');
  });
  const complete = new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', () => {
      secure = true;
      resolve();
    });
    socket.on('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });

  function facts(host: string | null): TlsFacts | null {
    const flight = serverFlight(wire.first, secret);
    if (!flight?.version) return null;
    const chain = (flight.chain ?? presentedLeaf(socket)).flatMap((der) => readCertificate(der) ?? []);
    const [leaf] = chain;
    return {
      version: flight.version,
      cipher: (secure ? socket.getCipher()?.name : undefined) ?? suiteNumber(flight),
      alpn: secure && socket.alpnProtocol ? socket.alpnProtocol : null,
      sni: plan.servername,
      chain: chain.map(({ facts }) => ({ ...facts })),
      ...trust(socket, secure, () => weakness(chain, plan.securityLevel)),
      matchesHost: host === null ? null : leaf !== undefined && namesHost(leaf, host),
      clientCertificate: flight.authorities && { authorities: flight.authorities.map(distinguishedName) },
    };
  }

  return { socket, complete, facts };
}

/**
 * Begins a handshake whose server name may be an address. HAProxy sends one where a client's Host is one (3.3 and
 * later); Node does too, but warns the user, who has not chosen it (DEP0123).
 * @param begin makes the socket
 * @returns what it made
 */
export function withoutWarning(begin: () => TLSSocket): TLSSocket {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    return begin();
  } finally {
    if (before === undefined) delete process.noDeprecation;
    else process.noDeprecation = before;
  }
}

// OpenSSL gives its verdict at the end of the handshake only.
function trust(socket: TLSSocket, secure: boolean, weak: () => string | null): Pick<TlsFacts, 'trusted' | 'reason'> {
  if (!secure) return { trusted: false, reason: 'HANDSHAKE_INCOMPLETE' };
  if (socket.authorized) return { trusted: true, reason: null };
  // Typed as an Error, it is the error's code (tls.TLSSocket.authorizationError). Node has no code for what OpenSSL's
  // security levels forbid.
  const reason = String(socket.authorizationError);
  return { trusted: false, reason: reason === 'UNSPECIFIED' ? (weak() ?? reason) : reason };
}

// What Node knows of the chain it has completed from the trust store: only the leaf is surely the server's.
function presentedLeaf(socket: TLSSocket): Buffer[] {
  const leaf = socket.getPeerX509Certificate();
  return leaf ? [leaf.raw] : [];
}

function suiteNumber({ suite }: ServerFlight): string {
  return `0x${suite.toString(16).padStart(4, '0')}`;
}
