import { proxyProtocol } from '../../catalogue/needs/proxy-protocol.ts';
import { proxyVersion } from '../../haproxy/check-sends.ts';
import { serverSpans } from '../../haproxy/edit/server-spans.ts';
import { isSentWithTraffic } from '../../haproxy/model/proxy-header.ts';
import type { ProxyHeader } from '../../types.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';
import { statementAt } from './edit-place.ts';
import type { Traffic } from './traffic.ts';

const why = { because: proxyProtocol.code, since: '1.5' } as const;
const header = /^send-proxy(?:-v2(?:-ssl(?:-cn)?)?)?$|^proxy-v2-options$/;

/**
 * The PROXY header that the backend wants, or none where it cannot take one (HAProxy manual, `send-proxy`).
 * @param patient the server
 * @param traffic its traffic
 * @returns the edits
 */
export function proxyEdits(patient: Patient, traffic: Traffic): CureEdit[] {
  const { server } = patient.target;
  if (!traffic.here) return [];
  const wanted = patient.result.needs.includes('proxy-protocol') ? patient.wanted.sendProxy : null;
  const sent = isSentWithTraffic(server.settings.get('send-proxy'), patient.target.version)
    ? proxyVersion(server)
    : null;
  if (wanted === sent) return [];
  if (wanted !== null) return sent === null || traffic.fails ? headerEdits(patient, wanted, sent) : [];
  // Its centre was answered without a header: one that is sent may be what it stumbles over.
  return traffic.fails ? [...withoutEdits(patient, header, why), ...inheritedOff(patient)] : [];
}

/** Version 2 goes before version 1 where both are asked for (haproxy v3.4.0 src/backend.c, `connect_server`). */
function headerEdits(patient: Patient, wanted: ProxyHeader, sent: ProxyHeader | null): CureEdit[] {
  const keyword = wanted === 'v2' ? 'send-proxy-v2' : 'send-proxy';
  const own = ownWords(patient);
  return [
    ...withoutEdits(patient, wanted === 'v2' ? /^no-send-proxy-v2/ : /^no-send-proxy$/, why),
    ...(wanted === 'v1' && sent === 'v2' ? inheritedOff(patient) : []),
    ...(own.includes(keyword) ? [] : [serverEdit(patient, [keyword], why)]),
  ];
}

function ownWords({ configuration, target }: Patient): string[] {
  const line = statementAt(configuration, target.server.at);
  return line ? serverSpans(line.words).map(({ keyword }) => keyword) : [];
}

/** Each of the keywords has a negation of its own, which takes back that part alone (haproxy v3.4.0 src/server.c:1410). */
function inheritedOff(patient: Patient): CureEdit[] {
  const setting = patient.target.server.settings.get('send-proxy');
  if (!setting?.inherited || !/^send-proxy/.test(setting.keyword)) return [];
  return [serverEdit(patient, [`no-${setting.keyword}`], why)];
}
