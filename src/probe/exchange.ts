import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Failure, HttpFacts, NamedPlan, Observation, Plan, RequestPlan, Stage } from '../types.ts';
import { clientHello } from './client-hello.ts';
import { type Deadline, startDeadline, TimeIsUp } from './deadline.ts';
import { dial } from './dial.ts';
import { converse } from './dialogue.ts';
import { askEch } from './ech.ts';
import { failureOf, refusedSettings } from './failure.ts';
import { farewell } from './farewell.ts';
import { firstAnswer } from './first-answer.ts';
import { type Handshake, shakeHands } from './handshake.ts';
import { askHttp1 } from './http1.ts';
import { askHttp2 } from './http2.ts';
import { type Endpoint, proxyHeader } from './proxy-header.ts';
import { Tap } from './tap.ts';
import { type Credentials, tlsContext } from './tls-context.ts';

export type { Credentials } from './tls-context.ts';

export interface ExchangeOptions {
  /** The most that the whole exchange may take, in ms. */
  timeout: number;
  credentials: Credentials;
  /** Name that `matchesHost` is judged against; null: none. */
  host: string | null;
  signal?: AbortSignal;
  /** How long the peer's end is waited for after ours, in ms, once the exchange has returned. Absent: not at all. */
  linger?: number;
}

/** An observation, and where the connection came from. */
export interface Exchanged {
  observation: Observation;
  /** Local address; null: no connection came about. */
  from: string | null;
  /** Fulfilled when nothing is left of the connection: at once, unless `linger` was asked for. */
  closed: Promise<void>;
}

/** What an exchange has opened and seen so far. */
interface Course {
  stage: Stage;
  socket: Socket | null;
  /** What lies over it. */
  open: { destroy(): unknown }[];
  wire: Tap | null;
  handshake: Handshake | null;
  answer: Tap | null;
}

// A server's flight with a long chain and many CA names; more is not looked at.
const wireLimit = 256 * 1024;
const answerLimit = 256;
const nothing = Buffer.alloc(0);
/** How long the first bytes of a body are waited for once the header section is there, in ms. */
export const bodyPatience = 250;

/**
 * Performs one plan over one connection. Whatever the backend does is an observation; nothing is judged. When it
 * returns, the connection is closed, on our side at least (see `linger`).
 *
 * @returns rejects with an AbortError when the signal is aborted
 * @throws TypeError or RangeError for a plan that no connection can be made of: a port that is none, a line break in a
 *   header
 */
export async function exchange({ id, title, plan }: NamedPlan, options: ExchangeOptions): Promise<Exchanged> {
  const course: Course = { stage: 'connect', socket: null, open: [], wire: null, handshake: null, answer: null };
  const observation: Observation = { id, title, plan, outcome: 'failed', ms: 0 };
  let from: string | null = null;
  let closed = Promise.resolve();
  let context: (() => SecureContext) | null = null;
  try {
    context = plan.tls && !plan.tls.hello ? tlsContext(plan.tls, options.credentials) : null;
  } catch (error) {
    const refusal = refusedSettings(codeOf(error));
    if (!refusal) throw error;
    return { observation: { ...observation, failure: refusal }, from, closed };
  }
  const start = performance.now();
  const at: NonNullable<Observation['at']> = {};
  const reached = (stage: keyof typeof at): void => {
    at[stage] = rounded(performance.now() - start);
  };
  const deadline = startDeadline(options.timeout, options.signal);
  try {
    const { socket, connected } = dial(plan);
    course.socket = socket;
    await deadline.within(connected);
    from = socket.localAddress ?? null;
    reached('connect');
    if (plan.proxy) {
      course.stage = 'proxy';
      const header = proxyHeader(plan.proxy, endpoint(socket, 'local'), endpoint(socket, 'remote'));
      await deadline.within(written(socket, header));
    }
    if (plan.tls) {
      course.stage = 'tls';
      course.wire = opened(course, new Tap(socket, wireLimit));
    }
    if (plan.tls?.hello === 'ech' && course.wire) {
      observation.ech = await deadline.within(askEch(course.wire, plan.tls));
      observation.answer = 'ServerHello';
    } else if (plan.tls?.hello && course.wire) {
      observation.answer = await deadline.within(firstAnswer(course.wire, clientHello(plan.tls)));
    }
    if (plan.tls && course.wire && context) {
      course.handshake = shakeHands(course.wire, plan.tls, context());
      opened(course, course.handshake.socket);
      await deadline.within(course.handshake.complete);
      reached('tls');
    }
    if (plan.dialogue) {
      course.stage = 'http';
      const answer = opened(course, new Tap(course.handshake?.socket ?? socket, answerLimit));
      course.answer = answer;
      await converse(answer, plan.dialogue, deadline, observation);
      reached('http');
    } else if (plan.request) {
      course.stage = 'http';
      observation.http = await deadline.within(
        ask(course, socket, plan.request, () => {
          reached('http');
          // Half of what is left: an answer whose body hangs is still an answer, not a timeout.
          return plan.request?.whole ? deadline.left() * 0.9 : Math.min(bodyPatience, deadline.left() / 2);
        }),
      );
    } else if (course.handshake) {
      await saidGoodbye(course.handshake, deadline);
    }
    observation.outcome = 'passed';
  } catch (error) {
    const met = acceptedFirst(failure(error, course), plan);
    if (met) observation.failure = met;
    else observation.outcome = 'passed';
  } finally {
    deadline.clear();
    observation.ms = rounded(performance.now() - start);
    const tls = course.handshake?.facts(options.host);
    if (tls) observation.tls = tls;
    for (const stream of course.open.reverse()) stream.destroy();
    if (options.linger === undefined || options.signal?.aborted) course.socket?.destroy();
    else if (course.socket) closed = farewell(course.socket, options.linger);
  }
  if (Object.keys(at).length > 0) observation.at = at;
  return { observation, from, closed };
}

