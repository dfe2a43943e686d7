import type { ProbeResult } from '../src/types.ts';
import { run } from './command.ts';
import { median } from './statistics.ts';

/** What asking by hand came to. */
export interface HandMade {
  /** Median of all the commands together. */
  ms: number;
  commands: number;
  /** What was cut short or left out. */
  note: string;
}

const limit = 5000;

/**
 * Runs the commands with which a result can be had by hand, one after another.
 * @param result a result; each of its commands is run once
 * @param rounds how often
 * @returns how long all of them took together
 */
export async function handMade(result: ProbeResult, rounds: number): Promise<HandMade> {
  // Whether a port is open shows in every other command too: nobody would ask for it separately.
  const commands = [...new Set(result.reproduce.map(({ command }) => command))].filter((line) =>
    /^(curl|openssl) /.test(line),
  );
  const times: number[] = [];
  let cut = 0;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (const line of commands) {
      const { ms, code } = await run('/bin/sh', ['-c', `exec ${line}`], limit);
      if (code === 127) throw new Error(`curl and openssl are needed: ${line}`);
      if (code === null) cut++;
      sum += ms;
    }
    times.push(sum);
  }
  return {
    ms: median(times),
    commands: commands.length,
    note: cut > 0 ? `; ${cut / rounds} of the commands cut short after ${limit / 1000} s` : '',
  };
}
