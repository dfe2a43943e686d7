import { checkSniExpression } from '../../catalogue/lints/check-sni-expression.ts';
import { checkTransportDropped } from '../../catalogue/lints/check-transport-dropped.ts';
import { tlsToClearPort } from '../../catalogue/lints/tls-to-clear-port.ts';
import { alpn as alpnNeed } from '../../catalogue/needs/alpn.ts';
import { httpVersion } from '../../catalogue/needs/http-version.ts';
import { proxyProtocol } from '../../catalogue/needs/proxy-protocol.ts';
import { sni as sniNeed } from '../../catalogue/needs/sni.ts';
import { tls as tlsNeed } from '../../catalogue/needs/tls.ts';
import { goesElsewhere } from '../../haproxy/check-sends.ts';
import { isSentWithTraffic } from '../../haproxy/model/proxy-header.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import type { Server } from '../../haproxy/model/types.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import type { Demand } from './check-demand.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';
import { standsElsewhere } from './edit-place.ts';

/**
 * The words of a server line that give its check what a connection has to have (HAProxy manual, chapter 5.2; haproxy
 * v3.4.0 src/check.c:1811-1831): those that a connect rule with `default` takes over too.
 * @param patient the server
 * @param demand what the connection has to have
 * @returns the ways, the best first; one without edits where nothing is missing
 */
export function serverWays(patient: Patient, demand: Demand): CureEdit[][] {
  const { server } = patient.target;
  const said = [...nameEdits(patient, demand), ...protocolEdits(patient, demand)];
  const base = [...transportWords(patient, demand), ...said];
  const ways = [base, ...otherProtocol(patient, demand).map((edits) => [...base, ...edits])];
  const moved = goesElsewhere(server) ? stayEdits(patient) : [];
  if (moved.length > 0) ways.push([...moved, ...said]);
  return ways;
}

/** TLS and the PROXY header, where `port` or `addr` makes the check begin without. */
function transportWords(patient: Patient, { tls, proxy }: Demand): CureEdit[] {
  const { server } = patient.target;
  const elsewhere = goesElsewhere(server);
  const edits: CureEdit[] = [];
  if (tls) {
    const because = elsewhere && has(server, 'ssl') ? checkTransportDropped.code : tlsNeed.code;
    const why = { because, since: '1.5' };
    edits.push(...withoutEdits(patient, /^no-check-ssl$/, why));
    // Where traffic is to speak TLS, the check follows it.
    const follows = !elsewhere && (has(server, 'ssl') || patient.wanted.ssl) && !staysOff(server, 'no-check-ssl');
    if (!follows && !has(server, 'check-ssl')) edits.push(serverEdit(patient, ['check-ssl'], why));
  } else edits.push(...off(patient, 'check-ssl', { because: tlsToClearPort.code, since: '1.5' }));
  const why = { because: elsewhere ? checkTransportDropped.code : proxyProtocol.code, since: '1.5' };
  if (proxy === null) edits.push(...off(patient, 'check-send-proxy', why), ...optionsOff(patient, why));
  else if (elsewhere && !has(server, 'check-send-proxy')) edits.push(serverEdit(patient, ['check-send-proxy'], why));
  return edits;
}

/** Options alone make a check begin with a header that traffic does not have. */
function optionsOff(patient: Patient, why: { because: string; since: string }): CureEdit[] {
  const { server, version } = patient.target;
  const header = server.settings.get('send-proxy');
  if (header?.keyword !== 'proxy-v2-options' || isSentWithTraffic(header, version)) return [];
  return withoutEdits(patient, /^proxy-v2-options$/, why);
}

function staysOff(server: Server, keyword: string): boolean {
  const setting = server.settings.get(keyword);
  return setting !== undefined && standsElsewhere(server, setting);
}

/** Takes a word off the server's line, or takes it back where it stands on another. */
function off(patient: Patient, keyword: string, why: { because: string; since: string }): CureEdit[] {
  const { server } = patient.target;
  const back = staysOff(server, keyword) ? [serverEdit(patient, [`no-${keyword}`], { ...why, since: '1.8' })] : [];
  return [...withoutEdits(patient, new RegExp(`^${keyword}$`), why), ...back];
}