/**
 * A reset that meets the connecting client before it has looked: the backend had accepted, since a closed port answers
 * a SYN with ECONNREFUSED (RFC 9293, section 3.10.7.3; Linux, tcp_reset).
 * @param failure of an exchange
 * @param plan that was performed
 * @returns the failure of the stage that follows; null: the plan asks for a connection alone, and had it
 */
export function acceptedFirst(failure: Failure, { tls, request, dialogue, proxy }: Plan): Failure | null {
  if (failure.stage !== 'connect' || failure.kind !== 'reset') return failure;
  if (tls) return { ...failure, stage: 'tls' };
  if (request || dialogue) return { ...failure, stage: 'http' };
  return proxy ? { ...failure, stage: 'proxy' } : null;
}

function opened<T extends { destroy(): unknown }>(course: Course, stream: T): T {
  course.open.push(stream);
  return stream;
}

function ask(course: Course, socket: Socket, plan: RequestPlan, answered: () => number): Promise<HttpFacts> {
  const transport = course.handshake?.socket ?? socket;
  const two = plan.version === '2' || (plan.byAlpn && course.handshake?.socket.alpnProtocol === 'h2');
  const answer = opened(course, new Tap(transport, answerLimit));
  course.answer = answer;
  if (!two) return askHttp1(answer, plan, answered);
  return askHttp2(answer, plan, course.handshake !== null, (session) => opened(course, session), answered);
}

// Without it the backend might see a handshake that broke off: our last message may still be on its way through Node.
async function saidGoodbye({ socket }: Handshake, deadline: Deadline): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.end(resolve);
  });
  await deadline.within(ended).catch((error) => {
    if (!(error instanceof TimeIsUp)) throw error;
  });
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function endpoint(socket: Socket, side: 'local' | 'remote'): Endpoint {
  const [address, port] =
    side === 'local' ? [socket.localAddress, socket.localPort] : [socket.remoteAddress, socket.remotePort];
  return { address: address ?? '', port: port ?? 0 };
}

function failure(error: unknown, { stage, wire, answer }: Course): Failure {
  const timedOut = error instanceof TimeIsUp;
  const code = codeOf(error);
  const bug = error instanceof TypeError || error instanceof RangeError || (code === null && !timedOut);
  if (bug) throw error;
  // Over TLS an alert ends the stream below the HTTP reader, which only knows that it ended.
  const parser = code?.startsWith('HTTP1_') ?? false;
  return failureOf({
    stage,
    timedOut,
    code: parser ? code : (answer?.error?.code ?? code),
    transport: (wire ?? answer)?.error?.code ?? (stage === 'proxy' ? code : null),
    wire: wire?.first ?? nothing,
    answer: answer?.first ?? nothing,
  });
}

// An AbortError has a number there (DOMException.code), and is to go on to the caller.
function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
