import { alpn } from '../../catalogue/needs/alpn.ts';
import { httpVersion } from '../../catalogue/needs/http-version.ts';
import { argument } from '../../haproxy/model/setting.ts';
import type { Server } from '../../haproxy/model/types.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';
import { standsElsewhere } from './edit-place.ts';
import type { Traffic } from './traffic.ts';

/**
 * The application protocol that traffic is to offer, or none where the backend does not take what is offered (HAProxy
 * manual, `alpn`, `proto`).
 * @param patient the server
 * @param traffic its traffic
 * @returns the edits
 */
export function alpnEdits(patient: Patient, { passed, fails }: Traffic): CureEdit[] {
  const { target, wanted, result } = patient;
  const { server, proxy } = target;
  const because = result.needs.includes('alpn') ? alpn.code : httpVersion.code;
  const why = { because, since: '1.9' } as const;
  // In mode tcp HAProxy does not turn one HTTP into another.
  if (!fails || passed || (proxy.mode !== 'http' && wanted.alpn === 'h2')) return [];
  const offered = argument(server, 'alpn');
  const proto = argument(server, 'proto');
  // In clear text nothing agrees on HTTP/2.
  if (wanted.proto !== null && proxy.mode === 'http') {
    return proto === wanted.proto
      ? []
      : [serverEdit(patient, ['proto', wanted.proto], { ...why, because: httpVersion.code })];
  }
  if (wanted.alpn !== null) {
    const contrary = proto !== null && proto !== (wanted.alpn === 'h2' ? 'h2' : 'h1');
    return [
      ...(offered === wanted.alpn ? [] : [serverEdit(patient, ['alpn', wanted.alpn], why)]),
      ...(contrary ? protoEdits(patient, wanted.alpn === 'h2' ? 'h2' : 'h1', why) : []),
    ];
  }
  return [
    ...withoutEdits(patient, /^(?:alpn|npn)$/, { ...why, because: alpn.code }),
    ...(offered !== null && elsewhere(server, 'alpn') ? [serverEdit(patient, ['alpn', 'http/1.1'], why)] : []),
    ...(proto === 'h2' ? protoEdits(patient, 'h1', why) : []),
  ];
}

function protoEdits(patient: Patient, name: string, why: { because: string; since: string }): CureEdit[] {
  if (elsewhere(patient.target.server, 'proto')) return [serverEdit(patient, ['proto', name], why)];
  return withoutEdits(patient, /^proto$/, why);
}

function elsewhere(server: Server, keyword: string): boolean {
  const setting = server.settings.get(keyword);
  return setting !== undefined && standsElsewhere(server, setting);
}
