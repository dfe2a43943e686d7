import type { Model, ProxySection } from '../haproxy/model/types.ts';
import type { Configuration, Place, Section, Statement } from '../haproxy/syntax/tree.ts';
import { word } from '../haproxy/words.ts';
import { backendFate, defaultsFate, type Fate, frontendFate, globalFate } from './carry-lines.ts';
import { bindLine, logging, ourFrontends, ourGlobal } from './carry-ours.ts';
import { type CarriedLine, carriedLines, LineText, own } from './carry-text.ts';
import type { Door } from './doors.ts';

/** What a HAProxy of our own is for. Each has one: a check leaves TLS sessions that traffic would pick up. */
export type Purpose = 'check' | 'traffic';

/** What is carried over. */
export interface Wanted {
  configuration: Configuration;
  model: Model;
  /** The backends under test, and where clients come in to them. */
  doors: readonly Door[];
  purpose: Purpose;
  /** Of the HAProxy that it is for. */
  folder: string;
  /** Lines to leave out, by {@link placeKey}. */
  without: ReadonlySet<string>;
}

/**
 * @param at a place
 * @returns what tells it from others
 */
export function placeKey({ file, line }: Place): string {
  return `${line} ${file}`;
}

/**
 * Writes a configuration with the backends under test and what they need, and nothing of the real listeners, logs,
 * users and folders. What is carried over stands as it is written, in its order.
 * @param wanted what
 * @returns its lines
 */
export function carry(wanted: Wanted): CarriedLine[] {
  return [...ourGlobal(wanted.folder), ...new Carrier(wanted).lines(), ...ourFrontends(wanted)];
}

