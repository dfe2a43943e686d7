import { alpnInCheck } from '../../catalogue/upgrades/alpn-in-check.ts';
import { automaticServerName } from '../../catalogue/upgrades/automatic-server-name.ts';
import { argument } from '../../haproxy/model/setting.ts';
import type { Configuration } from '../../haproxy/syntax/tree.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import { parseHostName } from '../../host-name.ts';
import type { Plan } from '../../types.ts';
import type { Find } from '../check/outcome.ts';
import { sectionAt } from '../cure/edit-place.ts';
import type { Judged, JudgedPair } from './judge.ts';
import { blockBefore, blockLines, connectDefault, isServerLine, noName } from './silence.ts';
import { combined, newLines, serverWords, together, type Way } from './way.ts';

/** A server whose conversations are to go on as they do today. */
export interface Endangered {
  one: JudgedPair;
  /** The conversations. */
  parts: readonly Judged[];
  /** As the first version reads it. */
  configuration: Configuration;
  /** null: nothing was asked. */
  find: Find | null;
}

/** Which automatic server names are to be switched off in a section. */
export interface Silenced {
  check: boolean;
  traffic: boolean;
}

/**
 * What may keep a server's conversations as they are under both versions: proposals, none of them tried.
 * @param endangered the server
 * @param silenced what any server of its section may want switched off
 * @returns ways, the best first
 */
export function waysFor(endangered: Endangered, silenced: Silenced): Way[] {
  const { parts } = endangered;
  const check = parts.find(({ conversation }) => conversation.of === 'check');
  const traffic = parts.find(({ conversation }) => conversation.of === 'traffic');
  return combined(
    check ? waysOf('check', check, endangered, silenced) : [],
    traffic ? waysOf('traffic', traffic, endangered, silenced) : [],
  );
}

type Of = Judged['conversation']['of'];

function waysOf(of: Of, { reasons, conversation }: Judged, endangered: Endangered, silenced: Silenced): Way[] {
  const has = (id: string) => reasons.some(({ cause }) => cause.id === id);
  const names = has(automaticServerName.id) ? serverNameWays(of, conversation, endangered, silenced) : [];
  const protocols = has(alpnInCheck.id) ? alpnWays(endangered) : [];
  const both = names.length > 0 && protocols.length > 0 ? combined(names, protocols) : [];
  return [...names, ...protocols, ...both];
}

function serverNameWays(
  of: Of,
  { differences }: Judged['conversation'],
  endangered: Endangered,
  silenced: Silenced,
): Way[] {
  const sent = differences.find(({ aspect }) => aspect === 'server-name');
  const leaves = !since(endangered.one.pair.to.version, introduced.automaticSni);
  if (leaves) return [writtenOut(of, sent?.from ?? null, endangered)].flatMap((way) => way ?? []);
  return [
    ...namesOf(of, endangered).map((name) => named(of, name, endangered)),
    versionBlock(endangered, silenced),
    ownBlock(endangered),
    of === 'check' ? openedByRule(endangered) : nameless(endangered),
  ].flatMap((way) => way ?? []);
}

/** The keyword of a server name, and the first version that knows it. */
const nameWords = {
  check: { keyword: 'check-sni', since: '1.8' },
  traffic: { keyword: 'sni', since: '1.6' },
} as const;

function nameWay(of: Of, value: string, { configuration, one }: Endangered): Way | null {
  const { keyword, since } = nameWords[of];
  return serverWords(configuration, one.pair.from.server.at, [keyword, value], {
    because: automaticServerName.code,
    since,
  });
}

/** What the newer version does by itself, said in words that both know. */
function writtenOut(of: Of, name: string | null, endangered: Endangered): Way | null {
  const value = of === 'check' ? name : hostName;
  return value === null ? null : nameWay(of, value, endangered);
}

/** The expression of the automatic server name (haproxy v3.4.0 src/server.c:3422). */
const hostName = 'req.hdr(host),field(1,:)';

/** Another name that the backend is known to have. */
function named(of: Of, name: string, endangered: Endangered): Way | null {
  const way = nameWay(of, of === 'check' ? name : `str(${name})`, endangered);
  return way && { ...way, renames: true };
}

