import type { Question } from '../../src/types.ts';

/**
 * A question with the defaults of the command's flags.
 * @param asked what differs
 * @returns the question
 */
export function question(asked: Partial<Question> & Pick<Question, 'port'>): Question {
  const { host = null } = asked;
  return {
    address: '127.0.0.1',
    httpPort: null,
    host,
    sni: host,
    hostHeader: host,
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
    ...asked,
  };
}
