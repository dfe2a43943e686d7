import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { Refusal } from './refusal.ts';

/** What the system says of an address that is none of its own, or of a family that it does not have. */
const foreign = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/**
 * Checks that connections can come from an address. The system is asked, not its list of interfaces: all of 127.0.0.0/8
 * is local, and so may be whole networks. Nothing is sent.
 * @param source IP literal
 * @throws Refusal with exit code 2 for an address of another machine
 */
export async function checkSourceAddress(source: string): Promise<void> {
  const socket = createSocket(isIPv6(source) ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject).bind({ address: source, port: 0, exclusive: true }, resolve);
    });
  } catch (error) {
    // Anything else (no descriptor left, say) is for the connections themselves to report.
    if (foreign.has((error as NodeJS.ErrnoException).code ?? ''))
      throw new Refusal(2, `--source ${source}: no address of this machine`);
  } finally {
    socket.close();
  }
}

/**
 * The addresses of a target that a source can reach at all: an IPv4 address connects to IPv4 addresses only, and an
 * IPv6 address to IPv6 addresses.
 * @param target ADDRESS as it was written
 * @param addresses what it stands for
 * @param source IP literal; null: the system's choice, which fits every address
 * @returns those of the source's family
 * @throws Refusal with exit code 2 where there are none
 */
export function ofSourceFamily(target: string, addresses: readonly string[], source: string | null): string[] {
  if (source === null) return [...addresses];
  const fitting = addresses.filter((address) => isIPv6(address) === isIPv6(source));
  if (fitting.length > 0) return fitting;
  const [own, other] = isIPv6(source) ? ['IPv6', 'IPv4'] : ['IPv4', 'IPv6'];
  throw new Refusal(2, `--source ${source} is an ${own} address, but ${target} is reached over ${other} only`);
}
