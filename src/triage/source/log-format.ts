import { Unreadable } from './unreadable.ts';

const formats: readonly [start: readonly number[], what: string, reader: string][] = [
  [[0x1f, 0x8b], 'compressed by gzip', 'zcat'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed by xz', 'xzcat'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed by zstd', 'zstdcat'],
  [[0x42, 0x5a, 0x68], 'compressed by bzip2', 'bzcat'],
  [[...Buffer.from('LPKSHHRH')], 'a file of the systemd journal', 'journalctl --file'],
];

/**
 * Refuses what is no text but is often taken for a log.
 * @param bytes the beginning of the log
 * @param name the log's, fit to be shown
 * @throws Unreadable that says how to make text of it
 */
export function refuseOtherFormats(bytes: Uint8Array, name: string): void {
  const [, what, reader] = formats.find(([start]) => start.every((byte, i) => bytes[i] === byte)) ?? [];
  if (what !== undefined)
    throw new Unreadable(`${name} is ${what}: it is not unpacked here`, `${reader} FILE | sni-doctor triage --log -`);
}
