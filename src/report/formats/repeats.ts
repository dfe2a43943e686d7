import type { ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';
import { paragraph } from './wrap.ts';

/**
 * How often what was repeated failed: only what did not always end alike.
 * @param result a diagnosis
 * @param paint colours
 * @returns lines; empty where nothing was repeated
 */
export function repeats({ repeats, observations }: ProbeResult, paint: Paint): string {
  if (!repeats) return '';
  const titles = new Map(observations.map(({ id, title }) => [id, title]));
  const times = Math.max(...repeats.map(({ runs }) => runs));
  const changing = repeats.filter(({ runs, failed }) => failed > 0 && failed < runs);
  const lines = changing.map(({ id, runs, failed, kinds }) => {
    return paragraph(`${printable(titles.get(id) ?? id)}: ${failed} of ${runs} failed (${kinds.join(', ')})`, ' ');
  });
  const title = paint.bold(`${times} times`);
  return lines.length > 0 ? `${title}\n${lines.join('')}` : `${title}: every connection ended the same way each time\n`;
}
