import { failedBeforeRequest } from '../../observation.ts';
import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';
import type { View } from '../view.ts';

/** The backend refuses a handshake that offers no application protocol (RFC 7301). */
export const alpn: Need = {
  id: 'alpn',
  code: 'SNI104',
  title: 'the backend wants an application protocol (ALPN)',
  shown(view) {
    if ((view.way !== 'alpn-http11/' && view.way !== 'alpn-h2/') || !view.centre) return null;
    const without = view.of('http-with-host') ?? view.of('tls-with-sni');
    if (!without || (view.way === 'alpn-h2/' && !failedBeforeRequest(without))) return null;
    return {
      evidence: [without.id, view.centre.id],
      because: `Without ALPN: ${describe(without)}. With ALPN ${protocol(view)}: ${describe(view.centre)}.`,
    };
  },
  edits: (view) => alpnEdits(protocol(view), alpn.code),
};

function protocol(view: View): string {
  return view.way === 'alpn-h2/' ? 'h2' : 'http/1.1';
}

/**
 * The words that make HAProxy offer a protocol, for traffic and for the check (HAProxy manual, `alpn`, `check-alpn`).
 * @param name ALPN protocol name
 * @param because code of the finding that asks for them
 * @returns both edits
 */
export function alpnEdits(name: string, because: string): Edit[] {
  return [
    {
      directive: { scope: 'server', text: `alpn ${name}`, because, since: '1.9', safety: 'review' },
      step: 'transport',
      apply: (settings) => ({ ...settings, alpn: name }),
    },
    {
      directive: { scope: 'server', text: `check-alpn ${name}`, because, since: '2.0', safety: 'safe' },
      step: 'transport',
      apply: (settings) => ({ ...settings, checkAlpn: name }),
    },
  ];
}
