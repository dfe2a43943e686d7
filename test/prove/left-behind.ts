import { readdirSync, readFileSync } from 'node:fs';

/**
 * What HAProxy runs of ours leave behind.
 * @param folder the temporary folder that they were given
 * @returns names in it, and command lines of processes that name it; empty when they have ended
 */
export function leftBehind(folder: string): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(`${folder}/sni-doctor-`));
  // Others (tsx) have folders of their own there.
  return [...readdirSync(folder).filter((name) => name.startsWith('sni-doctor-')), ...processes];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
