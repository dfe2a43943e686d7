// What the system or this process has run out of: descriptors, ports, memory. A port for a given source address is
// looked for when the connection begins, and then it is EADDRINUSE that there is none (bind(2)).
const shortages = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'EADDRINUSE', 'ENOBUFS', 'EAGAIN', 'ENOMEM']);

/**
 * Whether a connection could not be begun for want of something on this side, which may pass.
 * @param code of the error while connecting; null: it has none
 * @param foreignSource whether the connection was to come from an address that this machine may not have, which will
 *   not pass
 * @returns the code; undefined: the error speaks of something else
 */
export function shortageOf(code: string | null, foreignSource: boolean): string | undefined {
  if (code === null || !shortages.has(code)) return undefined;
  return code === 'EADDRNOTAVAIL' && foreignSource ? undefined : code;
}
