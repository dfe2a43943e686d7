import type { Question } from '../../src/types.ts';
import { asked } from '../question.ts';

/**
 * A question to a backend on loopback.
 * @param changes what differs from the command's defaults; `host` is server name and Host unless they are given
 * @returns the question
 */
export function question(changes: Partial<Question> & Pick<Question, 'port'>): Question {
  const { host = null } = changes;
  return asked({ address: '127.0.0.1', host, sni: host, hostHeader: host, ...changes });
}
