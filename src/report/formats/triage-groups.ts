import type { TriagedServer, TriageGroup, TriageResult } from '../../triage-types.ts';
import { printable } from '../escape.ts';
import { checkEdits } from './check-edits.ts';
import { count, nameOf, someOf } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { triageNext } from './triage-next.ts';
import { haproxyWords, triagedLines } from './triage-words.ts';
import { paragraph, wrap } from './wrap.ts';

/** How many servers of a group have a line of their own. */
const shown = 3;

/**
 * The causes, each with its servers and what mends it: errors at length, the rest in a line.
 * @param result of a triage
 * @param look colours and how much to say
 * @returns lines; empty where there are none
 */
export function triageGroups(result: TriageResult, look: Look): string {
  const errors = result.groups.filter(({ severity }) => severity === 'error');
  const others = result.groups.filter(({ severity }) => severity !== 'error');
  const long = errors.map((group) => block(group, result, look));
  const short = others.map((group) => line(group, look)).join('');
  return [...long, ...(short === '' ? [] : [short])].join('\n');
}

function block(group: TriageGroup, result: TriageResult, look: Look): string {
  const { paint, explain, verbose } = look;
  const { servers } = group;
  const [first = '', ...more] = wrap(
    `${printable(group.title)} (${count(servers.length, 'server')})`,
    undefined,
    `${group.code}  `,
  );
  const reasons = [...new Set(servers.map(({ because }) => because))];
  const told = explain || verbose ? reasons.slice(0, shown) : [];
  return [
    `${[paint.bold(paint.red(group.code)) + first.slice(group.code.length), ...more].join('\n')}\n`,
    members(servers, verbose),
    ...told.map((text) => paragraph(printable(text, 600), '   ')),
    ...(group.remedy === null && told.length === 0
      ? reasons.slice(0, 1).map((text) => paragraph(printable(text, 600), '   '))
      : []),
    remedy(group, look),
    ...(group.remedy === null || explain
      ? group.advice.slice(0, 4).map((text) => paragraph(printable(text), '   -> '))
      : []),
    triageNext(group, result),
  ].join('');
}

/** Those that HAProxy says the same of stand for each other. */
function members(servers: readonly TriagedServer[], all: boolean): string {
  if (all || servers.length <= shown + 1) return servers.map(triagedLines).join('');
  const alike = [...grouped(servers, haproxyWords).values()].sort((a, b) => b.length - a.length);
  const listed = alike.slice(0, shown).flatMap((group) => group.slice(0, 1));
  const rest = servers.filter((server) => !listed.includes(server));
  return `${listed.map(triagedLines).join('')}${paragraph(someOf(rest, nameOf, false), '   and ')}`;
}

function remedy({ remedy, servers }: TriageGroup, look: Look): string {
  if (!remedy) return '';
  const { directives, edits } = remedy;
  const shared = new Set(directives.map(({ scope, text }) => `${scope} ${text}`));
  const own = edits.filter(({ scope, text, instead }) => instead !== undefined || !shared.has(`${scope} ${text}`));
  // The words for one server line stand on one line here too.
  const byPlace = [
    ...grouped(directives, ({ scope, text }) => (scope === 'server' ? scope : `${scope} ${text}`)).values(),
  ];
  const lines = byPlace.map((all) => {
    const where = `${places[all[0]?.scope ?? 'server']}${servers.length > 1 ? ' of each' : ''}`;
    const careful = all.some(({ safety }) => safety === 'review') ? '  (look before you write it)' : '';
    return `   -> ${where}: ${all.map(({ text }) => printable(text)).join(' ')}${careful}\n`;
  });
  const byServer = [...grouped(own, nameOf).values()];
  const listed = byServer.slice(0, look.verbose ? byServer.length : shown);
  const notes = look.explain
    ? []
    : [...new Set(edits.filter(({ safety }) => safety === 'review').flatMap(({ notes }) => notes ?? []))];
  return [
    ...lines,
    checkEdits(listed, byServer.length - listed.length, look),
    ...(own.length === 0 ? notes.slice(0, 2).map((note) => paragraph(printable(note), '      ')) : []),
  ].join('');
}

const places = {
  server: 'server line',
  backend: 'backend',
  defaults: 'defaults',
  global: 'global',
  'backend-side': 'the backend itself',
} as const;

function line({ code, title, severity, servers }: TriageGroup, { paint, verbose }: Look): string {
  const start = ` ${severity.padEnd(7)} ${code}  `;
  const text = `${printable(title)}: ${someOf(servers, nameOf, verbose)}`;
  const [first = '', ...more] = wrap(text, undefined, start);
  const label = (severity === 'warning' ? paint.yellow : paint.dim)(start.trimEnd());
  return `${[label + first.slice(start.trimEnd().length), ...more].join('\n')}\n`;
}
