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
      } nothing: HAProxy speaks clear text there, and does not say so.`,
      advice: [
        passed
          ? 'Where clients bring their own TLS, write `check-ssl` for the check and drop the rest. Else write `ssl` with `verify` or `ca-file`.'
          : 'Write `ssl` with `verify required ca-file FILE`, or drop the words.',
      ],
      fixable: true,
      // One default-server line may serve servers of both kinds.
      ...(idle.every(({ inherited }) => inherited) ? { severity: 'info' } : {}),
    };
  },
};

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
