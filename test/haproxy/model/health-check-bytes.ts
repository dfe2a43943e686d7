import type { CheckSend, HealthCheck } from '../../../src/haproxy/model/types.ts';

const bodyless = ['OPTIONS', 'GET', 'HEAD', 'DELETE'];

/** Stands for the value of `x-haproxy-server-state`. */
export const anyState = '*';

/**
 * What a check sends over HTTP/1 or as bytes, as HAProxy 2.6.12 and later write it.
 * @param check its rules
 * @returns of each connection in turn: the messages, told apart by what is expected between them
 */
export function messagesOf({ rules, sendState }: HealthCheck): string[][] {
  const connections: string[][] = [[]];
  let message = '';
  const flush = () => {
    if (message !== '') connections.at(-1)?.push(message);
    message = '';
  };
  for (const [index, rule] of rules.entries()) {
    if (rule.action === 'bytes') message += rule.bytes;
    if (rule.action === 'send') message += requestText(rule, sendState);
    if (rule.action === 'expect' || rule.action === 'connect') flush();
    const opensAnother = rules.slice(0, index).some(({ action }) => action !== 'other');
    if (rule.action === 'connect' && opensAnother) connections.push([]);
  }
  flush();
  return connections;
}

function requestText(rule: CheckSend, sendState: boolean): string {
  const { version, method, uri } = rule;
  const eleven = /^HTTP\/(?:1\.[1-9]|[2-9].\d)$/.test(version);
  const line = eleven || version === 'HTTP/2' ? 'HTTP/1.1' : version;
  const body = rule.body ?? '';
  const asked = rule.headers.find(([name]) => name.toLowerCase() === 'connection')?.[1] ?? 'close';
  const headers = rule.headers.map(([name, value]) => [name.toLowerCase(), value]);
  const sent = headers.filter(([name]) => name !== 'connection');
  if (sendState) sent.push(['x-haproxy-server-state', anyState]);
  if (body !== '' || !bodyless.includes(method)) sent.push(['content-length', String(body.length)]);
  if (asked === (eleven ? 'close' : 'keep-alive')) sent.push(['connection', asked]);
  const lines = [`${method} ${uri} ${line}`, ...sent.map((header) => header.join(': ')), '', body];
  return lines.join('\r\n');
}
