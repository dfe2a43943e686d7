import { createHash } from 'node:crypto';

/** One part of a run that several machines share. */
export interface Shard {
  /** From 0 to `count - 1`, as Kubernetes numbers the pods of an Indexed Job. */
  index: number;
  count: number;
}

/** More parts than this are a slip of the pen. */
const most = 100_000;

/**
 * Reads what part of a run is asked for.
 * @param text `0/4` to `3/4`: counted from 0, so that JOB_COMPLETION_INDEX of Kubernetes can stand there as it is
 * @returns the part
 * @throws Error that says what is accepted
 */
export function parseShard(text: string): Shard {
  const [, index = '', count = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (count === '') throw new Error(`${JSON.stringify(text.slice(0, 40))} is no part of a run: I/N, as 0/4 to 3/4`);
  if (shard.count < 1 || shard.count > most) throw new Error(`${text}: there can be 1 to ${most} parts`);
  if (shard.index >= shard.count)
    throw new Error(`${text}: parts are counted from 0, the last of ${count} is ${shard.count - 1}/${shard.count}`);
  return shard;
}

/**
 * Whether a host belongs to a part of a run: the first four bytes of the SHA-256 of its name in lower case, modulo the
 * number of parts. That is the same on every machine and in every version; all targets of a host are in one part, where
 * they can be compared.
 * @param host as it is sent
 * @param index of the part, from 0
 * @param count how many parts there are
 * @returns true in exactly one of them
 */
export function inShard(host: string, index: number, count: number): boolean {
  if (count === 1) return true;
  return createHash('sha256').update(host.toLowerCase()).digest().readUInt32BE(0) % count === index;
}
