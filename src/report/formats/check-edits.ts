import type { CheckEdit } from '../../check-types.ts';
import type { Scope } from '../../types.ts';
import { printable } from '../escape.ts';
import { nameOf, placeOf } from './check-words.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/**
 * What would mend servers. The lines are made to be copied: they are not broken.
 * @param edits of each server that is shown
 * @param others how many more there are like them
 * @param look colours, and whether to say why
 * @returns lines; empty where no edit of the configuration helps
 */
export function checkEdits(edits: readonly CheckEdit[][], others: number, { paint, explain }: Look): string {
  const lines = new Set(edits.flatMap((own) => joined(own).map((edit) => line(edit))));
  if (lines.size === 0) return '';
  const more = others > 0 ? paint.dim(`   -> and so on for ${others} more: --verbose\n`) : '';
  // What is to be looked at is said in any case.
  const told = edits.flat().filter(({ safety }) => explain || safety === 'review');
  const notes = new Set(told.flatMap(({ notes }) => notes ?? []));
  const said = [...notes].map((note) => paragraph(printable(note), '      '));
  return `${[...lines].join('')}${said.join('')}${more}`;
}

/** The words for one server line stand on one line here too. */
function joined(edits: readonly CheckEdit[]): CheckEdit[] {
  const all = new Map<string, CheckEdit>();
  for (const edit of edits) {
    const added = edit.scope === 'server' && edit.instead === undefined;
    const key = added ? `server ${edit.line}` : `${edit.scope} ${edit.line} ${edit.text} ${edit.instead ?? ''}`;
    const before = all.get(key);
    const safety = before?.safety === 'review' ? 'review' : edit.safety;
    all.set(key, before ? { ...before, text: `${before.text} ${edit.text}`, safety } : edit);
  }
  return [...all.values()];
}

const places: Record<Scope, (edit: CheckEdit) => string> = {
  server: (edit) => `server ${nameOf(edit)}`,
  backend: ({ proxy }) => `backend ${printable(proxy)}`,
  defaults: () => 'defaults',
  global: () => 'global',
  'backend-side': () => 'at the backend',
};

function line(edit: CheckEdit): string {
  const look = edit.safety === 'review' ? '  (look before you write it)' : '';
  return `   -> ${places[edit.scope](edit)}, ${placeOf(edit)}: ${change(edit)}${look}\n`;
}

function change({ text, instead }: CheckEdit): string {
  if (instead === undefined) return printable(text);
  if (text === '') return `without ${printable(instead)}`;
  return `${printable(text)}  (in place of ${printable(instead)})`;
}
