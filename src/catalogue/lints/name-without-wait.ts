import type { ProxySection } from '../../haproxy/model/types.ts';
import type { Lint, LintShown } from '../lint.ts';
import { type HelloWait, helloWait } from './hello-wait.ts';
import { comparisons, type NameRule, ofHello, rulesTo } from './name-rules.ts';

/** A segment that is lost comes again after 200 ms at the earliest (Linux, TCP_RTO_MIN; RFC 6298 asks for a second). */
const resent = 200;

/** The server name of a ClientHello that has not come yet is no name: the rule does not match, and the next one decides. */
export const nameWithoutWait: Lint = {
  id: 'name-without-wait',
  code: 'SNI333',
  title: 'a rule reads the server name before the ClientHello has come',
  severity: 'error',
  found(subject) {
    for (const rule of rulesTo(subject)) {
      if (rule.idle || rule.frontend.mode !== 'tcp' || rule.frontend.binds.some(({ ssl }) => ssl)) continue;
      if (!readsHello(rule)) continue;
      const shown = told(rule.frontend, helloWait(rule.frontend));
      if (shown) return { at: rule.at, advice, fixable: true, ...shown };
    }
    return null;
  },
};

const advice = [
  'Write `tcp-request inspect-delay 5s` and `tcp-request content accept if { req.ssl_hello_type 1 }` in the frontend: both.',
];

function told(
  { kind, name }: ProxySection,
  { until, delay }: HelloWait,
): Pick<LintShown, 'because' | 'severity'> | null {
  const who = `${kind} ${name}`;
  if (until === 'none' && !delay)
    return {
      because: `Nothing makes ${who} wait: it decides when the connection is made, before the client has said anything, and the name is not there.`,
    };
  if (until === 'none')
    return {
      because: `\`tcp-request inspect-delay\` alone waits for nothing: no \`tcp-request content\` rule of ${who} looks at the ClientHello, so it decides when the connection is made.`,
    };
  if (until === 'first-bytes')
    return {
      because: `${capital(who)} waits for the first bytes, not for the whole ClientHello: where that comes in two segments, as post-quantum ones do, the name is lost.`,
      severity: 'warning',
    };
  if (until === 'whole' && delay !== null && delay < resent)
    return {
      because: `${capital(who)} waits ${delay} ms for the whole ClientHello: less than it takes to send a lost segment again (a number without unit is in milliseconds).`,
      severity: 'warning',
    };
  return null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name itself, or a variable that a content rule puts it into. */
function readsHello({ frontend, target, condition, at }: NameRule): boolean {
  const kept = new Set(
    frontend.otherRules.flatMap(({ keyword, words }) => {
      const [where, action, value] = words.map(({ text }) => text);
      const name = /^set-var\(([^,)]+)/.exec(action ?? '')?.[1];
      const reads = keyword === 'tcp-request' && where === 'content' && /^req[._]ssl_/.test(value ?? '');
      return reads && name !== undefined ? [name] : [];
    }),
  );
  if (/%\[req[._]ssl_/.test(target.text)) return true;
  const suites = comparisons(frontend, at, condition) ?? [];
  return suites.flat(2).some(({ fetch, args }) => ofHello.test(fetch) || (fetch === 'var' && kept.has(args[0] ?? '')));
}
