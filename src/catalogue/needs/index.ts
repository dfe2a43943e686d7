import type { NeedId } from '../../types.ts';
import type { FurtherNeedId, Need } from '../need.ts';
import { alpn } from './alpn.ts';
import { clientCertificate } from './client-certificate.ts';
import { curves } from './curves.ts';
import { forwardedProto } from './forwarded-proto.ts';
import { host } from './host.ts';
import { httpVersion } from './http-version.ts';
import { method } from './method.ts';
import { noServerName } from './no-server-name.ts';
import { proxyProtocol } from './proxy-protocol.ts';
import { redirect } from './redirect.ts';
import { securityLevel } from './security-level.ts';
import { sni } from './sni.ts';
import { tls } from './tls.ts';
import { tlsVersion } from './tls-version.ts';
import { userAgent } from './user-agent.ts';

/** All needs, in the order in which a connection meets them. */
export const needs: readonly Need[] = [
  proxyProtocol,
  tls,
  tlsVersion,
  securityLevel,
  curves,
  sni,
  noServerName,
  alpn,
  clientCertificate,
  host,
  method,
  userAgent,
  httpVersion,
  forwardedProto,
  redirect,
];

const further: readonly string[] = [
  'security-level',
  'curves',
  'no-server-name',
  'user-agent',
] satisfies FurtherNeedId[];

/**
 * Whether a result lists a need by its id, which is from a closed list.
 * @param id of a need
 * @returns true for those that it lists
 */
export function isListed(id: Need['id']): id is NeedId {
  return !further.includes(id);
}
