/** What HAProxy was started with. */
export interface HaproxyArguments {
  /** Of `-f` and behind `--`, as written. */
  files: string[];
  /** `-C`: where it went before it read them; null: nowhere. */
  folder: string | null;
  /** `-S`: sockets of the master, as written, without their settings. */
  masterSockets: string[];
  /** It only looks at a configuration or says its version: nothing runs. */
  passing: boolean;
}

/** A distribution's own (`haproxy-2.8`, `haproxy30`), but no exporter or ingress controller. */
const program = /^haproxy(?:[-_]?\d[\w.]*)?$/;
/** The dynamic linker called by its name, with HAProxy as its argument. */
const linker = /^ld-(?:linux|musl)/;

/**
 * Whether a name is that of HAProxy's program.
 * @param path of a program; a replaced one has ` (deleted)` behind it
 * @returns true where it is
 */
function isHaproxy(path: string): boolean {
  return program.test(base(path.replace(/ \(deleted\)$/, '')));
}

/**
 * Reads the command line of a process (haproxy v3.4.0 src/haproxy.c:1509-1820; HAProxy management guide, 3).
 * @param words as the process has them, its name first
 * @returns what it says; null: the process is no HAProxy
 */
export function haproxyArguments(words: readonly string[]): HaproxyArguments | null {
  const at = linker.test(base(words[0] ?? '')) ? words.findIndex(isHaproxy) : isHaproxy(words[0] ?? '') ? 0 : -1;
  if (at < 0) return null;
  const read: HaproxyArguments = { files: [], folder: null, masterSockets: [], passing: false };
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      read.files.push(...words.slice(i + 1));
      break;
    }
    const [, flag = ''] = /^-(.*)$/s.exec(word) ?? [];
    if (/^(?:v|c)/.test(flag)) read.passing = true;
    if (/^(?:cc|x|S|C|n|m|N|L|f|p)/.test(flag)) {
      i++;
      const value = words[i];
      if (value === undefined) break;
      if (flag.startsWith('f')) read.files.push(value);
      else if (flag.startsWith('C')) read.folder = value;
      else if (flag.startsWith('S')) read.masterSockets.push(value.split(',', 1)[0] ?? '');
    }
  }
  return read;
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
