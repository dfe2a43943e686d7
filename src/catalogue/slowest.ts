import type { View } from './view.ts';

/**
 * How long the connection that meets every need took until it had its answer.
 * @param view the view
 * @returns milliseconds; 0 where nothing was answered
 */
export function slowest(view: View): number {
  const at = view.centre?.at;
  return Math.max(at?.http ?? 0, at?.tls ?? 0);
}
