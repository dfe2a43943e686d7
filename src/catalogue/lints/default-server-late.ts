import type { Lint } from '../lint.ts';

/** `default-server` serves the servers below it alone (HAProxy manual, `default-server`). */
export const defaultServerLate: Lint = {
  id: 'default-server-late',
  code: 'SNI316',
  title: 'default-server stands below the server it is meant for',
  severity: 'warning',
  found({ proxy, server }) {
    const late = proxy.otherRules.find(
      ({ keyword, at }) => keyword === 'default-server' && at.file === server.at.file && at.line > server.at.line,
    );
    if (!late) return null;
    // A list of servers may be divided on purpose, each part under a default-server of its own.
    const divided = proxy.servers.some(({ at }) => at.file === late.at.file && at.line > late.at.line);
    return {
      at: late.at,
      because: `This line stands below \`server ${server.name}\`, and serves only those below itself${
        divided ? '' : ': there are none'
      }.`,
      advice: ['Move it above the servers.'],
      fixable: true,
      ...(divided ? { severity: 'info' } : {}),
    };
  },
};
