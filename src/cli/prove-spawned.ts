import { askBinary } from '../prove/binary.ts';
import type { Prover } from './prove-prover.ts';
import type { Terminal } from './terminal.ts';

/**
 * Proves on HAProxy processes that are started for it.
 * @param program path, or a name on the PATH
 * @param ablate whether each directive is taken away in turn
 * @param terminal environment and Ctrl-C
 * @returns the prover
 * @throws CannotProve where the program is no HAProxy that can be used
 */
export async function spawning(program: string, ablate: boolean, { env, signal }: Terminal): Promise<Prover> {
  const binary = await askBinary(program, env, signal);
  return {
    version: binary.version,
    async configuration(options, variables, onRun) {
      const { proveConfiguration } = await import('../prove/configuration.ts');
      const own = { ...binary, env: { ...env, ...Object.fromEntries(variables) } };
      return proveConfiguration(options, { binary: own, signal, onRun }, ablate);
    },
    async remedy(question, result, onRun) {
      const { proveRemedy } = await import('../prove/remedy.ts');
      return proveRemedy(question, result, { binary, signal, onRun }, ablate);
    },
  };
}
