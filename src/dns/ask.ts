import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIP, isIPv6 } from 'node:net';
import { type Answer, query, readAnswer } from './message.ts';

/** A resolver, as `dns.getServers` names one: `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:5353`. */
export type Resolver = string;

/**
 * Asks one resolver one question: over UDP, and over TCP where the answer is cut.
 * @param resolver whom
 * @param name a host name in ASCII
 * @param type of record
 * @param signal ends the waiting: there is no other limit
 * @returns null: it did not answer, or what came is no answer to this question
 */
export async function askResolver(
  resolver: Resolver,
  name: string,
  type: number,
  signal: AbortSignal,
): Promise<Answer | null> {
  const question = query(randomInt(0x10000), name, type);
  const place = placeOf(resolver);
  if (question === null || place === null || signal.aborted) return null;
  try {
    const answer = await overUdp(place, question, signal);
    return answer.truncated ? await overTcp(place, question, signal) : answer;
  } catch {
    // Refused, unreachable, aborted: there is no answer, and that is all that matters.
    return null;
  }
}

interface ResolverPlace {
  address: string;
  port: number;
}

function placeOf(resolver: Resolver): ResolverPlace | null {
  if (isIP(resolver)) return { address: resolver, port: 53 };
  const [, address, port] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(resolver) ?? [];
  return address !== undefined && isIP(address) ? { address, port: Number(port) } : null;
}

async function overUdp({ address, port }: ResolverPlace, question: Buffer, signal: AbortSignal): Promise<Answer> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', signal });
  try {
    // A connected socket takes messages of this resolver alone.
    socket.connect(port, address);
    await once(socket, 'connect', { signal });
    socket.send(question);
    for (;;) {
      const [message] = await once(socket, 'message', { signal });
      const answer = matching(message, question);
      if (answer) return answer;
    }
  } finally {
    // An abort has closed it.
    if (!signal.aborted) socket.close();
  }
}

async function overTcp(
  { address, port }: ResolverPlace,
  question: Buffer,
  signal: AbortSignal,
): Promise<Answer | null> {
  const socket = connect({ host: address, port, signal });
  try {
    await once(socket, 'connect', { signal });
    const length = Buffer.of(question.length >> 8, question.length & 0xff);
    socket.write(Buffer.concat([length, question]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      const wanted = received.length >= 2 ? received.readUInt16BE(0) : null;
      if (wanted !== null && received.length >= 2 + wanted) return matching(received.subarray(2, 2 + wanted), question);
    }
    return null;
  } finally {
    socket.destroy();
  }
}

function matching(message: Buffer, question: Buffer): Answer | null {
  const answer = readAnswer(message);
  // What was asked stands in it again, letter by letter but for their case.
  const same = message
    .subarray(12, question.length - 11)
    .toString('latin1')
    .toLowerCase();
  const asked = question
    .subarray(12, question.length - 11)
    .toString('latin1')
    .toLowerCase();
  return answer && answer.id === question.readUInt16BE(0) && same === asked ? answer : null;
}
