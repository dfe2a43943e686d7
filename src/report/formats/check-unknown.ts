import type { CheckedServer, UnknownPart } from '../../check-types.ts';
import { printable } from '../escape.ts';
import type { Told } from './check-state.ts';
import { nameOf, placeOf, someOf } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/** How many are shown: every server may have one of its own. */
const shown = 8;

/**
 * What of the configuration is not known, and what is not imitated, each once with the servers that it is about.
 * @param servers with their states
 * @param look colours, and whether to name all
 * @returns lines; empty where everything is known
 */
export function checkUnknown(servers: readonly Told[], look: Look): string {
  const parts = servers.flatMap(({ server }) => server.unknown.map((part) => ({ part, server })));
  const open = parts.filter(({ part }) => part.affects !== undefined);
  const notes = parts.filter(({ part }) => part.affects === undefined);
  return [unknownLines('NOT KNOWN', open, look), unknownLines('NOT QUITE AS HAPROXY', notes, look)]
    .filter((lines) => lines !== '')
    .join('\n');
}

type OpenPart = { part: UnknownPart; server: CheckedServer };

function unknownLines(title: string, parts: readonly OpenPart[], { paint, verbose }: Look): string {
  const groups = grouped(parts, ({ part }) => JSON.stringify([part.file, part.line, part.text, part.because]));
  const all = [...groups.values()];
  const listed = verbose ? all : all.slice(0, shown);
  const lines = listed.map((group) => {
    const [first] = group;
    if (!first) return '';
    const { part } = first;
    const text = part.text === '' ? '' : ` ${printable(part.text, 60)}`;
    const names = someOf(group, ({ server }) => nameOf(server), verbose);
    return paragraph(`${placeOf(part)}${text}: ${printable(part.because, 200)} (${names})`, ' ');
  });
  const left = all.length - listed.length;
  const more = left > 0 ? ` and ${left} more: --verbose lists all\n` : '';
  return lines.length > 0 ? `${paint.bold(title)}\n${lines.join('')}${more}` : '';
}
