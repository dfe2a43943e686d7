import type { Directive, ProbeResult, Remedy, Scope } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';
import { paragraph } from './wrap.ts';

/** What does not stand in the backend section and is pasted elsewhere. */
const elsewhere: readonly [Scope, string][] = [
  ['global', 'PASTE into global'],
  ['defaults', 'PASTE into defaults'],
  ['backend-side', 'CHANGE at the backend'],
];

/**
 * What to paste, unboxed, so that it can be copied as it stands; then what to know about it.
 * @param result a diagnosis
 * @param paint colours
 * @returns lines; empty where there is no remedy
 */
export function paste({ remedy }: ProbeResult, paint: Paint): string {
  if (!remedy) return '';
  const parts = [section('PASTE into the backend (keep your own name, inter, maxconn)', backendLines(remedy), paint)];
  for (const [scope, title] of elsewhere) {
    const lines = remedy.directives
      .filter((directive) => directive.scope === scope)
      .map(({ text }) => `    ${printable(text)}`);
    if (lines.length > 0) parts.push(section(title, lines, paint));
  }
  const notes = [...remedy.directives.filter(({ safety }) => safety === 'review').map(review), ...remedy.advice];
  if (notes.length > 0) parts.push(notes.map((note) => paragraph(printable(note), ' ! ')).join(''));
  return parts.join('\n');
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return `${paint.bold(title)}\n${lines.join('\n')}\n`;
}

/** The lines of the section, without its own first line: the user has a backend already. */
function backendLines({ backend }: Remedy): string[] {
  const lines = backend.split('\n').filter((line) => line.trim() !== '');
  return lines.filter((line) => !/^backend\s/.test(line)).map((line) => printable(line));
}

function review({ text }: Directive): string {
  return `Look before you paste: ${text}`;
}
