import { checkRequest, serverState } from '../../../src/haproxy/check-request.ts';
import type { CheckSend, HealthCheck } from '../../../src/haproxy/model/types.ts';
import type { HaproxyVersion } from '../../../src/haproxy/versions.ts';
import { requestText } from '../../../src/request-text.ts';

/** Stands for the value of `x-haproxy-server-state`. */
export const anyState = '*';

/**
 * What a check sends over HTTP/1 or as bytes.
 * @param check its rules
 * @param version one release
 * @returns of each connection in turn: the messages, told apart by what is expected between them
 */
export function messagesOf(check: HealthCheck, version: HaproxyVersion): string[][] {
  const { rules } = check;
  const connections: string[][] = [[]];
  let message = '';
  const flush = () => {
    if (message !== '') connections.at(-1)?.push(message);
    message = '';
  };
  for (const [index, rule] of rules.entries()) {
    if (rule.action === 'bytes') message += rule.bytes;
    if (rule.action === 'send') message += requestOf(rule, check, version);
    if (rule.action === 'expect' || rule.action === 'connect') flush();
    const opensAnother = rules.slice(0, index).some(({ action }) => action !== 'other');
    if (rule.action === 'connect' && opensAnother) connections.push([]);
  }
  flush();
  return connections;
}

function requestOf(rule: CheckSend, check: HealthCheck, version: HaproxyVersion): string {
  const expects = check.rules.some((one) => one.action === 'expect' && !one.implicit);
  const bytes = requestText(checkRequest(rule, version, { expects, sendState: check.sendState }));
  return bytes.replace(`${serverState.join(': ')}\r\n`, `${serverState[0]}: ${anyState}\r\n`);
}
