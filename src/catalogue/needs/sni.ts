import { word } from '../../haproxy/words.ts';
import { failedBeforeRequest, handshakeComplete } from '../../observation.ts';
import type { Mode } from '../../types.ts';
import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';
import type { View } from '../view.ts';

/** The backend serves only connections that name their host in the ClientHello (RFC 6066, section 3). */
export const sni: Need = {
  id: 'sni',
  code: 'SNI101',
  title: 'the backend wants a server name (SNI)',
  shown(view) {
    const named = view.get('tls-with-sni');
    if (view.question.sni === null) return unrecognized(view);
    const handshake = view.get('tls-without-sni');
    if (handshake && named && handshakeComplete(named) && failedBeforeRequest(handshake)) {
      return {
        evidence: [handshake.id, named.id],
        because: `Without a server name: ${describe(handshake)}. With it: ${describe(named)}.`,
      };
    }
    const traffic = view.get('traffic-with-host');
    const nameless = view.get('traffic-without-sni');
    if (nameless && view.served(traffic) && !view.served(nameless)) {
      return {
        evidence: [nameless.id, traffic?.id ?? ''],
        because: `The handshake passes without a server name, but the request then gets: ${describe(nameless)}. With it: ${describe(traffic)}.`,
      };
    }
    return null;
  },
  unmet: (view) => view.question.sni === null,
  edits: (view) => (view.question.sni === null ? [] : serverNameEdits(view.question.sni, sni.code, view.question.mode)),
};

/** Without a name to try, only an alert says for certain that one is wanted. */
function unrecognized(view: View) {
  const handshake = view.get('tls-with-sni');
  if (handshake?.failure?.alert?.number !== 112) return null;
  return {
    evidence: [handshake.id],
    because: 'The backend answers the ClientHello with alert 112, unrecognized_name, and no name was given to send.',
    advice: ['Say which site it is with --host NAME.'],
  };
}

/**
 * The words that make HAProxy send a server name: checks and traffic have one each, and neither serves the other
 * (HAProxy manual, `check-sni`, `sni`). In `mode tcp` traffic carries the client's own.
 * @param name server name
 * @param because code of the finding that asks for them
 * @param mode of the backend
 * @returns the edits
 */
export function serverNameEdits(name: string, because: string, mode: Mode): Edit[] {
  const forChecks: Edit = {
    directive: { scope: 'server', text: `check-sni ${word(name)}`, because, since: '1.8', safety: 'safe' },
    step: 'check',
    apply: (settings) => ({ ...settings, checkSni: name }),
  };
  const forTraffic: Edit = {
    directive: { scope: 'server', text: `sni str(${word(name)})`, because, since: '1.6', safety: 'safe' },
    step: 'traffic',
    apply: (settings) => ({ ...settings, sni: name }),
  };
  return mode === 'tcp' ? [forChecks] : [forChecks, forTraffic];
}
