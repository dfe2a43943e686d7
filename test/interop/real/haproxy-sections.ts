/** Name of the stats socket inside HAProxy's working folder. */
export const socketName = 'admin.sock';

/**
 * Writes the global section that a HAProxy under test needs.
 *
 * @param lines - further directives
 * @returns the section, with a stats socket at admin level in the working folder
 */
export function globalSection(...lines: string[]): string {
  const all = [`stats socket unix@./${socketName} level admin`, 'noreuseport', ...lines];
  return `global\n${all.map((line) => `    ${line}\n`).join('')}`;
}

/**
 * Writes a defaults section with short timeouts.
 *
 * @param lines - further directives
 * @returns the section
 */
export function defaultsSection(...lines: string[]): string {
  const timeouts = ['timeout connect 2s', 'timeout client 5s', 'timeout server 5s'];
  return `defaults\n${[...timeouts, ...lines].map((line) => `    ${line}\n`).join('')}`;
}
