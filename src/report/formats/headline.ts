import type { NeedId, Prediction, ProbeResult, Verdict } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** Needs in people's words. */
export const needWords: Record<NeedId, string> = {
  'proxy-protocol': 'PROXY protocol',
  tls: 'TLS',
  'tls-version': 'another TLS version',
  sni: 'server name (SNI)',
  alpn: 'ALPN',
  'client-certificate': 'client certificate',
  host: 'Host header',
  method: 'GET checks',
  'http-version': 'another HTTP version',
  'forwarded-proto': 'X-Forwarded-Proto',
  redirect: 'another port (it only redirects)',
};

const strokes: Record<Verdict, keyof Paint> = {
  healthy: 'green',
  fixable: 'yellow',
  broken: 'red',
  unreachable: 'red',
};

/**
 * The answer: the verdict, what it rests on, and what HAProxy makes of it with the barest line.
 * @param result a diagnosis
 * @param paint colours
 * @param several whether the host must be named
 * @returns lines
 */
export function headline(result: ProbeResult, paint: Paint, several: boolean): string {
  const { verdict, target } = result;
  const word = `${verdict.toUpperCase()}  `;
  const indent = ' '.repeat(word.length);
  const at = target.address.includes(':') ? `[${target.address}]` : target.address;
  const where = printable(`${at}:${target.port}`);
  const whose = several && target.host !== null ? ` (${printable(target.host, 60)})` : '';
  const [first = '', ...others] = wrap(`${where}${whose}${answer(result)}`, undefined, word);
  const lines = [paint.bold(paint[strokes[verdict]](word.trimEnd())) + first.slice(word.length - 2), ...others];
  const bare = result.predictions[0];
  if (bare && verdict !== 'unreachable') lines.push(...wrap(outcome(bare), undefined, indent));
  return `${lines.join('\n')}\n`;
}

function answer({ verdict, findings, needs: needed }: ProbeResult): string {
  if (verdict === 'healthy') return ' needs nothing special';
  if (verdict === 'fixable') return ` needs ${needed.map((need) => needWords[need]).join(' + ') || 'a change'}`;
  const cause = findings.find(({ severity }) => severity === 'error');
  if (cause) return `: ${printable(cause.title)}`;
  return verdict === 'broken' ? ': no HAProxy setting helps' : ' does not answer';
}

/** What HAProxy does with the given directives, as one sentence. */
function outcome({ directives, check, traffic }: Prediction): string {
  const line = /^\s*server \S+ \S+ (.*)$/m.exec(directives)?.[1] ?? directives.split('\n').at(-1) ?? '';
  const code = check.code === null ? '' : ` ${check.code}`;
  const state =
    check.up === null ? 'no check' : `check ${check.up ? 'UP' : 'DOWN'} (${printable(check.status)}${code})`;
  const cut = traffic.termination === '--' ? 'users get through' : 'users are cut off';
  const users = traffic.status === null ? cut : `users get ${traffic.status}`;
  return `"${printable(line)}" alone: ${state}, ${users}.`;
}
