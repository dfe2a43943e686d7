import { type Stats, statSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { wordsOf } from '../matrix/input/list.ts';
import type { MatrixTarget } from '../matrix-types.ts';
import { fileProblem } from './file-problem.ts';
import type { InputReport } from './matrix-input-report.ts';
import { openSource, readWhole, shownSource } from './matrix-input-source.ts';
import { type Place, readLabel, readPlace } from './matrix-place.ts';
import type { Names } from './names.ts';
import { orUsageError, Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/**
 * Reads `--targets`.
 * @param written each a list `old=203.0.113.1,new=10.0.0.5:8443`, where labels may be missing, or a file of one a line
 * @param port of those that name none
 * @param report told of what was changed
 * @param terminal standard input and Ctrl-C
 * @returns the targets in order, each with a label of its own
 * @throws Refusal with exit code 2 for what is wrong in a list and for a label that stands twice, 3 for what is wrong
 *   with a file
 */
export async function readTargets(
  written: readonly string[],
  port: number,
  report: Pick<InputReport, 'aside'>,
  terminal: Terminal,
): Promise<Place[]> {
  const places: Place[] = [];
  for (const text of written) {
    if (isFile(text)) places.push(...(await readTargetsFile(text, port, report, terminal)));
    else for (const part of text.split(',')) if (part.trim() !== '') places.push(inline(part, port, report));
  }
  if (places.length === 0) throw new Refusal(2, '--targets holds no target', 'old=203.0.113.1,new=10.0.0.5:8443');
  const labels = new Set<string>();
  for (const { label } of places) {
    if (labels.has(label)) throw new Refusal(2, `--targets: two targets are called ${JSON.stringify(label)}`);
    labels.add(label);
  }
  return places;
}

function inline(part: string, port: number, report: Pick<InputReport, 'aside'>): Place {
  return orUsageError('--targets', () => labelled(part.trim(), port, report));
}

/** A list has a `=` or is an address; what else exists is a file. */
function isFile(text: string): boolean {
  if (text === '-') return true;
  const stats = /[=,]/.test(text) && !text.includes('/') ? undefined : look(text);
  if (stats?.isDirectory()) throw new Refusal(3, `--targets ${text}: is a folder`);
  if (stats) return true;
  if (/^\.{0,2}\//.test(text)) throw new Refusal(3, `--targets ${text}: no such file`);
  return false;
}

function look(text: string): Stats | undefined {
  try {
    return statSync(text, { throwIfNoEntry: false });
  } catch (error) {
    // A list of URLs is longer than a name can be.
    if (/[=,]|:\/\//.test(text)) return undefined;
    throw new Refusal(3, `--targets ${text}: ${fileProblem(error)}`);
  }
}

async function readTargetsFile(
  path: string,
  port: number,
  report: Pick<InputReport, 'aside'>,
  terminal: Terminal,
): Promise<Place[]> {
  const name = shownSource(path);
  const text = (await readWhole(await openSource(path, () => true, terminal))).toString('utf8').replace(/^\ufeff/, '');
  const places: Place[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const words = wordsOf(line).join(' ');
    if (words === '') continue;
    try {
      places.push(labelled(words, port, report));
    } catch (error) {
      throw new Refusal(3, `${name}:${i + 1}: ${(error as Error).message}`, 'a line is LABEL=ADDRESS[:PORT]');
    }
  }
  if (places.length === 0) throw new Refusal(3, `${name} holds no target`, 'a line is LABEL=ADDRESS[:PORT]');
  return places;
}

function labelled(text: string, port: number, report: Pick<InputReport, 'aside'>): Place {
  const equals = text.indexOf('=');
  // A query of a URL may hold one too.
  const hasLabel = equals >= 0 && !/:\/\//.test(text.slice(0, equals));
  const label = hasLabel ? readLabel(text.slice(0, equals)) : '';
  const address = hasLabel ? text.slice(equals + 1).trim() : text;
  if (address === '') throw new Error(`${JSON.stringify(text.slice(0, 80))} names no address`);
  return readPlace(address, { label, port: '' }, port, report);
}

/**
 * Gives a place its addresses.
 * @param place as it was written
 * @param names finds the addresses of names
 * @param source address that connections come from; null: any
 * @returns one target for an address, and for a name of one address; one each, `new@203.0.113.7`, for a name of several;
 *   one without an address for a name of none
 * @throws the signal's reason when aborted
 */
export async function resolvePlace(
  place: Place,
  names: Pick<Names, 'resolve'>,
  source: string | null,
): Promise<MatrixTarget[]> {
  const { label, address: name, isAddress, port } = place;
  if (isAddress) return [{ label, address: name, port }];
  const all = await names.resolve(name, port);
  const reached = all.filter((address) => source === null || isIPv6(address) === isIPv6(source));
  // Those out of reach fail with what the system says of it.
  const addresses = reached.length > 0 ? reached : all;
  const [first] = addresses;
  if (first === undefined) return [{ label, address: null, port, name }];
  if (addresses.length === 1) return [{ label, address: first, port, name }];
  return addresses.map((address) => ({ label: `${label}@${address}`, address, port, name }));
}
