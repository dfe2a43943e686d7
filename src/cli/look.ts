import { type Look, plain } from '../report/formats/paint.ts';
import { colorLevel } from './color.ts';
import type { OutputOptions } from './output-options.ts';
import { columns } from './table.ts';
import type { Terminal } from './terminal.ts';

/**
 * What the renderers for people are given.
 * @param options how to say it
 * @param terminal where it goes
 * @param several whether there are several results
 * @returns colours, table and how much to say
 */
export async function look(options: OutputOptions, terminal: Terminal, several: boolean): Promise<Look> {
  const { color, file, verbose, explain } = options;
  const level = colorLevel(color, terminal.env, file === null ? terminal.stdout : null);
  const paint = level === 0 ? plain : new (await import('chalk')).Chalk({ level });
  return { paint, columns, verbose, explain, several };
}
