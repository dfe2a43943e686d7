import type { CureEdit } from './cure.ts';

/**
 * Brings edits together that say the same of several servers, so that they are tried without together.
 * @param edits of one proxy
 * @returns the classes, in the order of their first edit
 */
export function classesOf(edits: readonly CureEdit[]): CureEdit[][] {
  const classes = new Map<string, CureEdit[]>();
  for (const [index, edit] of edits.entries()) {
    const key = edit.scope === 'server' ? `${edit.change.kind} ${edit.text}` : `#${index}`;
    const known = classes.get(key);
    if (known) known.push(edit);
    else classes.set(key, [edit]);
  }
  return [...classes.values()];
}

/**
 * Makes one edit of those that are the same change: a line of the backend serves all its servers.
 * @param edits of one proxy, server by server
 * @returns each change once, with all the servers that it serves
 */
export function merged(edits: readonly CureEdit[]): CureEdit[] {
  const all = new Map<string, CureEdit>();
  for (const edit of edits) {
    const key = JSON.stringify(edit.change);
    const known = all.get(key);
    const servers = [...new Set([...(known?.servers ?? []), ...edit.servers])];
    const notes = [...new Set([...(known?.notes ?? []), ...edit.notes])];
    const safety = known?.safety === 'review' ? 'review' : edit.safety;
    all.set(key, { ...edit, ...(known ?? {}), servers, notes, safety });
  }
  return [...all.values()];
}
