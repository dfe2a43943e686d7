import type { UnknownPart } from '../../check-types.ts';
import type { FileFacts, NamedFiles, OwnKey } from '../../file-facts.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import type { Globals, ProxySection, Server, Setting, Unknown } from '../../haproxy/model/types.ts';
import { isDisabled } from '../../haproxy/request/routing.ts';
import { inFolder, serverTls } from '../../haproxy/server-tls.ts';
import { startingAddress } from './starting-address.ts';

const unresolved = {
  maintenance: 'the name does not resolve here; HAProxy starts with the server in maintenance',
  refused: 'the name does not resolve here; HAProxy does not start with such a name',
};
const untried = 'by `init-addr` HAProxy starts with the server in maintenance, and nothing looks its name up';
const record = 'an SRV record, which `resolvers` look up: it is not followed here';
const otherwise = 'not imitated: the connections were made from this machine as it is';

/**
 * Why nothing that HAProxy would send can be sent from here.
 * @param proxy its proxy
 * @param server the server
 * @param place its address; null: it has none
 * @returns empty: nothing is in the way
 */
export function obstacles(proxy: ProxySection, server: Server, place: string | null): Unknown[] {
  return [...ofProxy(proxy), ...ofAddress(server, place), ...unspoken(server)];
}

function ofProxy(proxy: ProxySection): Unknown[] {
  const because = 'HAProxy neither checks nor uses the servers of a proxy that is disabled';
  return isDisabled(proxy) ? [{ ...proxy.at, text: proxy.name, because, affects: 'both' }] : [];
}

function ofAddress(server: Server, place: string | null): Unknown[] {
  const { address, at } = server;
  const because = (why: string, text: string): Unknown[] => [{ ...at, text, because: why, affects: 'both' }];
  if (address.kind === 'other') {
    // That it is written with a variable nobody knows is said already.
    const isSaid = server.unknown.some(({ affects }) => affects === 'both');
    return isSaid ? [] : because('nothing that a TCP connection can be made to from here', address.text);
  }
  if (address.kind === 'name') return place === null ? because(withoutAddress(server, address.name), address.name) : [];
  const anywhere = /^(?:0\.0\.0\.0|::|\*)$/.test(address.address);
  return anywhere ? because('it goes where each client wanted to go', address.address) : [];
}

function withoutAddress(server: Server, name: string): string {
  if (has(server, 'resolvers') && name.startsWith('_')) return record;
  const { from } = startingAddress(server, []);
  const tried = has(server, 'resolvers') || /\blibc\b/.test(argument(server, 'init-addr') ?? 'libc');
  return from === 'maintenance' ? (tried ? unresolved.maintenance : untried) : unresolved.refused;
}

/** What our TLS library is not told, and that decides. */
function unspoken({ settings }: Server): Unknown[] {
  // The latter are those of a certificate of one's own.
  return ['sigalgs', ...(settings.has('crt') ? ['client-sigalgs'] : [])].flatMap((keyword): Unknown[] => {
    const setting = settings.get(keyword);
    if (!setting) return [];
    return [{ ...setting.at, text: written(setting), because: 'not imitated, and it decides', affects: 'both' }];
  });
}

/**
 * The files that a server names and with which HAProxy does not start, or accepts nobody.
 * @param server the server
 * @param globals `ca-base`, `crt-base`
 * @param named what the files hold
 * @returns empty: all are as they should be
 */
export function unfitFiles(server: Server, globals: Globals, named: NamedFiles): Unknown[] {
  const { caFile, certificate } = serverTls(server, globals);
  const crl = argument(server, 'crl-file');
  const files: [keyword: string, path: string | null, wrong: (facts: FileFacts, path: string) => string | null][] = [
    ['ca-file', caFile, withoutAuthority],
    // Read whether or not anything is verified (measured).
    ['crl-file', crl === null ? null : inFolder(globals.caBase, crl), withoutList],
    [
      'crt',
      certificate?.certFile ?? null,
      ({ certificates }, path) => withoutPair(certificates.length, () => named.key(path)),
    ],
  ];
  return files.flatMap(([keyword, path, wrong]): Unknown[] => {
    if (path === null) return [];
    const facts = named.facts(path);
    const because = facts ? wrong(facts, path) : 'the file cannot be read here; HAProxy does not start without it';
    return because === null ? [] : [{ ...server.at, text: `${keyword} ${path}`, because, affects: 'both' }];
  });
}

function withoutAuthority({ certificates, revocations }: FileFacts): string | null {
  if (certificates.length > 0) return null;
  return `the file holds no certificate; HAProxy ${revocations.length > 0 ? 'accepts no server with it' : 'does not start'}`;
}

function withoutList({ certificates, revocations }: FileFacts): string | null {
  if (revocations.length > 0) return null;
  return `the file holds no revocation list; HAProxy ${certificates.length > 0 ? 'accepts no server with it' : 'does not start'}`;
}

function withoutPair(certificates: number, key: () => OwnKey): string | null {
  if (certificates === 0) return 'the file holds no certificate; HAProxy does not start with it';
  const found = key();
  if (found === 'none') return 'the file holds no private key, nor does FILE.key; HAProxy does not start';
  return found === 'other' ? 'the private key is that of another certificate; HAProxy does not start' : null;
}

/**
 * @param unknown as the model has it
 * @returns as `check --format json` has it
 */
export function unknownPart({ file, line, text, because, affects }: Unknown): UnknownPart {
  return { file, line, text, because, affects };
}

/**
 * Rules that may turn clients away, each once, whichever client it may be.
 * @param assumed of all clients of a server
 * @returns that an ordinary one is taken to pass
 */
export function assumptions(assumed: readonly Unknown[]): UnknownPart[] {
  const byPlace = new Map(assumed.map((rule) => [`${rule.file}:${rule.line}`, rule]));
  return [...byPlace.values()].map((rule) => ({
    ...unknownPart(rule),
    because: `${rule.because}; an ordinary client is taken to pass`,
  }));
}

/**
 * What a connection from here has otherwise than HAProxy's.
 * @param proxy the backend
 * @param server the server
 * @returns each word that is not imitated
 */
export function imitations({ source }: ProxySection, { settings }: Server): UnknownPart[] {
  const own = ['source', 'usesrc', 'interface', 'namespace', 'socks4', 'check-via-socks4'].flatMap(
    (keyword) => settings.get(keyword) ?? [],
  );
  const notes = own.map((setting) => ({ ...setting.at, text: written(setting), because: otherwise }));
  if (source && !settings.has('source'))
    notes.push({ ...source.at, text: source.words.map(({ text }) => text).join(' '), because: otherwise });
  return notes;
}

/**
 * A name stands for what it stood for when HAProxy started, unless `resolvers` look it up again.
 * @param server the server
 * @param places what it stands for now
 * @returns that, or nothing where HAProxy follows, or where it is no name
 */
export function resolvedNow(server: Server, places: readonly (string | null)[]): UnknownPart[] {
  if (server.address.kind !== 'name' || has(server, 'resolvers') || places[0] === null) return [];
  const methods = argument(server, 'init-addr')?.split(',') ?? [];
  const [first] = places;
  const because = methods.some((method) => method === first)
    ? `\`init-addr\` has HAProxy start with ${first}`
    : `now ${places.join(', ')}; a running HAProxy keeps the one that it found when it started`;
  return [{ ...server.at, text: server.address.name, because }];
}

function written({ keyword, args }: Setting): string {
  return [keyword, ...args.map(({ text }) => text)].join(' ');
}
