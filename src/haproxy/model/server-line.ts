import type { Place, Problem, Statement, Word } from '../syntax/tree.ts';
import { readAddress } from './address.ts';
import { expandAddress, type Variables } from './address-variables.ts';
import { refused, warned } from './problem.ts';
import type { ArgumentContext } from './server-arguments.ts';
import { defaultsHandedOn, handedOn, type Settings, withKeywords } from './server-settings.ts';
import { type ReadWords, readServerWords } from './server-words.ts';
import { readTemplateRange, type TemplateRange } from './template.ts';
import type { TlsDefaults } from './tls-defaults.ts';
import type { Server, ServerAddress, Setting, Unknown } from './types.ts';

/** What server lines are read with. */
export interface ServerContext extends ArgumentContext {
  environment: Variables;
  /** What the `global` sections above say of servers' TLS. */
  tls: TlsDefaults;
}

/**
 * Reads a `default-server` line.
 * @param statement the line
 * @param before what was in force before it
 * @param context version, switches and environment
 * @returns what is in force for the servers that follow
 */
export function readDefaultServer(
  { words, at }: Statement,
  before: Settings,
  context: ServerContext,
): { settings: Settings; problems: Problem[] } {
  const read = readServerWords(words, 1, at, true, context);
  const { version, tls } = context;
  const settings = withKeywords(before, handedOn(read.settings, version), defaultsHandedOn(tls, version));
  const doubts = read.unread.map((word) => unsetWord(word, at));
  return {
    settings: doubts.length === 0 ? settings : { ...settings, doubts: [...settings.doubts, ...doubts] },
    problems: read.problems,
  };
}

/**
 * Reads a `server` or `server-template` line.
 * @param statement the line
 * @param proxy the proxy's name
 * @param inherited what `default-server` lines before it say
 * @param context version, switches and environment
 * @returns its servers: none where it names none, many for a template; `datagram`: only `mode log` takes its address;
 *   `hidden`: they may have keywords that are not known
 */
export function readServers(
  { words, at }: Statement,
  proxy: string,
  inherited: Settings,
  context: ServerContext,
): { servers: Server[]; problems: Problem[]; datagram: boolean; hidden: boolean } {
  const template = words[0]?.text === 'server-template';
  const [name, range] = template ? [words[1], words[2]] : [words[1], undefined];
  const first = template ? 3 : 2;
  const address = words[first];
  if (!name || !address) {
    const form = template ? 'PREFIX NUMBER ADDRESS[:PORT]' : 'NAME ADDRESS[:PORT]';
    return {
      servers: [],
      problems: [refused(at, null, `"${words[0]?.text}" is written with ${form}`)],
      datagram: false,
      hidden: true,
    };
  }
  const problems = wrongName(name, template, at);
  const read = readServerWords(words, first + 1, at, false, context);
  const place = readPlace(address, at, context);
  const draft = (text: string, settings: Settings): Server => ({
    proxy,
    name: text,
    at,
    address: place.address,
    settings: settings.all,
    versions: settings.versions,
    ownCheck: null,
    unknown: unknowns(place.unknown, settings, read, name, at),
  });
  const { datagram } = place;
  const endsUnset = address.unset !== undefined && words.length === first + 1;
  const hidden = endsUnset || read.unread.length > 0 || inherited.doubts.length > 0;
  problems.push(...place.problems, ...read.problems);
  const own = withKeywords(inherited, read.settings, context.tls);
  if (!range) return { servers: [draft(name.text, own)], problems, datagram, hidden };
  const numbers = range.unset ? unknownRange : readTemplateRange(range.text);
  if ('error' in numbers)
    return { servers: [], problems: [...problems, refused(at, range, numbers.error)], datagram, hidden };
  if (numbers.cut)
    problems.push(warned(at, range, `only the first ${numbers.to - numbers.from + 1} of these servers are looked at`));
  const servers = [draft(`${name.text}${numbers.from}`, own)];
  const { version, tls } = context;
  const further = withKeywords(inherited, handedOn(read.settings, version), defaultsHandedOn(tls, version));
  for (let n = numbers.from + 1; n <= numbers.to; n++) servers.push(draft(`${name.text}${n}`, further));
  if (range.unset) for (const server of servers) server.unknown = [...server.unknown, unsetWord(range, at)];
  return { servers, problems, datagram, hidden };
}

const unknownRange: TemplateRange = { from: 1, to: 1, cut: false };

function wrongName(word: Word, prefix: boolean, at: Place): Problem[] {
  const wrong = (prefix ? /[^\w.-]/ : /[^\w.:-]/).exec(word.text)?.[0];
  if (wrong === undefined || word.unset) return [];
  return [refused(at, word, `"${wrong}" cannot stand in the name of a server`)];
}

interface ReadPlace {
  address: ServerAddress;
  datagram: boolean;
  problems: Problem[];
  unknown: Unknown[];
}

function readPlace(word: Word, at: Place, { version, experimental, environment }: ServerContext): ReadPlace {
  const { text, unset } = expandAddress(word.text, environment);
  const { address, problem, datagram } = readAddress(text, version, experimental);
  const missing = word.unset ? [...word.unset, ...unset] : unset;
  if (missing.length > 0)
    return {
      address: { kind: 'other', text: word.text },
      datagram: false,
      problems: [],
      unknown: [notSet(word.text, missing, at, 'both')],
    };
  return { address, datagram, unknown: [], problems: problem === null ? [] : [refused(at, word, problem)] };
}

function unknowns(place: Unknown[], { all, doubts }: Settings, read: ReadWords, name: Word, at: Place): Unknown[] {
  const found = [...doubts, ...place, ...read.unread.map((word) => unsetWord(word, at))];
  if (name.unset) found.push(unsetWord(name, at));
  for (const setting of all.values())
    for (const { text, unset } of setting.args)
      if (unset) found.push(notSet(`${setting.keyword} ${text}`, unset, setting.at, affectedBy(setting)));
  return found;
}

function unsetWord(word: Word, at: Place): Unknown {
  return notSet(word.text, word.unset ?? [], at, 'both');
}

function notSet(text: string, names: readonly string[], at: Place, affects: Unknown['affects']): Unknown {
  return { ...at, text, because: `environment variable ${names.join(', ')} is not set`, affects };
}

const checksAlone = /^(?:check|no-check|agent-)|^(?:port|addr|inter|fastinter|downinter|rise|fall|healthcheck)$/;

function affectedBy({ keyword }: Setting): Unknown['affects'] {
  if (checksAlone.test(keyword)) return 'check';
  return keyword === 'sni' ? 'traffic' : 'both';
}
