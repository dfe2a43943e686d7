import { handshakeComplete } from '../observation.ts';
import type { CertificateFacts, TlsFacts } from '../types.ts';
import type { View } from './view.ts';

/**
 * The certificate that the backend presents for the name asked for.
 * @param view the view
 * @returns the handshake's facts, its leaf and the observation's id; null where no handshake was completed
 */
export function presented(view: View): { id: string; tls: TlsFacts; leaf: CertificateFacts } | null {
  const o = handshakeComplete(view.primary) ? view.primary : view.get('tls-with-sni');
  const leaf = o?.tls?.chain[0];
  return o?.tls && leaf && handshakeComplete(o) ? { id: o.id, tls: o.tls, leaf } : null;
}
