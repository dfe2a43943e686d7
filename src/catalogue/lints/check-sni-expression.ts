import type { Lint } from '../lint.ts';
import { setting } from './setting.ts';

/** `check-sni` takes a literal (HAProxy manual, `check-sni`); `str(x)` is sent with its brackets. */
export const checkSniExpression: Lint = {
  id: 'check-sni-expression',
  code: 'SNI303',
  title: 'check-sni holds an expression, which is sent as it stands',
  severity: 'error',
  found({ server, predicted }) {
    const found = setting(server, 'check-sni');
    const name = found?.args[0]?.text ?? '';
    if (!found || !/[()%]|^(?:ssl_fc_sni|req[._]ssl_sni)$/.test(name)) return null;
    const inner = /^str\(["']?([^()"']+)["']?\)$/.exec(name)?.[1];
    return {
      at: found.at,
      because: `The check asks for a server that is called \`${name}\`: unlike \`sni\`, \`check-sni\` takes the name itself.`,
      advice: [`Write \`check-sni ${inner ?? 'NAME'}\`.`],
      fixable: inner !== undefined,
      // The backend does not mind which name it is asked for.
      ...(predicted.check.up ? { severity: 'warning' } : {}),
    };
  },
};
