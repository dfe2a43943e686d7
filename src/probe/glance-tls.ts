import type { X509Certificate } from 'node:crypto';
import type { Socket, TcpNetConnectOpts } from 'node:net';
import {
  type ConnectionOptions,
  connect,
  type DetailedPeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { Glance } from '../matrix-types.ts';
import type { TlsPlan, TlsVersion } from '../types.ts';
import { type Certificate, namesHost, readCertificate } from './certificate.ts';
import { leafOf } from './glance-leaf.ts';
import { withoutWarning } from './handshake.ts';
import { weakness } from './weakness.ts';

// What every IP literal has, and hardly a name: to be sure takes Node a hundred times as long.
const mayBeAddress = /:|\d$/;

/**
 * Begins the handshake that `shakeHands` would make, with nothing of ours between the library and TCP.
 * @param plan TLS settings
 * @param secureContext of the plan
 * @param where address and port, or a TCP connection
 * @returns the socket; any certificate is accepted
 */
export function beginTls(
  plan: TlsPlan,
  secureContext: SecureContext,
  where: Partial<TcpNetConnectOpts> & ConnectionOptions,
): TLSSocket {
  const { servername, alpn } = plan;
  const options = {
    ...where,
    secureContext,
    rejectUnauthorized: false,
    // The chain is judged by OpenSSL, the name by us.
    checkServerIdentity: () => undefined,
    // OpenSSL's security level is to decide this alone.
    minDHSize: 1,
    ...(servername !== null && { servername }),
    ...(alpn.length > 0 && { ALPNProtocols: alpn }),
  };
  const begin = (): TLSSocket => connect(options);
  const socket = servername !== null && mayBeAddress.test(servername) ? withoutWarning(begin) : begin();
  // Node would translate the whole chain for the check above, which takes a fifth of a connection.
  socket.getPeerCertificate = () => ({}) as DetailedPeerCertificate;
  return socket;
}

/**
 * What a cell needs to know of a handshake.
 * @param socket after the handshake; to be asked once only
 * @param plan that was performed
 * @param host name that the leaf is judged against; null: none
 * @returns the facts
 */
export function tlsSeen(socket: TLSSocket, plan: TlsPlan, host: string | null): NonNullable<Glance['tls']> {
  // Node 20 takes the certificate off OpenSSL's list with it: a second call gives none.
  const x509 = socket.getPeerX509Certificate();
  const leaf = x509 ? leafOf(x509) : null;
  return {
    version: socket.getProtocol() as TlsVersion,
    alpn: socket.alpnProtocol || null,
    leaf: leaf?.facts ?? null,
    trusted: socket.authorized,
    reason: socket.authorized ? null : distrust(socket, x509, plan.securityLevel),
    matchesHost: host === null ? null : leaf !== null && namesHost(leaf.certificate, host),
  };
}

// Node has no code for what OpenSSL's security levels forbid.
function distrust(socket: TLSSocket, leaf: X509Certificate | undefined, level: number): string {
  const reason = String(socket.authorizationError);
  if (reason !== 'UNSPECIFIED') return reason;
  const chain: Certificate[] = [];
  for (let one = leaf; one; one = one.issuerCertificate) {
    const certificate = readCertificate(one.raw);
    if (certificate) chain.push(certificate);
  }
  return weakness(chain, level) ?? reason;
}

/**
 * The TCP connection below a socket, which counts what came in: Node shows it nowhere.
 * @param socket of node:tls
 * @returns null: this Node keeps it elsewhere
 */
export function carrierOf(socket: Socket | null): { bytesRead?: unknown } | null {
  const handle: unknown = socket && '_handle' in socket ? socket._handle : null;
  return handle && typeof handle === 'object' && '_parent' in handle ? (handle._parent as object | null) : null;
}
