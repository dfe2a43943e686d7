import { checkAddressPort } from './address.ts';
import type { CheckConnect, HealthCheck, Server } from './types.ts';

/**
 * Whether HAProxy knows no port to check (haproxy v3.4.0 src/check.c:1905-1945).
 * @param check the check
 * @param server the server that it checks
 * @returns what HAProxy refuses; null: there is a port, or none is needed
 */
export function checkPortMissing(check: HealthCheck, { address, settings }: Server): string | null {
  const [port, addr] = [settings.get('port')?.args[0], settings.get('addr')?.args[0]];
  if (port?.unset || addr?.unset || Number.parseInt(port?.text ?? '', 10) > 0) return null;
  const given = addr ? checkAddressPort(addr.text) : undefined;
  if (given === 'other' || typeof given === 'number') return null;
  // A name is not resolved yet when HAProxy looks.
  if (given === undefined && address.kind !== 'ip') return null;
  if (given === undefined && address.kind === 'ip' && typeof address.port === 'number') return null;
  if (given === null && address.kind !== 'other' && typeof address.port === 'number') return null;
  const rules = check.rules.filter(({ comment, action }) => action !== 'other' || comment === null);
  const connects = rules.filter((rule): rule is CheckConnect => rule.action === 'connect');
  const first = rules[0];
  const named = check.type === 'tcp-check' && first?.action === 'connect' && connects.every(hasPort);
  return named ? null : 'there is no port to check: neither the address nor "port" gives one';
}

function hasPort({ port, addr }: CheckConnect): boolean {
  return port !== null || (addr !== null && typeof checkAddressPort(addr) === 'number');
}