/** How many names of a certificate are tried. */
const mostNames = 2;

function namesOf(of: Of, { one, find }: Endangered): string[] {
  const { server, sent } = one.pair.from;
  // With a name on the line its clients would be taken to ask for that one.
  if (one.reported.from.traffic.some(({ host }) => host === null)) return [];
  const plans: (Plan | null)[] =
    of === 'check' ? (sent.check?.legs ?? []).map(({ plan }) => plan) : one.reported.from.plans;
  const leaves = plans.flatMap((plan) => (plan && find ? (find(plan)[0]?.tls?.chain[0]?.names ?? []) : []));
  const given = [argument(server, 'check-sni'), argument(server, 'verifyhost')].flatMap((name) => name ?? []);
  return [...new Set([...given, ...leaves].flatMap(serverName))].slice(0, mostNames);
}

/** What a certificate holds may be anything. */
function serverName(text: string): string[] {
  try {
    const { name, isAddress } = parseHostName(text);
    return isAddress ? [] : [name];
  } catch {
    return [];
  }
}

function silencing({ check, traffic }: Silenced): string[] {
  return [...(traffic ? ['no-sni-auto'] : []), ...(check ? ['no-check-sni-auto'] : [])];
}

/** Switches automatic server names off for the section, in a block that older versions pass over. */
function versionBlock({ one, configuration }: Endangered, silenced: Silenced): Way | null {
  const words = silencing(silenced);
  const known = { because: automaticServerName.code, since: introduced.automaticSni };
  return blockBefore(configuration, one.pair.from, words, known);
}

/** The same around one server, where others of the section gain by automatic server names. */
function ownBlock({ one, parts, configuration }: Endangered): Way | null {
  const { proxy, server, version } = one.pair.from;
  const some = (of: Of) => parts.some(({ conversation }) => conversation.of === of);
  const words = silencing({ check: some('check'), traffic: some('traffic') });
  if (words.length === 0 || !since(version, '2.4')) return null;
  const known = { because: automaticServerName.code, since: introduced.automaticSni };
  const block = (...settings: string[]) => blockLines(['default-server', ...settings]);
  const before = newLines(server.at, 'before', block(...words), known);
  const servers = sectionAt(configuration, proxy.at)?.lines.filter(isServerLine) ?? [];
  const isLast = servers.at(-1)?.at.line === server.at.line;
  const undone = words.map((word) => word.replace(/^no-/, ''));
  const after = isLast ? null : newLines(server.at, 'after', block(...undone), known);
  return before && together(before, ...(after ? [after] : []));
}

function nameless(endangered: Endangered): Way | null {
  return nameWay('traffic', noName, endangered);
}

/** A check whose connection is opened by a rule takes no name from its Host (measured on 3.4.7). */
function openedByRule({ one, configuration }: Endangered): Way | null {
  return connectDefault(configuration, one.pair.from, automaticServerName.code);
}

/** Says which protocol the check speaks, so that no version chooses. */
function alpnWays({ one, configuration }: Endangered): Way[] {
  return ['http/1.1', 'h2'].flatMap((protocol) => {
    const known = { because: alpnInCheck.code, since: '2.0' };
    return serverWords(configuration, one.pair.from.server.at, ['check-alpn', protocol], known) ?? [];
  });
}

/**
 * Gives traffic the server name that a check has lent it so far.
 * @param one the server
 * @param name the check's
 * @param configuration as the first version reads it
 * @param because code of what asks for it
 * @returns ways, the best first: one name for one client, that of the Host for several
 */
export function ownNameWays(one: JudgedPair, name: string, configuration: Configuration, because: string): Way[] {
  const { traffic } = one.reported.from;
  const constant = `str(${name})`;
  const isHttp = one.pair.from.proxy.mode === 'http';
  const values = !isHttp ? [constant] : traffic.length > 1 ? [hostName, constant] : [constant, hostName];
  return values.flatMap(
    (value) => serverWords(configuration, one.pair.from.server.at, ['sni', value], { because, since: '1.6' }) ?? [],
  );
}
