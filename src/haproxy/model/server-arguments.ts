import type { HaproxyVersion } from '../versions.ts';
import { checkAddress } from './address.ts';
import { reaches } from './keyword-list.ts';
import { readDuration } from './time.ts';

/** What an argument's validity depends on beside itself. */
export interface ArgumentContext {
  version: HaproxyVersion;
  /** `expose-experimental-directives` */
  experimental: boolean;
}

/** Says what is wrong with an argument; null: nothing. */
type Check = (text: string, context: ArgumentContext) => string | null;

const given: Check = (text) => (text === '' ? 'an argument is missing' : null);

/** As C's `atol` has it: leading digits count, anything else is 0. */
const number = (text: string): number => Number(/^\s*([-+]?\d+)/.exec(text)?.[1] ?? 0);

const oneOf =
  (...words: string[]): Check =>
  (text) =>
    words.includes(text) ? null : `"${text}" is not one of ${words.join(', ')}`;

const listOf =
  (...words: string[]): Check =>
  (text) => {
    const wrong = text.split(',').find((word) => !words.includes(word));
    return wrong === undefined ? null : `"${wrong}" is not one of ${words.join(', ')}`;
  };

const above =
  (least: number): Check =>
  (text) =>
    text === '' ? 'a number is missing' : number(text) < least ? `a number of at least ${least} is expected` : null;

const duration: Check = (text) => {
  if (text === '') return 'a duration is missing';
  const read = readDuration(text);
  return 'error' in read ? read.error : null;
};

const interval: Check = (text, context) =>
  duration(text, context) ?? (/^0+\D*$/.test(text) ? 'a duration above 0 is expected' : null);

const muxes: Check = (text, { version }) => {
  const names = ['h1', 'h2', 'fcgi', 'none'];
  if (reaches(version, '3.0')) names.push('quic');
  if (reaches(version, '3.1')) names.push('spop');
  if (reaches(version, '3.4')) names.push('qmux');
  return text === ''
    ? given(text, { version, experimental: false })
    : oneOf(...names)(text, { version, experimental: false });
};

const address =
  (options: { range?: boolean; portNeeded?: boolean }): Check =>
  (text, { version }) =>
    text === '' ? 'an address is missing' : checkAddress(text, version, options);

const experimental: Check = (text, context) =>
  context.experimental
    ? text === ''
      ? 'an argument is missing'
      : oneOf('on', 'off')(text.toLowerCase(), context)
    : 'it is experimental: it needs "expose-experimental-directives" in the global section';

const caFile: Check = (text, context) =>
  text.startsWith('@system-ca') && !reaches(context.version, '2.6')
    ? 'HAProxy 2.6 is the first to have @system-ca'
    : given(text, context);

const initAddr: Check = (text) => {
  const methods = text === '' ? [] : text.split(',');
  const wrong = methods.find((word) => !/^(?:libc|last|none|\d+(?:\.\d+){3}|[\da-fA-F.]*:[\da-fA-F:.]*)$/.test(word));
  return wrong === undefined ? null : `"${wrong}" is no way to find an address (libc, last, none, or an IP)`;
};

const networks: Check = (text) =>
  text !== '' &&
  text.split(',').every((word) => /^(?:\d+(?:\.\d+){3}|[\da-fA-F.]*:[\da-fA-F:.]*)(?:\/[\d.]+)?$/.test(word))
    ? null
    : `"${text}" is no list of networks`;

const tlsVersion = oneOf('SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3');

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['addr', address({})],
  ['agent-addr', address({})],
  ['agent-inter', interval],
  ['agent-port', given],
  ['agent-send', given],
  ['alpn', given],
  ['ca-file', caFile],
  ['cc', given],
  ['check-alpn', given],
  ['check-pool-conn-name', given],
  ['check-proto', muxes],
  ['check-sni', given],
  ['ciphers', given],
  ['ciphersuites', given],
  ['client-sigalgs', given],
  ['cookie', given],
  ['crl-file', given],
  ['crt', given],
  ['curves', given],
  ['downinter', interval],
  ['error-limit', above(1)],
  ['fall', above(1)],
  ['fastinter', interval],
  ['guid', (text) => (/^[\w.:-]+$/.test(text) ? null : 'letters, digits and . : _ - are expected')],
  [
    'hash-key',
    (text, context) =>
      oneOf('id', 'addr', 'addr-port', ...(reaches(context.version, '3.3') ? ['id32', 'guid'] : []))(text, context),
  ],
  ['id', above(1)],
  ['idle-ping', duration],
  ['init-addr', initAddr],
  ['init-state', oneOf('none', 'fully-up', 'up', 'down', 'fully-down')],
  ['inter', interval],
  ['ktls', experimental],
  ['log-bufsize', above(1)],
  ['log-proto', oneOf('legacy', 'octet-count')],
  ['max-reuse', given],
  ['namespace', given],
  ['npn', given],
  ['observe', oneOf('none', 'layer4', 'layer7')],
  ['on-error', oneOf('fastinter', 'fail-check', 'sudden-death', 'mark-down')],
  ['on-marked-down', oneOf('shutdown-sessions')],
  ['on-marked-up', oneOf('shutdown-backup-sessions')],
  ['pool-conn-name', given],
  ['pool-low-conn', given],
  [
    'pool-max-conn',
    (text) => (text === '' ? 'a number is missing' : number(text) < -1 ? 'a number of at least -1 is expected' : null),
  ],
  ['pool-purge-delay', duration],
  ['port', given],
  ['proto', muxes],
  [
    'proxy-v2-options',
    listOf('ssl', 'cert-cn', 'cert-key', 'cert-sig', 'ssl-cipher', 'authority', 'crc32c', 'unique-id'),
  ],
  [
    'quic-cc-algo',
    (text) => (/^(?:newreno|cubic|bbr|nocc)(?:\(|$)/.test(text) ? null : `"${text}" is no algorithm of QUIC`),
  ],
  ['redir', given],
  [
    'resolve-opts',
    (text, context) => (text === '' ? null : listOf('allow-dup-ip', 'ignore-weight', 'prevent-dup-ip')(text, context)),
  ],
  ['resolve-net', networks],
  ['resolve-prefer', oneOf('ipv4', 'ipv6')],
  ['rise', above(1)],
  ['set-proxy-v2-tlv-fmt', () => null],
  ['sigalgs', given],
  ['slowstart', duration],
  ['sni', given],
  ['socks4', address({ portNeeded: true })],
  ['source', address({ range: true })],
  ['ssl-max-ver', tlsVersion],
  ['ssl-min-ver', tlsVersion],
  ['tcp-md5sig', given],
  ['tcp-ut', duration],
  ['track', given],
  ['usesrc', () => 'it stands only behind "source ADDRESS"'],
  ['verify', oneOf('none', 'required')],
  ['verifyhost', given],
  ['weight', (text) => (number(text) < 0 || number(text) > 256 ? 'a number from 0 to 256 is expected' : null)],
  ['ws', oneOf('auto', 'h1', 'h2')],
]);

/**
 * Whether HAProxy takes the argument of a keyword of a server line (`srv_parse_…` functions of haproxy v3.4.0). Files,
 * namespaces and names that only the machine can tell are not looked for.
 * @param keyword its name
 * @param text its first argument; '': none
 * @param context version and switches
 * @returns what is wrong; null: nothing
 */
export function wrongArgument(keyword: string, text: string, context: ArgumentContext): string | null {
  return checks.get(keyword)?.(text, context) ?? null;
}