function nameEdits(patient: Patient, { name }: Demand): CureEdit[] {
  const { target, result } = patient;
  const said = argument(target.server, 'check-sni');
  if (name === null || said === name) return [];
  const because = said !== null && /[()%]/.test(said) ? checkSniExpression.code : sniNeed.code;
  const notes = said === null && !result.needs.includes('host') && isNameImplied(patient) ? [nameAlone] : [];
  return [serverEdit(patient, ['check-sni', name], { because, since: '1.8', notes })];
}

/** Whether a Host in the check would give it a server name as well. */
function isNameImplied({ target }: Patient): boolean {
  const { version, sent } = target;
  const [leg] = sent.check?.legs ?? [];
  return sent.check?.type === 'httpchk' && leg?.connect === null && since(version, introduced.automaticSni);
}

const nameAlone =
  'check-sni rather than a Host in the check, which HAProxy 3.3 and later would take the name from: the backend does not ask for a Host.';

/** ALPN and the HTTP that is spoken (HAProxy manual, `check-alpn`, `check-proto`). */
function protocolEdits(patient: Patient, { tls, alpn }: Demand): CureEdit[] {
  const { server } = patient.target;
  const because = patient.result.needs.includes('alpn') ? alpnNeed.code : httpVersion.code;
  const why = { because, since: '2.0' };
  const edits: CureEdit[] = [];
  const said = argument(server, 'check-alpn');
  // In clear text nothing but that word may say that it is HTTP/2.
  if (!tls) return edits;
  edits.push(...withoutEdits(patient, /^check-proto$/, { because, since: '2.2' }));
  if (alpn !== null) return said === alpn ? edits : [...edits, serverEdit(patient, ['check-alpn', alpn], why)];
  const spoken = said ?? argument(server, 'alpn');
  if (spoken === null || spoken === 'http/1.1') return edits;
  // What the server's alpn offers may reach the check, which then speaks another protocol (haproxy commit c6d33c09f).
  if (said === null || staysOff(server, 'check-alpn'))
    return [...edits, serverEdit(patient, ['check-alpn', 'http/1.1'], why)];
  return [...edits, ...withoutEdits(patient, /^check-alpn$/, why)];
}

/** What `proto` says of traffic holds for the check too, which may not be able to: over TLS before 3.2, say. */
function otherProtocol(patient: Patient, { tls, alpn }: Demand): CureEdit[][] {
  const { server } = patient.target;
  const why = { because: httpVersion.code, since: '2.2' };
  if (!tls) {
    const words = withoutEdits(patient, /^check-proto$/, why);
    return words.length > 0 ? [words] : [];
  }
  const proto = argument(server, 'proto');
  if (proto === null || (alpn === 'h2' && staysOff(server, 'proto'))) return [];
  if (alpn !== 'h2') return [[serverEdit(patient, ['check-proto', 'h1'], why)]];
  const offer = argument(server, 'alpn') === 'h2' ? [] : [serverEdit(patient, ['alpn', 'h2'], why)];
  return [[...withoutEdits(patient, /^proto$/, why), ...offer]];
}

const stays = {
  because: checkTransportDropped.code,
  since: '1.5',
  safety: 'review',
  notes: ['The check then goes where traffic goes, and speaks as it does.'],
} as const;

/** `port` and `addr` go, where both stand on the server's own line. */
function stayEdits(patient: Patient): CureEdit[] {
  const { server } = patient.target;
  if (staysOff(server, 'port') || staysOff(server, 'addr')) return [];
  return withoutEdits(patient, /^(?:port|addr)$/, stays);
}

/**
 * The way of a check whose connection goes to a place of which nothing is known: back to where traffic goes.
 * @param patient the server
 * @returns empty where no word of its line sends it there
 */
export function backWays(patient: Patient): CureEdit[][] {
  const edits = goesElsewhere(patient.target.server) ? stayEdits(patient) : [];
  return edits.length > 0 ? [edits] : [];
}
