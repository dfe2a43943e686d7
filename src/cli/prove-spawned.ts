import { askBinary } from '../prove/binary.ts';
import { CannotProve } from '../prove/cannot.ts';
import type { Prover } from './prove-prover.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** As it is called on the PATH. */
const usual = 'haproxy';

const hint = '--haproxy PATH names the program to run';

/**
 * Proves on HAProxy processes that are started for it.
 * @param program path, or a name on the PATH; null: `haproxy`
 * @param ablate whether each directive is taken away in turn
 * @param terminal environment and Ctrl-C
 * @returns the prover
 * @throws CannotProve where the program is no HAProxy that can be used
 */
export async function spawning(program: string | null, ablate: boolean, { env, signal }: Terminal): Promise<Prover> {
  const binary = await askBinary(program ?? usual, env, signal).catch((error: unknown) => {
    if (error instanceof CannotProve && program === null) throw new Refusal(3, error.message, hint);
    throw error;
  });
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
