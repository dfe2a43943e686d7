import type { Lint } from '../lint.ts';
import { setting } from './setting.ts';

/** `sni` takes a sample expression (HAProxy manual, `sni`): a dot before any bracket is no sample fetch of a name's kind. */
export const sniNotAnExpression: Lint = {
  id: 'sni-not-an-expression',
  code: 'SNI304',
  title: 'sni holds a bare name, where an expression belongs',
  severity: 'error',
  found({ server }) {
    const found = setting(server, 'sni');
    const name = found?.args[0]?.text ?? '';
    if (!found || found.args[0]?.unset || !isBareName(name)) return null;
    return {
      at: found.at,
      because: `HAProxy does not start with \`sni ${name}\` ("unknown fetch method"): unlike \`check-sni\`, \`sni\` takes an expression.`,
      advice: [`Write \`sni str(${name})\`.`],
      fixable: true,
    };
  },
};

/** Sample fetches with a dot and without brackets are few: `req.ssl_sni`, `res.ver`, `fe.id`, ... */
function isBareName(text: string): boolean {
  if (!/^[a-z0-9*_-]+(?:\.[a-z0-9_-]+)*\.?$/i.test(text)) return false;
  const [first = '', ...rest] = text.split('.');
  if (rest.length === 0) return /^localhost$|-/.test(text);
  return !/^(?:req|res|txn|sess|proc|env|capture|method|internal|wait|hdr|url|src|dst|fc|bc|ssl)$/.test(first);
}
