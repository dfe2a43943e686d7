/** One object of `show stat`, by the names of its header; values as HAProxy has them: escape before showing. */
export type StatRow = Readonly<Record<string, string>>;

/**
 * Reads the answer of `show stat`: values separated by commas, in quotes where they need them, the names of the columns
 * in a first line behind `# ` (HAProxy management guide, 9.1 CSV format).
 * @param answer what came back
 * @returns a row for each object; none where this is no such answer
 */
export function statRows(answer: string): StatRow[] {
  const [header, ...lines] = records(answer);
  const [first, ...others] = header ?? [];
  if (!first?.startsWith('# ')) return [];
  const names = [first.slice(2), ...others];
  return lines
    .filter((values) => values.length > 1)
    .map((values) => Object.fromEntries(values.map((value, i) => [names[i] ?? '', value])));
}

/** Quoted values may hold commas, doubled quotes and line feeds. */
function records(text: string): string[][] {
  const all: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    const values = all.at(-1);
    values?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\n') all.push([]);
    else if (end === '') break;
  }
  return all;
}

/**
 * Reads the answer of `show info`.
 * @param answer what came back
 * @returns its values by their names (`Version`); empty where this is no such answer
 */
export function infoFields(answer: string): ReadonlyMap<string, string> {
  const fields = [...answer.matchAll(/^([A-Za-z_]+): (.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  return new Map(fields);
}

/** Where a running HAProxy has one of its servers. */
export interface ServerPlace {
  backend: string;
  /** The number of the backend. */
  backendId: string;
  server: string;
  /** The number of the server in its backend. */
  serverId: string;
  /** IPv4 or IPv6 literal; `-`: none that it knows, or a UNIX socket. */
  address: string;
  /** 0: none of its own. */
  port: number;
  /** The name that its address is resolved from, at the start alone or since; `-`: none. */
  fqdn: string;
  /** The SRV record that address and port come from (1.9); `-`: none. */
  srvRecord: string;
}

/**
 * Reads the answer of `show servers state`: values separated by blanks below a line of names (HAProxy management guide,
 * `show servers state`).
 * @param answer what came back
 * @returns every server; none where this is no such answer
 */
export function serverPlaces(answer: string): ServerPlace[] {
  const lines = answer.split('\n').filter((line) => line !== '');
  const names =
    lines
      .find((line) => line.startsWith('# '))
      ?.slice(2)
      .split(' ') ?? [];
  return lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(' '))
    .filter((values) => names.length > 1 && values.length >= names.length)
    .map((values) => {
      // Old versions have fewer columns.
      const value = (name: string, otherwise = ''): string => values[names.indexOf(name)] ?? otherwise;
      return {
        backend: value('be_name'),
        backendId: value('be_id'),
        server: value('srv_name'),
        serverId: value('srv_id'),
        address: value('srv_addr'),
        port: Number(value('srv_port')),
        fqdn: value('srv_fqdn', '-'),
        srvRecord: value('srvrecord', '-'),
      };
    });
}
