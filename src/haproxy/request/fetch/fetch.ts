import type { SampleContext } from '../context.ts';
import { type Known, known } from '../known.ts';
import type { Value } from '../value.ts';

/** What a sample fetch gives. */
export interface Fetch {
  /** First HAProxy version that has it; absent: 2.0 or before. */
  since?: string;
  /** What an ACL compares without `-m`; null: `-m` is needed. */
  type: Value['type'] | null;
  /**
   * @param context what it is taken from
   * @param args its arguments
   * @param all every value, as ACLs compare them; false: one
   * @returns the values; empty: it yields nothing
   */
  values(context: SampleContext, args: readonly string[], all: boolean): Known<Value[]>;
}

/** Fetches by name. */
export type Fetches = ReadonlyMap<string, Fetch>;

/**
 * @param value the value; null: none
 * @returns it as what a fetch gives
 */
export function one(value: Value | null): Known<Value[]> {
  return known(value === null ? [] : [value]);
}
