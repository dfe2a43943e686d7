import { checksOverTls, checksWithProxy } from '../haproxy/check-sends.ts';
import { endpointOf } from '../haproxy/endpoint.ts';
import { argument, has } from '../haproxy/model/setting.ts';
import { readDuration } from '../haproxy/model/time.ts';
import type { Server, Setting } from '../haproxy/model/types.ts';
import { isIpLiteral } from '../host-name.ts';
import { printable } from '../report/escape.ts';
import { RuntimeRefusal } from './stats-socket.ts';

/** What a dynamic server is made of. */
export interface DynamicServer {
  /** Its keywords, each with its arguments. */
  keywords: string[][];
  /** What of the server concerns traffic alone: no check shows it. */
  traffic: string[];
  /** How long HAProxy waits between two checks, in ms, and how many must pass in a row for UP. */
  inter: number;
  rise: number;
  /** The server's own `inter`, where it is longer than one can wait for; null: it is kept. */
  shortened: number | null;
}

/**
 * What a check depends on. All the rest stays behind, some of it for safety: `enabled` puts the new server into service
 * at once (measured on 2.6.12; refused since 3.0), `agent-check` lets an agent do so, and `disabled` pauses the check.
 */
const ofChecks: ReadonlySet<string> = new Set(
  `alpn ca-file check-alpn check-proto check-sni check-via-socks4 ciphers ciphersuites client-sigalgs crl-file crt
  curves healthcheck namespace no-check-sni-auto no-ssl-reuse no-tls-tickets npn proto proxy-v2-options send-proxy
  sigalgs sni socks4 source ssl tcp-md5sig tfo verify verifyhost`.split(/\s+/),
);

/** Of these, what HAProxy uses for its traffic; `sni` goes along so that HAProxy judges its expression. */
const ofTraffic = ['sni', 'sni-auto', 'no-sni-auto', 'ws', 'set-proxy-v2-tlv-fmt'];

/** HAProxy's own values (HAProxy manual, `inter`, `rise`). */
const standard = { inter: 2000, rise: 2 };

/**
 * A server of a configuration as a dynamic server that is checked in the same way. Dynamic servers take nothing from
 * `default-server` (HAProxy management guide, `add server`), so what is in force is written out; and their checks take
 * neither TLS nor the PROXY header over from the server (haproxy v3.4.0 src/check.c:1832-1852): `check-ssl` and
 * `check-send-proxy` are added where the check of the server would have them. Measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26
 * and 3.4.7: 27 server lines towards seven backends have the check status and code of the server in the configuration.
 * @param server the server, with all that it inherits
 * @param address what its name stands for, where it has a name for an address; null: nothing is known
 * @param longest the longest `inter` to wait for, in ms
 * @returns the dynamic server
 * @throws RuntimeRefusal where there is no such dynamic server
 */
export function dynamicServer(server: Server, address: string | null, longest: number): DynamicServer {
  const name = printable(`${server.proxy}/${server.name}`, 100);
  if (has(server, 'track'))
    throw new RuntimeRefusal(`${name} has no check of its own: it tracks ${shown(argument(server, 'track') ?? '')}`);
  const settings = [...server.settings].filter(([canonical]) => ofChecks.has(canonical)).map(([, setting]) => setting);
  const { inter, shortened } = interval(server, longest);
  const keywords = [...settings, ...server.versions].map((setting) => written(setting, name));
  const asked = Number(argument(server, 'rise'));
  const rise = Number.isSafeInteger(asked) && asked > 0 ? asked : standard.rise;
  return {
    keywords: [
      ...destination(server, address, name),
      ...keywords,
      ['check'],
      ...(checksOverTls(server) ? [['check-ssl']] : []),
      ...(checksWithProxy(server) ? [['check-send-proxy']] : []),
      ['inter', `${inter}ms`],
      ['rise', `${rise}`],
    ],
    traffic: trafficWords(server),
    inter,
    rise,
    shortened,
  };
}

function trafficWords(server: Server): string[] {
  const keywords = has(server, 'check-alpn') ? [...ofTraffic, 'alpn'] : ofTraffic;
  return keywords.flatMap((keyword) => server.settings.get(keyword) ?? []).map(textOf);
}

/** The first check of a dynamic server comes one `inter` after it was added (measured, see runtime-server.ts). */
function interval(server: Server, longest: number): Pick<DynamicServer, 'inter' | 'shortened'> {
  const read = readDuration(argument(server, 'inter') ?? `${standard.inter}`);
  const inter = 'ms' in read ? read.ms : standard.inter;
  return inter > longest ? { inter: longest, shortened: inter } : { inter, shortened: null };
}

/** HAProxy would look a name up while all of its threads wait. */
function written(setting: Setting, name: string): string[] {
  const { keyword, args } = setting;
  const unset = args.find((word) => word.unset)?.unset?.[0];
  if (unset !== undefined)
    throw new RuntimeRefusal(`${name}: the environment variable ${shown(unset)} in "${textOf(setting)}" is not set`);
  const first = args[0]?.text ?? '';
  if ((keyword === 'addr' || keyword === 'source') && !isIpLiteral(endpointOf(first)?.host ?? '') && first !== '*')
    throw new RuntimeRefusal(
      `${name}: "${textOf(setting)}" names no IP address: a running HAProxy would have to look it up`,
    );
  return [keyword, ...args.map(({ text }) => text)];
}

/** Where the check goes, as words of its own: the server itself is given another address (see runtime-server.ts). */
function destination(server: Server, known: string | null, name: string): string[][] {
  const { address: place } = server;
  const literal = place.kind === 'ip' ? place.address : known;
  if (place.kind === 'other' || literal === null || !isIpLiteral(literal))
    throw new RuntimeRefusal(`${name}: no IP address is known for it, and a running HAProxy looks none up`);
  const own = server.settings.get('addr');
  const addr = own ? written(own, name) : ['addr', literal.includes(':') ? `[${bare(literal)}]` : literal];
  const set = server.settings.get('port');
  if (set) return [addr, written(set, name)];
  const ofAddr = own && endpointOf(addr[1] ?? '')?.port;
  return typeof place.port === 'number' && !ofAddr ? [addr, ['port', `${place.port}`]] : [addr];
}

function bare(literal: string): string {
  return literal.replace(/^\[|\]$/g, '');
}

function textOf({ keyword, args }: Setting): string {
  return shown([keyword, ...args.map(({ text }) => text)].join(' '));
}

function shown(text: string): string {
  return printable(text, 200);
}

/**
 * Writes one word of a command so that HAProxy reads back exactly that word: a backslash stands before blanks, semicolons
 * and backslashes, and quotes mean nothing (HAProxy management guide, 9.3; measured on 2.6.12 and 3.4.7).
 * @param text the word; characters are bytes
 * @returns the word as it is sent
 * @throws RuntimeRefusal where no escaping helps: control characters, or nothing
 */
export function commandWord(text: string): string {
  if (text === '' || [...text].some((character) => character < ' ' || character === '\x7f'))
    throw new RuntimeRefusal(
      `"${shown(text)}" cannot be sent to a stats socket: it is empty or holds a control character`,
    );
  return text.replace(/[\\; ]/g, '\\$&');
}
