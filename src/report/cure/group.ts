import type { Cure, CureEdit } from './cure.ts';

/**
 * Brings together what is applied all or none: the edits of a server, and those of every server that shares one with it.
 * @param edits of one proxy
 * @returns the groups; one edit to be looked at makes a whole group so
 */
export function grouped(edits: readonly CureEdit[]): Cure[] {
  let groups: { servers: Set<string>; edits: CureEdit[] }[] = [];
  for (const edit of edits) {
    const joined = groups.filter(({ servers }) => edit.servers.some((key) => servers.has(key)));
    const servers = new Set([...joined.flatMap((group) => [...group.servers]), ...edit.servers]);
    const group = { servers, edits: [...joined.flatMap((one) => one.edits), edit] };
    groups = [...groups.filter((one) => !joined.includes(one)), group];
  }
  return groups.map((group) => ({
    proxy: group.edits[0]?.proxy ?? '',
    servers: [...group.servers],
    edits: group.edits,
    safety: group.edits.some(({ safety }) => safety === 'review') ? 'review' : 'safe',
  }));
}
