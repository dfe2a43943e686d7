import type { ProxySection } from '../../haproxy/model/types.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Lint } from '../lint.ts';
import { frontendsOf } from './frontends.ts';
import { comparisons, type NameRule, ofHello, rulesTo } from './name-rules.ts';
import { setting } from './setting.ts';

/** Where TLS ends at HAProxy the name is in `ssl_fc_sni`; where it is passed through, in `req.ssl_sni`: never in both. */
export const nameReadElsewhere: Lint = {
  id: 'name-read-elsewhere',
  code: 'SNI334',
  title: 'the server name is read where it is not',
  severity: 'error',
  found(subject) {
    for (const rule of rulesTo(subject)) {
      const wrong = wrongFetch(rule.frontend);
      if (!wrong || rule.idle || !isDead(rule, wrong)) continue;
      return { at: rule.at, ...said(rule.frontend, wrong, 'the rule never matches') };
    }
    const found = setting(subject.server, 'sni');
    const frontends = frontendsOf(subject);
    const wrong = frontends.map(wrongFetch);
    const [first] = wrong;
    const [frontend] = frontends;
    if (!found || !first || !frontend || wrong.some((one) => one !== first)) return null;
    // In `mode http` this is told as a name of the connection in place of the request's.
    if (!subject.server.settings.has('ssl') || (first === 'ssl_fc_sni' && subject.proxy.mode === 'http')) return null;
    if (!reads(first).test(found.args[0]?.text ?? '')) return null;
    return {
      at: found.at as Place,
      ...said(frontend, first, 'no server name is sent'),
      severity: subject.predicted.check.up === false ? 'error' : 'warning',
    };
  },
};

type Fetch = 'req.ssl_sni' | 'ssl_fc_sni';

/** What has no value in a frontend; null: both may have. */
function wrongFetch({ binds }: ProxySection): Fetch | null {
  if (binds.length === 0) return null;
  if (binds.every(({ ssl }) => ssl)) return 'req.ssl_sni';
  return binds.some(({ ssl }) => ssl) ? null : 'ssl_fc_sni';
}

function reads(fetch: Fetch): RegExp {
  return fetch === 'req.ssl_sni' ? /(?:^|%\[)req[._]ssl_sni\b/ : /(?:^|%\[)ssl_fc_sni\b/;
}

/** Each alternative demands a match with a value that is not there; of a name that is put together, nothing is left. */
function isDead({ frontend, target, condition, at }: NameRule, fetch: Fetch): boolean {
  if (reads(fetch).test(target.text)) return true;
  if (!condition || condition.unless) return false;
  const suites = comparisons(frontend, at, condition) ?? [];
  const absent = (name: string) => (fetch === 'req.ssl_sni' ? ofHello.test(name) : name === fetch);
  return (
    suites.length > 0 &&
    suites.every((terms) =>
      terms.some((lines) => lines.length > 0 && lines.every((one) => !one.negated && absent(one.fetch))),
    )
  );
}

function said({ kind, name, mode }: ProxySection, fetch: Fetch, then: string) {
  if (fetch === 'req.ssl_sni')
    return {
      because: `TLS ends at ${kind} ${name}: what it sees then is the request, in which \`req.ssl_sni\` finds no ClientHello, and ${then}.`,
      advice: [
        `Write \`ssl_fc_sni\` there${mode === 'http' ? ', or better the Host: `req.hdr(host)` with `-m str -i`' : ''}.`,
      ],
      fixable: true,
    };
  const tcp = mode === 'tcp';
  return {
    because: `No \`bind\` of ${kind} ${name} takes TLS: \`ssl_fc_sni\` has no value there, and ${then}.`,
    advice: [
      tcp
        ? 'Where TLS is passed through write `req.ssl_sni`, with `tcp-request inspect-delay 5s` and `tcp-request content accept if { req.ssl_hello_type 1 }`.'
        : 'Clients come in clear text: look at the Host, `req.hdr(host)`.',
    ],
    fixable: true,
  };
}
