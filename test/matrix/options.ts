import { parseVersion } from '../../src/haproxy/versions.ts';
import type { MatrixOptions } from '../../src/matrix/options.ts';

interface Given extends Partial<MatrixOptions> {
  /** PEM text of the authority to trust. */
  ca?: string;
}

/**
 * Options of a run, as the command's defaults make them but for the time that tests have.
 * @param given what is otherwise
 */
export function matrixOptions({ ca, ...given }: Given = {}): MatrixOptions {
  return {
    method: 'GET',
    path: '/',
    expect: null,
    timeout: 3000,
    retries: 1,
    concurrency: 64,
    perTarget: given.concurrency ?? 64,
    rate: null,
    source: null,
    proxy: null,
    certificate: null,
    caFile: null,
    credentials: { ca: ca ?? null, certificate: null },
    version: parseVersion('any'),
    body: false,
    ...given,
  };
}
