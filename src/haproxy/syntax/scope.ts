import { isBlank } from './characters.ts';
import type { Fault } from './reference.ts';

/**
 * Where a line declares a scope (`[name]`), which only files of SPOE make use of: HAProxy takes such lines anywhere and
 * reads no words in them (haproxy v3.4.0 src/cfgparse.c, `cfg_parse_scope`).
 * @param raw the line
 * @returns where its bracket stands; -1: it is another line
 */
export function scopeStart(raw: string): number {
  let at = 0;
  while (isBlank(raw.charCodeAt(at))) at++;
  return raw[at] === '[' ? at : -1;
}

/**
 * What HAProxy refuses of a scope.
 * @param raw the line
 * @param start where its bracket stands
 * @returns the fault; null: the scope is sound
 */
export function scopeFault(raw: string, start: number): Fault | null {
  const close = raw.indexOf(']', start);
  if (close <= start + 1)
    return { at: start, message: 'a line that begins with [ is a scope, and this one has no name' };
  const bad = raw.slice(start + 1, close).search(/[^\w.:-]/);
  if (bad >= 0) return { at: start + 1 + bad, message: 'a scope has letters, digits and . : _ - only' };
  let at = close + 1;
  while (isBlank(raw.charCodeAt(at))) at++;
  return at >= raw.length || raw[at] === '#' || raw[at] === '\0'
    ? null
    : { at, message: 'nothing can stand behind a scope' };
}
