import type { CheckEdit } from '../../check-types.ts';
import { printable } from '../escape.ts';
import { checkEdits } from './check-edits.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/**
 * What was done with the edits, for people: it stands over the screen of what is left.
 * @param edits that were written
 * @param told what else is to be said, in sentences
 * @param look colours
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function fixScreen(edits: readonly CheckEdit[], told: readonly string[], look: Look): string {
  const { paint } = look;
  const title = edits.length > 0 ? paint.green('WRITTEN') : paint.yellow('NOTHING WRITTEN');
  const sentences = told.map((sentence) => paragraph(printable(sentence), ' - '));
  // What is written needs no look before it is.
  const written = edits.map((edit): CheckEdit => ({ ...edit, safety: 'safe' }));
  return `${paint.bold(title)}\n${checkEdits([written], 0, look)}${sentences.join('')}`;
}