class Carrier {
  readonly #wanted: Wanted;
  readonly #text: LineText;
  /** Sections of proxies by where they begin. */
  readonly #proxies: ReadonlyMap<string, ProxySection>;
  readonly #tested: ReadonlySet<ProxySection>;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#text = new LineText(wanted.configuration);
    this.#proxies = new Map(wanted.model.proxies.map((proxy) => [placeKey(proxy.at), proxy]));
    this.#tested = withTracked(wanted);
  }

  lines(): CarriedLine[] {
    const { sections } = this.#wanted.configuration;
    const carried = sections.map((section) => [section, this.#section(section)] as const);
    const named = new Set(
      carried
        .flatMap(([, lines]) => lines.flatMap(({ text }) => text.split(/[^\w.:-]+/)))
        .filter((name) => name !== ''),
    );
    return carried.flatMap(([section, lines]) => (lines.length > 0 ? lines : this.#helper(section, named)));
  }

  #section(section: Section): CarriedLine[] {
    const { keyword, header } = section;
    if (keyword === 'global') return [own('global'), ...this.#defaultPath(section), ...this.#body(section, globalFate)];
    if (keyword === 'defaults') return [...this.#header(header), ...this.#body(section, defaultsFate)];
    const proxy = this.#proxies.get(placeKey(header.at));
    if (!proxy) return [];
    const copies = this.#wanted.doors.filter(({ frontend }) => frontend === proxy && proxy.kind === 'frontend');
    return [
      ...(this.#wanted.purpose === 'traffic' ? copies.flatMap((door) => this.#frontend(section, door)) : []),
      ...(this.#tested.has(proxy) ? this.#backend(section, proxy) : []),
    ];
  }

  #frontend(section: Section, door: Door): CarriedLine[] {
    const { header } = section;
    const used = new Set(
      section.lines
        .filter((line) => line.words[0]?.text !== 'acl' && frontendFate(line) === 'spare')
        .flatMap(({ words }) => words.map(({ text }) => text.replace(/^!/, ''))),
    );
    const fate = (line: Statement): Fate => {
      const [keyword, name] = line.words;
      return keyword?.text === 'acl' && !used.has(name?.text ?? '') ? 'drop' : frontendFate(line);
    };
    const from = header.words.length > 2 ? ` ${this.#text.of(header, 2)}` : '';
    return [
      ...carriedLines(`frontend ${door.name}${from}`, header, false),
      ...this.#body(section, fate),
      ...[...logging(door.mode), bindLine(door, this.#wanted.folder)].map(own),
      own(`    default_backend ${door.proxy.name}`),
    ];
  }

  #backend(section: Section, proxy: ProxySection): CarriedLine[] {
    const { purpose, doors, folder } = this.#wanted;
    const door = doors.find((one) => one.proxy === proxy);
    const isEntrance = door?.frontend === proxy && purpose === 'traffic';
    const keyword = isEntrance ? 'listen' : 'backend';
    return [
      ...carriedLines(`${keyword} ${this.#text.of(section.header, 1)}`, section.header, false),
      ...(isEntrance ? [...logging(door.mode), bindLine(door, folder)] : ['    log global']).map(own),
      ...(purpose === 'check' ? [own('    option log-health-checks')] : []),
      ...this.#body(section, backendFate, this.#serverWords(proxy)),
    ];
  }

  #serverWords({ check }: ProxySection): string {
    // Put in one after the other, without checks.
    if (this.#wanted.purpose === 'traffic') return ' no-check no-agent-check disabled weight 1';
    return check.type === 'external-check' ? ' no-check' : '';
  }

  #header(header: Statement): CarriedLine[] {
    return carriedLines(this.#text.of(header), header, false);
  }

  #body(section: Section, fateOf: (line: Statement) => Fate, serverWords = ''): CarriedLine[] {
    return section.lines.flatMap((line) => {
      const fate = fateOf(line);
      if (fate === 'drop' || fate === 'told' || this.#wanted.without.has(placeKey(line.at))) return [];
      const more = /^server(?:-template)?$/.test(line.words[0]?.text ?? '') ? serverWords : '';
      return carriedLines(this.#written(line) + more, line, fate === 'spare');
    });
  }

  #written(line: Statement): string {
    const keyword = line.words[0]?.text ?? '';
    const none = [0, 0] as const;
    if (keyword === 'stick-table') return this.#text.of(line, 0, pair(line, 'peers') ?? none);
    // Nothing is checked that could be tracked.
    const tracks = this.#wanted.purpose === 'traffic' && /^(?:default-)?server/.test(keyword);
    return this.#text.of(line, 0, (tracks && pair(line, 'track')) || none);
  }

  /** What a path is relative to, where that is the file's folder (HAProxy manual, `default-path`). */
  #defaultPath({ lines }: Section): CarriedLine[] {
    return lines
      .filter(({ words: [keyword] }) => keyword?.text === 'default-path')
      .flatMap((line) => {
        const how = line.words[1]?.text;
        if (how !== 'config' && how !== 'parent') return carriedLines(this.#text.of(line), line, false);
        const folder = line.at.file.includes('/') ? line.at.file.replace(/\/[^/]*$/, '') || '/' : '.';
        const origin = how === 'parent' ? `${folder}/..` : folder;
        return carriedLines(`default-path origin ${word(origin)}`, line, false);
      });
  }

  /** Sections that a carried line names. */
  #helper({ keyword, header, lines }: Section, named: ReadonlySet<string>): CarriedLine[] {
    if (!helpers.has(keyword)) return [];
    const name = header.words[1]?.text ?? '';
    if (keyword !== 'crt-store' && !named.has(name)) return [];
    return [
      ...this.#header(header),
      ...lines.flatMap((line) =>
        this.#wanted.without.has(placeKey(line.at)) ? [] : carriedLines(this.#text.of(line), line, true),
      ),
    ];
  }
}

const helpers = new Set(['resolvers', 'userlist', 'healthcheck', 'cache', 'crt-store', 'fcgi-app']);

/** A word and its argument, as first and one behind the last. */
function pair({ words }: Statement, keyword: string): [number, number] | null {
  const index = words.findIndex(({ text }, i) => i > 0 && text === keyword);
  return index < 0 ? null : [index, Math.min(index + 2, words.length)];
}

/** Of servers that take their health from others (`track be/s1`) those others' backends have to check. */
function withTracked({ model, doors, purpose }: Wanted): Set<ProxySection> {
  const tested = new Set(doors.map(({ proxy }) => proxy));
  if (purpose === 'traffic') return tested;
  for (const proxy of tested) {
    for (const server of proxy.servers) {
      const [name, tracked] = (server.settings.get('track')?.args[0]?.text ?? '').split('/');
      const other = model.proxies.find((one) => tracked && one.name === name && one.kind !== 'frontend');
      if (other) tested.add(other);
    }
  }
  return tested;
}
