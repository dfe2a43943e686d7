import type { Cited } from './seen.ts';

/** Outcomes that HAProxy's sources have and that recorded runs have not met. */
export const cited: readonly Cited[] = [];
