import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkOf, setting } from './setting.ts';

/**
 * `check-sni`, and `sni` of a connect rule, take a literal (HAProxy manual, `check-sni`, `http-check connect`): `str(x)`
 * is sent with its brackets.
 */
export const checkSniExpression: Lint = {
  id: 'check-sni-expression',
  code: 'SNI303',
  title: 'check-sni holds an expression, which is sent as it stands',
  severity: 'error',
  found(subject) {
    const sent = nameSent(subject);
    if (!sent || !/[()%]|^(?:ssl_fc_sni|req[._]ssl_sni)$/.test(sent.name)) return null;
    const { name, at, keyword } = sent;
    const inner = /^str\(["']?([^()"']+)["']?\)$/.exec(name)?.[1];
    return {
      at,
      because: `The check asks for a server that is called \`${name}\`: unlike \`sni\` of a server line, \`${keyword}\` ${
        keyword === 'sni' ? 'of a connect rule ' : ''
      }takes the name itself.`,
      advice: [`Write \`${keyword} ${inner ?? 'NAME'}\`.`],
      fixable: inner !== undefined,
      // The backend does not mind which name it is asked for.
      ...(subject.predicted.check.up ? { severity: 'warning' } : {}),
    };
  },
};

/** The name that the check sends, and where it is written; of a check that is not known, what `check-sni` says. */
function nameSent(subject: Subject): { name: string; keyword: 'sni' | 'check-sni'; at: Place } | null {
  const { server, sent } = subject;
  if (checkOf(subject) === null) return null;
  const own = setting(server, 'check-sni');
  const leg = sent.check?.legs.find(({ plan }) => /[()%]|_sni$/.test(plan.tls?.servername ?? ''));
  const name = leg?.plan.tls?.servername ?? null;
  if (name !== null && leg?.connect?.sni === name) return { name, keyword: 'sni', at: leg.connect.at };
  const written = own?.args[0]?.text ?? null;
  if (!own || written === null || (sent.check && name !== written)) return null;
  return { name: written, keyword: 'check-sni', at: own.at };
}
