import { once } from 'node:events';
import { connect } from 'node:net';
import type { Haproxy } from './haproxy.ts';

/** One line of `show stat`, by the names of its header. */
export type StatRow = Record<string, string>;

/**
 * Sends a command to HAProxy's stats socket.
 *
 * @param haproxy - a running HAProxy
 * @param command - one line
 * @returns the answer
 * @throws Error when the socket does not answer within five seconds
 */
export async function command(haproxy: Pick<Haproxy, 'socket'>, command: string): Promise<string> {
  const socket = connect(haproxy.socket);
  socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${command}`)));
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text;
  });
  socket.write(`${command}\n`);
  await once(socket, 'end');
  socket.destroy();
  return answer;
}

function cells(line: string): string[] {
  // Most lines quote nothing, and many thousands are read in one run.
  if (!line.includes('"')) return line.split(',');
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

/**
 * Reads HAProxy's statistics.
 *
 * @param haproxy - a running HAProxy
 * @returns one object for each frontend, backend and server
 * @throws Error when the socket does not answer
 */
export async function showStat(haproxy: Pick<Haproxy, 'socket'>): Promise<StatRow[]> {
  return rows(await command(haproxy, 'show stat'));
}

/**
 * Reads HAProxy's statistics of servers alone.
 *
 * @param haproxy - a running HAProxy
 * @returns one object for each server
 * @throws Error when the socket does not answer
 */
export async function showServers(haproxy: Pick<Haproxy, 'socket'>): Promise<StatRow[]> {
  return rows(await command(haproxy, 'show stat -1 4 -1'));
}

function rows(answer: string): StatRow[] {
  const [header = '', ...lines] = answer.split('\n').filter(Boolean);
  const names = cells(header.replace(/^# /, ''));
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, index) => [names[index] ?? '', cell])));
}
