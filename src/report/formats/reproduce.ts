import type { ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';

/**
 * Commands that show the same by other means, one a line and not broken, so that they can be copied.
 * @param result a diagnosis
 * @param paint colours
 * @returns lines; empty where there are none
 */
export function reproduce({ reproduce, observations }: ProbeResult, paint: Paint): string {
  if (reproduce.length === 0) return '';
  const titles = new Map(observations.map(({ id, title }) => [id, title]));
  const entries = reproduce.map(({ observation, command }) => {
    return `    ${paint.dim(`# ${printable(titles.get(observation) ?? observation)}`)}\n    ${printable(command)}\n`;
  });
  return `${paint.bold('SEE IT with other tools')}\n${entries.join('')}`;
}
