import type { Lint } from '../lint.ts';
import { clients, fails } from './outcome.ts';

/** A server that fails, and nothing else says why: so that it never passes for well. */
export const unexplainedFailure: Lint = {
  id: 'unexplained-failure',
  code: 'SNI332',
  title: 'the server fails, and no known cause explains it',
  severity: 'error',
  found(subject) {
    const { check } = subject.predicted;
    const client = clients(subject).find(({ row }) => fails(row));
    if (check.up !== false && !client) return null;
    const traffic = client ? `a client gets ${client.row.status ?? 'nothing'} (${client.row.termination})` : null;
    const said = [check.up === false ? `the check ends in ${check.status}` : null, traffic].filter(
      (part) => part !== null,
    );
    return {
      at: subject.server.at,
      because: `Foretold: ${said.join(', and ')}.`,
      advice: ['Ask the backend step by step: `sni-doctor probe ADDRESS:PORT --host NAME --explain`.'],
      fixable: false,
    };
  },
};
