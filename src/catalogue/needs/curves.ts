import { isAnswered, offersPostQuantum } from '../../haproxy/post-quantum.ts';
import { expand, introduced, since } from '../../haproxy/versions.ts';
import { handshakeComplete } from '../../observation.ts';
import type { Observation } from '../../types.ts';
import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';
import type { View } from '../view.ts';

/** Groups that every server of the last ten years knows some of, and that make the ClientHello small again. */
const classic = 'X25519:P-256:P-384';

/** The backend, or something before it, cannot take the ClientHello of OpenSSL 3.5, with its post-quantum key share. */
export const curves: Need = {
  id: 'curves',
  code: 'SNI107',
  title: 'the backend refuses the large ClientHello of newer TLS libraries',
  shown(view) {
    const refused = refusal(view);
    if (!refused) return null;
    const { small, large, padded } = refused;
    const also =
      padded === undefined
        ? ''
        : isAnswered(padded)
          ? ' One as large without that key share is answered: it is the unknown group, not the size.'
          : ` So is one as large without that key share (${describe(padded)}): it is the size.`;
    return {
      evidence: [small.id, ...large.map(({ id }) => id), ...(padded ? [padded.id] : [])],
      because: `A ClientHello of one segment: ${describe(small)}. One of OpenSSL 3.5's size, with its X25519MLKEM768 key share, twice: ${describe(large[0])}.${also} HAProxy linked to OpenSSL 3.5 or later sends the large one (\`haproxy -vv | grep OpenSSL\`), whatever its own version.`,
      advice: [
        'HAProxy before 2.9 has no `curves` on servers: with OpenSSL 3.5 it needs `ssl-max-ver TLSv1.2` there, or `Groups = X25519:P-256:P-384` in the section of openssl.cnf that `system_default` names.',
        padded && !isAnswered(padded)
          ? 'Look for what drops or cuts a ClientHello of two segments: a firewall that inspects TLS, a balancer that reads one packet, a path with a smaller MTU whose ICMP is filtered.'
          : 'Renew the TLS library of the backend, or of the balancer before it: a group that it does not know is to be passed over (RFC 8446, section 4.2.7).',
      ],
    };
  },
  absent: (version) => !expand(version).some(offersPostQuantum),
  edits(view, version): Edit[] {
    const why = { scope: 'server', because: curves.code } as const;
    if (since(version, introduced.serverCurves)) {
      return [
        {
          directive: { ...why, text: `curves ${classic}`, since: introduced.serverCurves, safety: 'safe' },
          step: 'transport',
          apply: (settings) => ({ ...settings, curves: classic }),
        },
      ];
    }
    // A ClientHello without TLS 1.3 has no key share at all, and every version knows how to ask for that.
    if (!handshakeComplete(view.of('tls12/tls-with-sni'))) return [];
    return [
      {
        directive: { ...why, text: 'ssl-max-ver TLSv1.2', since: '1.8', safety: 'review' },
        step: 'transport',
        apply: (settings) => ({ ...settings, maxVersion: 'TLSv1.2' }),
      },
    ];
  },
};

interface Refusal {
  small: Observation;
  /** The large ClientHello, each time. */
  large: Observation[];
  /** As large, without the key share. */
  padded: Observation | undefined;
}

/**
 * Whether the large ClientHello fails, each time that it was sent, where a small one is answered.
 * @param view the evidence
 * @returns the connections that show it; null: it is answered, or was not sent twice
 */
export function refusal(view: View): Refusal | null {
  const small = view.get('tls-with-sni') ?? view.centre ?? undefined;
  const large = ['tls-large-hello', 'tls-large-hello-again'].flatMap((id) => view.get(id) ?? []);
  if (!small || !handshakeComplete(small) || large.length < 2 || large.some((o) => !isRefused(o))) return null;
  return { small, large, padded: view.get('tls-padded-hello') };
}

/**
 * Whether a large ClientHello met a backend that was reached and did not take it.
 * @param o its observation
 * @returns false also where no connection came about
 */
export function isRefused(o: Observation | undefined): boolean {
  return o?.failure !== undefined && o.failure.stage === 'tls' && o.failure.kind !== 'local';
}
