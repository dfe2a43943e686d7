import { handshakeComplete } from '../../observation.ts';
import type { HttpsRecord, Observation, Severity } from '../../types.ts';
import type { Fault } from '../need.ts';
import { centreId, type View } from '../view.ts';

/** One thing that is promised and that is not so. */
interface Broken {
  because: string;
  severity: Severity;
  evidence: string[];
}

/** Clients act on the host's HTTPS record (RFC 9460) before they connect; HAProxy never asks for it. */
export const httpsRecordDiffers: Fault = {
  id: 'https-record-differs',
  code: 'SNI437',
  title: 'the HTTPS record of the host promises what this address does not serve',
  severity: 'info',
  shown(view) {
    const { https } = view;
    if (!https || https.records.length === 0) return null;
    const all = [portElsewhere(view), withoutH2(view), withoutHttp1(view), strangeHints(view)].flatMap(
      (one) => one ?? [],
    );
    if (all.length === 0) return null;
    return {
      evidence: [...new Set(all.flatMap(({ evidence }) => evidence))],
      because: all.map(({ because }) => because).join(' '),
      severity: all.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
      advice: [
        'Correct the HTTPS record in the DNS, or the service. HAProxy reads no HTTPS records: this is about clients that come here directly, and about those of HAProxy once the name leads to it.',
      ],
    };
  },
};

function records({ https }: View): HttpsRecord[] {
  return https?.records ?? [];
}

function portElsewhere(view: View): Broken | null {
  const { port } = view.question;
  const ports = records(view).map((record) => record.port);
  const [other] = ports;
  if (other == null || ports.some((one) => one === null || one === port)) return null;
  return { because: `It sends clients to port ${other}, not to ${port}.`, severity: 'info', evidence: [] };
}

/** The records that are about the port that was asked. */
function here(view: View): HttpsRecord[] {
  return records(view).filter(({ port }) => port === null || port === view.question.port);
}

function offered(view: View, way: 'alpn-h2/' | 'alpn-http11/'): Observation | undefined {
  return view.of(way + centreId(view.question));
}

/** RFC 7301, section 3.2: no protocol in common. */
function refused(o: Observation | undefined): boolean {
  return o?.failure?.alert?.number === 120;
}

function withoutH2(view: View): Broken | null {
  const promised = here(view).find(({ alpn }) => alpn.includes('h2'));
  const o = offered(view, 'alpn-h2/');
  if (!promised || !o || !(refused(o) || (handshakeComplete(o) && o.tls?.alpn !== 'h2'))) return null;
  // Without the default, and with nothing else in the list, a client has nothing left to speak.
  const only = promised.noDefaultAlpn && promised.alpn.every((name) => name === 'h2');
  return {
    because: `It promises HTTP/2 (alpn h2), and ${refused(o) ? 'a ClientHello that offers it is refused' : 'this address chooses something else'}${only ? '; nothing else is promised, so that clients have nothing to speak' : ''}.`,
    severity: only ? 'warning' : 'info',
    evidence: [o.id],
  };
}

function withoutHttp1(view: View): Broken | null {
  const promised = here(view).find(({ alpn, noDefaultAlpn }) => !noDefaultAlpn || alpn.includes('http/1.1'));
  const o = offered(view, 'alpn-http11/');
  const unanswered = o !== undefined && !o.http && offered(view, 'alpn-h2/')?.http !== undefined;
  if (!promised || !o || !(refused(o) || unanswered)) return null;
  return {
    because:
      'It promises HTTP/1.1 (which goes without saying but for no-default-alpn), and this address speaks HTTP/2 alone.',
    severity: 'info',
    evidence: [o.id],
  };
}

function strangeHints(view: View): Broken | null {
  const hints = records(view).flatMap((record) => record.hints);
  const known = new Set(view.https?.addresses ?? []);
  if (hints.length === 0 || known.size === 0 || hints.some((hint) => known.has(hint))) return null;
  return {
    because: `None of its address hints is an address of the name: clients may connect to those first.`,
    severity: 'warning',
    evidence: [],
  };
}
