import { type Entry, entryOf } from './causes.ts';
import type { Reading } from './reading.ts';

const kinds: Readonly<Record<string, string>> = {
  request: 'A probe shows it.',
  configuration: 'It is told from the configuration.',
  versions: 'It is told by comparing two HAProxy versions.',
  running: 'A running HAProxy alone shows it.',
};

/**
 * Reads one of our own codes or ids.
 * @param text `SNI101`, `sni101`, `sni-required`
 * @returns null: it is none
 */
export function readCode(text: string): Reading | null {
  const found: Entry | null = /^SNI\d{3}$/i.test(text) ? entryOf(text.toUpperCase()) : entryOf(text.toLowerCase());
  if (!found) return null;
  const { code, id, title, severity, by } = found;
  const meaning = `${code}, ${id}: ${title}.`;
  return {
    kind: 'code',
    key: `code ${code}`,
    fields: { code, id, severity },
    symptom: { meaning, causes: [[id, 'certain', kinds[by] ?? '']], by },
    subject: {},
    fine: false,
  };
}
