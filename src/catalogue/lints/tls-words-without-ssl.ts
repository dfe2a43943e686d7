import type { Setting } from '../../haproxy/model/types.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkOf, connects, listed, written } from './setting.ts';

/** HAProxy accepts these words on a server that speaks clear text, says nothing and does nothing with them. */
export const tlsWordsWithoutSsl: Lint = {
  id: 'tls-words-without-ssl',
  code: 'SNI308',
  title: 'words of TLS on a server that speaks clear text',
  severity: 'warning',
  found(subject) {
    const idle = [...idleInTraffic(subject), ...idleInChecks(subject)];
    const [first] = idle;
    if (!first) return null;
    const words = listed(idle.map((setting) => `\`${written(setting)}\``));
    const passed = subject.proxy.mode === 'tcp';
    return {
      at: first.at,
      because: `${subject.server.settings.has('ssl') ? 'With `no-check-ssl`' : 'Without `ssl`'} ${words} ${
        idle.length === 1 ? 'does' : 'do'
      } nothing: HAProxy begins no TLS of its own there, and does not say so.`,
      advice: [passed ? passedAdvice(subject) : 'Write `ssl` with `verify required ca-file FILE`, or drop the words.'],
      fixable: true,
      // One default-server line may serve servers of both kinds.
      ...(idle.every(({ inherited }) => inherited) ? { severity: 'info' } : {}),
    };
  },
};

/** Where the clients' TLS is passed on, the check alone has TLS and a server name of its own. */
function passedAdvice(subject: Subject): string {
  const { settings } = subject.server;
  const drop = idleInTraffic(subject).map(({ keyword }) => `\`${keyword}\``);
  const check = checkOf(subject);
  const write: string[] = [];
  if (check && connects(check).length === 0) {
    if (!settings.has('check-ssl')) write.push('`check-ssl`');
    if (!settings.has('check-sni')) write.push('`check-sni NAME`');
  }
  const steps = [
    ...(write.length > 0 ? [`write ${listed(write)} for the check`] : []),
    ...(drop.length > 0 ? [`drop ${listed(drop)}`] : []),
  ];
  return `Where clients bring their own TLS, ${listed(steps) || 'drop the words'}. Else write \`ssl\` with \`verify\` or \`ca-file\`.`;
}

function idleInTraffic({ server: { settings } }: Subject): Setting[] {
  if (settings.has('ssl')) return [];
  // `alpn` reaches the check's handshake too.
  return some(settings, settings.has('check-ssl') ? ['sni'] : ['sni', 'alpn']);
}

function idleInChecks(subject: Subject): Setting[] {
  const { settings } = subject.server;
  const check = checkOf(subject);
  if (check === null || settings.has('check-ssl') || connects(check).some(({ ssl }) => ssl)) return [];
  return settings.has('ssl') && !settings.has('no-check-ssl') ? [] : some(settings, ['check-sni', 'check-alpn']);
}

function some(settings: Subject['server']['settings'], keywords: string[]): Setting[] {
  return keywords.flatMap((keyword) => settings.get(keyword) ?? []);
}
