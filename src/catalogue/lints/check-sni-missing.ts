import type { Lint } from '../lint.ts';
import { failing } from './outcome.ts';
import { checkOf, setting } from './setting.ts';

/** `sni` is never used by checks, in any version (HAProxy manual, `sni`). */
export const checkSniMissing: Lint = {
  id: 'check-sni-missing',
  code: 'SNI323',
  title: 'sni without check-sni: traffic sends a name, the check does not',
  severity: 'warning',
  found(subject) {
    const { server, sent, seen, predicted } = subject;
    const found = setting(server, 'sni');
    const nameless = sent.check?.legs.findIndex(({ plan }) => plan.tls?.servername === null) ?? -1;
    if (!found || !checkOf(subject) || server.settings.has('check-sni') || !server.settings.has('ssl') || nameless < 0)
      return null;
    if (predicted.check.up) return null;
    const observation = seen?.check[nameless];
    // Refused or silent at the door, whatever name is sent.
    if (observation && observation.failure?.stage !== 'tls' && observation.http === undefined) return null;
    const constant = /^str\(([^()]+)\)$/.exec(found.args[0]?.text ?? '')?.[1];
    return {
      at: found.at,
      because: `The check does not use \`sni\`, and sends no name${
        observation ? `: it fails${failing(subject) ? '' : ', and traffic passes'}` : ''
      }.`,
      advice: [`Write \`check-sni ${constant ?? 'NAME'}\` beside it.`],
      fixable: true,
      ...(observation ? { severity: 'error' } : {}),
    };
  },
};
