import { parseVersion } from '../haproxy/versions.ts';
import { proveConfigurationOn, proveRemedyOn } from '../prove/on-running.ts';
import { readyHaproxy } from '../prove/runtime-haproxy.ts';
import { statsSocket } from '../prove/stats-socket.ts';
import type { Prover } from './prove-prover.ts';
import { orUsageError, Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/**
 * Proves on a HAProxy that runs.
 * @param name of its stats socket
 * @param backend whose rules checks have; null: those of the server's own
 * @param terminal Ctrl-C
 * @returns the prover
 * @throws RuntimeRefusal where it cannot be used; Refusal for a name that is none, or a version that is not modelled
 */
export async function running(name: string, backend: string | null, { signal }: Terminal): Promise<Prover> {
  const socket = orUsageError('--runtime', () => statsSocket(name));
  const ready = await readyHaproxy(socket, signal);
  const on = { socket: name, version: versionOf(ready.version), signal };
  return {
    version: on.version,
    configuration: (options) => proveConfigurationOn(options, on),
    remedy: (question, result) => proveRemedyOn(question, result, on, backend),
  };
}

function versionOf(text: string) {
  try {
    return parseVersion(text);
  } catch (error) {
    throw new Refusal(3, (error as Error).message);
  }
}
