import type { Credentials } from '../probe/exchange.ts';
import type { Plan } from '../types.ts';

/**
 * Reads the files that configurations name, each once.
 * @param readFile as of `CheckOptions`
 * @returns what a plan's paths lead to; a file that cannot be read is like one without certificates
 */
export function fileCredentials(readFile: (path: string) => string | null): (plan: Plan) => Credentials {
  const files = new Map<string, string>();
  const content = (path: string): string => {
    const known = files.get(path) ?? readFile(path) ?? '';
    files.set(path, known);
    return known;
  };
  // HAProxy looks for the key beside the certificate too (HAProxy manual, `ssl-load-extra-files`; measured).
  const keyOf = (path: string): string => {
    const own = content(path);
    return own.includes('PRIVATE KEY-----') ? own : content(`${path}.key`);
  };
  return ({ tls }) => {
    const pair = tls?.certificate;
    return {
      ca: tls?.caFile ? content(tls.caFile) : null,
      certificate: pair ? { cert: content(pair.certFile), key: keyOf(pair.keyFile) } : null,
      ...(tls?.crlFile !== undefined && { crl: content(tls.crlFile) }),
    };
  };
}
