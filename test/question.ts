import type { Question } from '../src/types.ts';

/**
 * A question after www.example.test at 192.0.2.7:443, as the command's defaults make it.
 * @param changes what is asked otherwise
 */
export function asked(changes: Partial<Question> = {}): Question {
  return {
    address: '192.0.2.7',
    port: 443,
    httpPort: null,
    host: 'www.example.test',
    sni: 'www.example.test',
    hostHeader: 'www.example.test',
    publicHost: null,
    path: '/',
    method: 'GET',
    expect: null,
    forwardedProto: false,
    mode: 'http',
    proxy: null,
    certificate: null,
    caFile: null,
    source: null,
    timeout: 5000,
    gentle: false,
    ...changes,
  };
}
