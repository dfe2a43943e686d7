import type { HaproxyVersion } from '../haproxy/versions.ts';
import { CsvReader, type PairSink } from '../matrix/input/csv.ts';
import { type HostsFormat, kindOf } from '../matrix/input/kind.ts';
import { readListLine } from '../matrix/input/list.ts';
import type { HostSink } from '../matrix/input/sink.ts';
import { readZone } from '../matrix/input/zone.ts';
import { byteLines } from '../matrix/lines.ts';
import { readConfiguration } from './configuration-files.ts';
import { readCertificateFile } from './matrix-input-certificate.ts';
import { readHaproxyFiles } from './matrix-input-haproxy.ts';
import { isFolder, longestLine, openSource, readWhole, type Source } from './matrix-input-source.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** Takes hosts and pairs; `file` is told with each problem. */
export type InputSink = HostSink & PairSink;

/** Something that hosts are read from, and what it is. */
export interface Input {
  name: string;
  format: HostsFormat;
  /** It has an end that is soon reached: all of it may be read before the first host is used. */
  isShort: boolean;
  /** Reads on; the sink has what was found when it yields. */
  read(sink: InputSink): AsyncGenerator<void>;
  /** Lets go of what was not read. */
  close(): void;
}

/** The most of a list that is read before the first of its hosts is tested. */
const short = 64 * 1024 * 1024;

/**
 * Opens what hosts are read from and tells what it is. All files of configurations are one configuration, as
 * `haproxy -f FILE -f FILE` has it.
 * @param paths files, folders of *.cfg, `-` for standard input
 * @param format `auto`: the beginning of each tells
 * @param version who reads configurations
 * @param terminal standard input, environment and Ctrl-C
 * @returns them in order
 * @throws Refusal with exit code 3 for what cannot be read or is no text; the signal's reason when aborted
 */
export async function openInputs(
  paths: readonly string[],
  format: HostsFormat | 'auto',
  version: HaproxyVersion,
  terminal: Terminal,
): Promise<Input[]> {
  const inputs: Input[] = [];
  const configuration: { name: string; text: string }[] = [];
  try {
    for (const path of paths) {
      const opened = await openOne(path, format, terminal);
      if (!('files' in opened)) inputs.push(opened);
      else if (configuration.push(...opened.files) === opened.files.length) inputs.push(configured());
    }
  } catch (error) {
    for (const input of inputs) input.close();
    throw error;
  }
  return inputs;

  /** Stands where the first of its files does. */
  function configured(): Input {
    return {
      name: configuration[0]?.name ?? '',
      format: 'haproxy',
      isShort: true,
      async *read(sink) {
        readHaproxyFiles(configuration, version, terminal, sink);
        yield;
      },
      close() {},
    };
  }
}

async function openOne(
  path: string,
  format: HostsFormat | 'auto',
  terminal: Terminal,
): Promise<Input | { files: { name: string; text: string }[] }> {
  if (isFolder(path)) {
    if (format !== 'auto' && format !== 'haproxy')
      throw new Refusal(3, `${path}: is a folder`, 'a folder is read as that of a configuration: *.cfg');
    return { files: await readConfiguration([path], terminal) };
  }
  const kind = (head: Buffer, whole: boolean) => (format === 'auto' ? kindOf(textOf(head), whole) : format);
  const source = await openSource(path, (head, whole) => head.length > 0 && kind(head, whole) !== null, terminal);
  const { name, head, size, close } = source;
  try {
    const found = kind(head, source.whole) ?? kind(head, true) ?? 'list';
    if (found !== 'certificate') refuseBinary(source, found === 'list' || found === 'csv');
    if (found === 'haproxy') return { files: [{ name, text: (await readWhole(source)).toString('latin1') }] };
    const inLines = found === 'list' || found === 'csv';
    const isShort = size !== null && (!inLines || size <= short);
    const read = (sink: InputSink) => (inLines ? readLines(source, found, sink) : readAtOnce(source, found, sink));
    return { name, format: found, isShort, read, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function* readAtOnce(source: Source, format: 'zone' | 'certificate', sink: InputSink): AsyncGenerator<void> {
  const bytes = await readWhole(source);
  if (format === 'zone') readZone(bytes.toString('utf8'), sink);
  else readCertificateFile(bytes, sink);
  yield;
}

async function* readLines(source: Source, format: 'list' | 'csv', sink: InputSink): AsyncGenerator<void> {
  const csv = format === 'csv' ? new CsvReader(sink) : null;
  for await (const { line, bytes } of byteLines(source.chunks(), longestLine)) {
    if (bytes === null) sink.problem({ line, message: 'a line of more than 64 KiB' });
    else if (bytes.includes(0)) sink.problem({ line, message: 'a line with a NUL byte: this is no text' });
    else {
      const text = (line === 1 ? textOf(bytes) : bytes.toString('utf8')).replace(/\r$/, '');
      if (csv) csv.line(text, line);
      else readListLine(text, line, sink);
    }
    yield;
  }
  csv?.end();
  yield;
}

/** Without the byte order mark. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** What is no text from the beginning is a mistake as a whole, not line by line. */
function refuseBinary({ name, head: read, whole }: Source, inLines: boolean): void {
  const head = read.subarray(0, longestLine);
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head.toString('latin1', 0, 2)))
    throw new Refusal(3, `${name} is UTF-16: it is read as UTF-8`, `iconv -f UTF-16 -t UTF-8 FILE > NEW`);
  const nul = head.indexOf(0);
  const before = head.subarray(0, nul < 0 ? head.length : nul).toString('latin1');
  const line = before.split('\n').length;
  if (nul >= 0) throw new Refusal(3, `${name}:${line}: holds a NUL byte: this is no text`);
  if (inLines && (!whole || read.length > longestLine) && head.length >= longestLine && !before.includes('\n'))
    throw new Refusal(3, `${name}:1: a line of more than 64 KiB: this is no list of hosts`);
}
