import type { Lint } from '../lint.ts';
import { listed, written } from './setting.ts';

const ofChecks = [
  'check-sni',
  'check-alpn',
  'check-ssl',
  'check-proto',
  'check-send-proxy',
  'check-via-socks4',
  'healthcheck',
  'port',
  'addr',
  'inter',
  'fastinter',
  'downinter',
  'rise',
  'fall',
];

/** Words that set up a check do not ask for one: `check` does (HAProxy manual, `check`). */
export const checkWordsWithoutCheck: Lint = {
  id: 'check-words-without-check',
  code: 'SNI317',
  title: 'words of a check on a server without check',
  severity: 'warning',
  found({ server: { settings } }) {
    // Another server's check, the agent's or real traffic decide: some of the words are theirs too.
    if (['check', 'track', 'agent-check', 'observe'].some((keyword) => settings.has(keyword))) return null;
    const idle = ofChecks.flatMap((keyword) => settings.get(keyword) ?? []).filter(({ inherited }) => !inherited);
    const [first] = idle;
    if (!first) return null;
    return {
      at: first.at,
      because: `There is no \`check\` on this server, so ${listed(idle.map((setting) => `\`${written(setting)}\``))} ${
        idle.length === 1 ? 'does' : 'do'
      } nothing: the server is taken for UP, whatever becomes of it.`,
      advice: ['Write `check` on the server line.'],
      fixable: true,
    };
  },
};
