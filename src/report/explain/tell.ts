import type { Explained } from '../../explain-types.ts';
import { causesOf } from './causes.ts';
import { ofAllServers, separation } from './command.ts';
import type { Reading } from './reading.ts';

/** Of a text no more is shown. */
const shown = 2000;
/** Of servers no more are named. */
const mostServers = 20;

/** Everything that was read of one kind. */
export interface Group {
  text: string;
  count: number;
  reading: Reading;
  /** `be/s1`, in the order in which they came. */
  servers: ReadonlySet<string>;
}

/**
 * Says what a kind of text means.
 * @param group the first text of the kind, how many there were, and of which servers
 * @returns the answer
 */
export function tell({ text, count, reading, servers }: Group): Explained {
  const { kind, fields, symptom, subject } = reading;
  const all = [...servers];
  // A command for one of several servers would look as if it were about them all.
  const whom = all.length > 1 ? {} : subject;
  return {
    text: text.replace(/\s*\n\s*/g, ' ').slice(0, shown),
    count,
    kind,
    fields,
    meaning: symptom.meaning,
    causes: causesOf(symptom.causes),
    separate:
      symptom.by === null
        ? null
        : all.length > 1 && symptom.by !== 'configuration'
          ? ofAllServers
          : separation(symptom.by, whom),
    ...(all.length > 0 ? { servers: all.slice(0, mostServers), serverCount: all.length } : {}),
  };
}

/**
 * Says of a text that it is not known.
 * @param text the text
 * @param count how many there were
 * @param others whether it stands for others that look otherwise
 * @returns the answer
 */
export function notKnown(text: string, count: number, others = false): Explained {
  return {
    text: text.replace(/\s*\n\s*/g, ' ').slice(0, shown),
    count,
    kind: 'unknown',
    fields: {},
    meaning: others
      ? 'These are other texts that are not known here, of which the first is shown.'
      : 'This text is not known here.',
    causes: [],
    separate: null,
  };
}
