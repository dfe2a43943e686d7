import { json, jsonLine } from '../report/formats/json.ts';
import type { Look } from '../report/formats/paint.ts';
import { look } from './look.ts';
import type { OutputOptions } from './output-options.ts';
import { openSink } from './sink.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes results in the form asked for, each as soon as it is there where the form allows that.
 * @param results in order
 * @param count how many there will be
 * @param options how to say it
 * @param terminal where it goes
 * @param screen the form for people
 * @returns the results again
 */
export async function writeResults<T>(
  results: AsyncIterable<T>,
  count: number,
  options: OutputOptions,
  terminal: Terminal,
  screen: (result: T, look: Look) => string,
): Promise<T[]> {
  const sink = openSink(options.file, terminal);
  const style = options.format === 'table' ? await look(options, terminal, count > 1) : null;
  const all: T[] = [];
  for await (const result of results) {
    if (style) sink.write(`${all.length > 0 ? '\n' : ''}${screen(result, style)}`);
    else if (options.format === 'ndjson') sink.write(jsonLine(result));
    all.push(result);
  }
  if (options.format === 'json') sink.write(json(all));
  await sink.end();
  return all;
}
