import { bracketed } from '../host-name.ts';
import type { Question } from '../types.ts';
import type { Asked, Name } from './probe-arguments.ts';
import type { Target } from './target.ts';

/**
 * One question for every address and host.
 * @param asked the arguments of `probe`
 * @param addressesOf the addresses of the targets that are names
 * @returns questions in the order of the arguments, each once
 */
export function questions(asked: Asked, addressesOf: ReadonlyMap<string, readonly string[]>): Question[] {
  const all = asked.targets.flatMap((target) => {
    const addresses = target.isAddress ? [target.host] : (addressesOf.get(target.host) ?? []);
    return addresses.flatMap((address) => hostsOf(asked, target).map((host) => question(asked, target, address, host)));
  });
  const distinct = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()];
}

function hostsOf(asked: Asked, target: Target): (Name | null)[] {
  if (asked.hosts.length > 0) return asked.hosts;
  return [target.isAddress ? null : { name: target.host, isAddress: false }];
}

function question(asked: Asked, target: Target, address: string, host: Name | null): Question {
  const sni = asked.sni === undefined ? host : asked.sni;
  const hostHeader = asked.hostHeader === undefined ? host && bracketed(host) : asked.hostHeader;
  return {
    address,
    port: target.port ?? asked.port,
    // A port of its own says that this very port is meant, and not the pair of a web server.
    httpPort: asked.httpPort === undefined ? (target.port === null ? 80 : null) : asked.httpPort,
    host: host?.name ?? sni?.name ?? hostHeader?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? null,
    // An IP literal is no server name (RFC 6066, section 3).
    sni: sni === null || sni.isAddress ? null : sni.name,
    hostHeader,
    path: asked.path ?? target.path ?? '/',
    ...asked.rest,
  };
}
