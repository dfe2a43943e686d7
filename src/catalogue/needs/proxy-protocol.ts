import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';
import type { View } from '../view.ts';

/** The backend expects a PROXY protocol header before anything else (haproxy doc/proxy-protocol.txt, section 2). */
export const proxyProtocol: Need = {
  id: 'proxy-protocol',
  code: 'SNI106',
  title: 'the backend expects a PROXY protocol header',
  shown(view) {
    const header = headerOf(view);
    if (header === null || view.centre === null) return null;
    const without = view.question.proxy
      ? view.get('http-without-proxy')
      : (view.of('http-with-host') ?? view.of('tls-with-sni'));
    if (!without || view.served(without)) return null;
    return {
      evidence: [without.id, view.centre.id],
      because: `Without a PROXY header: ${describe(without)}. With PROXY ${header}: ${describe(view.centre)}.`,
    };
  },
  edits(view): Edit[] {
    const header = headerOf(view);
    if (header === null) return [];
    return [
      {
        directive: {
          scope: 'server',
          text: header === 'v2' ? 'send-proxy-v2' : 'send-proxy',
          because: proxyProtocol.code,
          since: '1.5',
          safety: 'safe',
        },
        step: 'transport',
        apply: (settings) => ({ ...settings, sendProxy: header }),
      },
    ];
  },
};

/** The header over which the backend answers: the one asked for, or the one that was found. */
function headerOf(view: View): 'v1' | 'v2' | null {
  return view.centre?.plan.proxy ?? null;
}
