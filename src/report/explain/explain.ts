import type { Explained, ExplainResult } from '../../explain-types.ts';
import { readText } from './read.ts';
import type { Reading } from './reading.ts';
import { type Group, notKnown, tell } from './tell.ts';

/**
 * Says what texts mean: lines of HAProxy's log in any form, pieces of them, errors of clients and servers about the same
 * connection, our own codes.
 * @param texts each a line, or several lines that belong together (a trace, a stack)
 * @returns an answer for each kind of text, in the order in which they came; a text of several lines has one for each
 *   kind that is known among them
 */
export function explain(texts: readonly string[]): ExplainResult {
  const inputs = texts.flatMap(explainOne);
  const together =
    texts.length > 1 && inputs.every(({ kind }) => kind === 'unknown') ? readText(texts.join(' ')) : null;
  // Words that the shell took apart.
  if (together) return result([tell(groupOf(texts.join(' '), together))]);
  return result(inputs);
}

function result(inputs: Explained[]): ExplainResult {
  return { schema: 'sni-doctor/explain/1', inputs, passedOver: 0 };
}

function explainOne(text: string): Explained[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const groups = new Map<string, Group>();
  for (const line of lines.length > 1 ? lines : []) {
    const reading = readText(line);
    if (!reading) continue;
    const known = groups.get(reading.key);
    if (known) groups.set(reading.key, joined(known, reading));
    else groups.set(reading.key, groupOf(line, reading));
  }
  const several = mostTelling([...groups.values()]);
  if (several.length > 0) return several.map(tell);
  const whole = readText(lines.length > 1 ? lines.map((line) => line.trim()).join(' ') : text);
  return [whole ? tell(groupOf(text, whole)) : notKnown(text, 1)];
}

/** In a trace what says little stands beside what says much: `curl: (35)`, or a status, beside the reason. */
function mostTelling(groups: Group[]): Group[] {
  const troubled = groups.filter(({ reading }) => !reading.fine);
  if (troubled.length < 2 || troubled.some(({ reading }) => reading.kind !== 'client-error'))
    return troubled.length > 0 ? troubled : groups;
  const says = [
    ({ reading }: Group) => reading.fields.alert !== undefined,
    ({ reading }: Group) => reading.symptom.causes.some(([, likelihood]) => likelihood === 'certain'),
    ({ reading }: Group) => reading.fields.status === undefined,
  ];
  const [first] = [...says.flatMap((test) => troubled.find(test) ?? []), ...troubled];
  return first ? [first] : [];
}

function groupOf(text: string, reading: Reading): Group {
  return { text, count: 1, reading, servers: new Set(serverOf(reading)) };
}

function joined(group: Group, reading: Reading): Group {
  return { ...group, count: group.count + 1, servers: new Set([...group.servers, ...serverOf(reading)]) };
}

/** The server that a text names, as HAProxy writes it. */
function serverOf({ fields, subject }: Reading): string[] {
  const { proxy = fields.backend, server } = fields;
  if (typeof proxy !== 'string' || typeof server !== 'string' || server.startsWith('<')) return [];
  return subject.server === undefined ? [] : [`${proxy}/${server}`];
}
