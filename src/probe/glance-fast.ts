import { connect, type Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Glance } from '../matrix-types.ts';
import { requestText } from '../request-text.ts';
import type { Failure, Plan, Stage, TlsPlan } from '../types.ts';
import { acceptedFirst, bodyPatience } from './exchange.ts';
import { failureOf } from './failure.ts';
import { abortError, follow } from './glance-abort.ts';
import { AnswerReader } from './glance-answer.ts';
import { shortageOf } from './glance-shortage.ts';
import { beginTls, carrierOf, tlsSeen } from './glance-tls.ts';
import { proxyHeader } from './proxy-header.ts';
import { refuseBreakouts } from './request-bytes.ts';

/** What a look is to know beside its plan. */
export interface LookOptions {
  /** The most that the connection and its answer may take, in ms. */
  timeout: number;
  /** Gives the TLS context of the plan; null: clear text. */
  context: (() => SecureContext) | null;
  /** Name that `matchesHost` is judged against; null: none. */
  host: string | null;
  /** Whether the body is to be hashed to its end. */
  wholeBody: boolean;
  signal?: AbortSignal;
}

/** What one look brought. */
export interface Look {
  glance: Glance;
  /** Fulfilled when the peer can have seen the end of the connection. */
  closed: Promise<void>;
  /** Bytes of TLS had come when the handshake failed, and only they could tell what went wrong. */
  veiled: boolean;
}

// How long the peer's end is waited for, in ms: before ours where it is due, and once more after ours.
const grace = 100;
// A peer that has ended first counts the connection until it has read our end, which shows nowhere.
const settling = 2;
// What may still come in meanwhile, in bytes: all of a page, so that its server is not cut short.
const discardLimit = 1024 * 1024;
const nothing = Buffer.alloc(0);

/**
 * Performs a plan in the fewest steps: TLS of the library straight over TCP, and nothing recorded that no cell needs.
 * @param plan with a request of HTTP/1 or none, no dialogue, and no ClientHello of our own
 * @param options as of {@link LookOptions}
 * @returns what it brought; rejects with an AbortError when the signal is aborted
 * @throws TypeError or RangeError for a plan that no connection can be made of
 */
export function look(plan: Plan, options: LookOptions): Promise<Look> {
  return new Promise((resolve, reject) => new Connection(plan, options, resolve, reject).open());
}

class Connection {
  readonly #plan: Plan;
  readonly #options: LookOptions;
  readonly #resolve: (look: Look) => void;
  readonly #reject: (error: unknown) => void;
  readonly #closed: Promise<void>;
  readonly #start = performance.now();
  #over: () => void = () => {};
  #letGo: (() => void) | null = null;
  #stage: Stage = 'connect';
  #carrier: Socket | null = null;
  #socket: Socket | null = null;
  #wire: { bytesRead?: unknown } | null = null;
  #tls: Glance['tls'];
  #answer: AnswerReader | null = null;
  #timer: NodeJS.Timeout | undefined;
  #settled = false;
  #peerEnded = false;
  #discarded = 0;

  constructor(plan: Plan, options: LookOptions, resolve: (look: Look) => void, reject: (error: unknown) => void) {
    this.#plan = plan;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#closed = new Promise((done) => {
      this.#over = done;
    });
  }

  /** Begins; throws as {@link look}. */
  open(): void {
    const { address, port, source, tls, proxy, request } = this.#plan;
    const { context, signal, timeout } = this.#options;
    if (signal?.aborted) throw abortError();
    if (request) refuseBreakouts(request);
    // Half-open: an end in order and a reset are told apart by a write.
    const where = { host: address, port, allowHalfOpen: true, ...(source !== null && { localAddress: source }) };
    if (tls && context && !proxy) {
      this.#handshake(beginTls(tls, context(), where), tls);
    } else {
      this.#carrier = connect({ ...where, noDelay: true });
      if (proxy && tls) this.#watchCarrier(this.#carrier);
      else this.#watch(this.#carrier);
    }
    (this.#socket ?? this.#carrier)?.once('connect', () => this.#connected());
    this.#timer = setTimeout(() => this.#fail({ code: null, timedOut: true, transport: null }), timeout);
    if (signal) this.#letGo = follow(signal, () => this.#giveUp(abortError()));
  }

  #connected(): void {
    const socket = this.#socket ?? this.#carrier;
    if (this.#settled || !socket) return;
    const { proxy } = this.#plan;
    if (!proxy) return void this.#carried();
    this.#stage = 'proxy';
    const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = socket;
    const [from, to] = [
      { address: localAddress, port: localPort },
      { address: remoteAddress, port: remotePort },
    ];
    socket.write(proxyHeader(proxy, from, to), (error) => {
      if (!error && !this.#settled) this.#carried();
    });
  }

  #carried(): void {
    const { tls, request } = this.#plan;
    const { context } = this.#options;
    if (tls && context) {
      this.#stage = 'tls';
      if (!this.#socket && this.#carrier) this.#handshake(beginTls(tls, context(), { socket: this.#carrier }), tls);
      this.#wire = this.#carrier ?? carrierOf(this.#socket);
    } else if (request) this.#ask();
    else this.#pass();
  }

  #handshake(socket: TLSSocket, plan: TlsPlan): void {
    socket.once('secureConnect', () => {
      if (this.#settled) return;
      try {
        this.#tls = tlsSeen(socket, plan, this.#options.host);
      } catch (error) {
        return void this.#giveUp(error);
      }
      if (this.#plan.request) this.#ask();
      else this.#pass();
    });
    this.#watch(socket);
  }

  #watch(socket: Socket): void {
    this.#socket = socket;
    // Before Node's own listener, which makes an error of it that looks like a reset.
    socket.prependListener('end', () => this.#ended());
    socket.on('data', (chunk) => this.#came(chunk));
    socket.on('error', (error) => this.#failed(error));
    socket.once('close', () => this.#gone());
  }

  /** Until TLS lies over it. */
  #watchCarrier(carrier: Socket): void {
    carrier.on('error', (error) => this.#failed(error));
    carrier.once('close', () => {
      if (!this.#socket) this.#gone();
    });
  }

  #ask(): void {
    const { request } = this.#plan;
    if (!request) return;
    this.#stage = 'http';
    this.#answer = new AnswerReader(request, this.#options.wholeBody);
    this.#socket?.write(requestText(request), 'latin1');
  }

  #came(chunk: Buffer): void {
    if (this.#settled) {
      this.#discarded += chunk.length;
      if (this.#discarded > discardLimit) this.#socket?.destroy();
      return;
    }
    const answer = this.#answer;
    if (!answer) return;
    const begun = answer.body !== null;
    try {
      answer.push(chunk);
    } catch (error) {
      const code = codeOf(error);
      if (code === null) return void this.#giveUp(error);
      return void this.#fail({ code, timedOut: false, transport: null });
    }
    if (!answer.body) return;
    if (answer.body.enough) this.#pass();
    else if (!begun) this.#patient();
  }

  // An answer whose body hangs is still an answer, not a timeout.
  #patient(): void {
    const left = Math.max(0, this.#start + this.#options.timeout - performance.now());
    clearTimeout(this.#timer);
    const patience = this.#options.wholeBody ? left * 0.9 : Math.min(bodyPatience, left / 2);
    this.#timer = setTimeout(() => this.#pass({ hangs: true }), patience);
  }

  #ended(): void {
    this.#peerEnded = true;
    if (this.#settled) return void this.#sayGoodbye();
    if (this.#stage !== 'http') return void this.#fail({ code: 'ECONNRESET', timedOut: false, transport: null });
    if (this.#answer?.body && !this.#options.wholeBody) return void this.#pass();
    // libuv takes a reset that comes with data for an end (uv__stream_io): the kernel still has the error. A write of
    // nothing does not come as far as the kernel over TLS; an empty line does, and is none of the peer's concern now.
    this.#socket?.write(this.#plan.tls ? '\r\n' : nothing, (error) => {
      if (this.#settled || error) return;
      if (this.#answer?.body) this.#pass({ ended: true });
      else this.#fail({ code: 'ECONNRESET', timedOut: false, transport: null });
    });
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#settled) return;
    if (this.#answer?.body) return void this.#pass();
    const code = codeOf(error);
    if (code === null) return void this.#giveUp(error);
    // Node has an error of its own for an end: it comes from no call of the system.
    const transport = error.syscall === undefined ? null : code;
    this.#fail({ code, timedOut: false, transport }, error.syscall);
  }

  #gone(): void {
    clearTimeout(this.#timer);
    if (!this.#settled) this.#fail({ code: 'ECONNRESET', timedOut: false, transport: null });
    this.#letGo?.();
    if (this.#peerEnded) setTimeout(this.#over, settling);
    else this.#over();
  }

  #pass({ ended = false, hangs = false } = {}): void {
    const answer = this.#answer;
    const http = answer?.facts();
    const glance: Glance = { outcome: 'passed', ms: this.#ms() };
    if (this.#tls) glance.tls = this.#tls;
    if (http) glance.http = http;
    if (this.#options.wholeBody && answer?.body) glance.bodySha256 = answer.body.sha256(ended);
    this.#settle(glance, false);
    // Whoever ends first keeps the port for a minute (RFC 9293, section 3.6): the peer, where it was asked to.
    if (answer && !hangs && !this.#peerEnded) this.#timer = setTimeout(() => this.#sayGoodbye(), grace);
    else this.#sayGoodbye();
  }

  #fail(end: { code: string | null; timedOut: boolean; transport: string | null }, syscall?: string): void {
    const stage = this.#stage;
    const failure = failureOf({ ...end, stage, wire: nothing, answer: this.#answer?.first ?? nothing });
    const met = acceptedFirst(failure, this.#plan);
    const glance: Glance = { outcome: met ? 'failed' : 'passed', ms: this.#ms() };
    if (met) glance.failure = met;
    const shortage = stage === 'connect' ? shortageOf(end.code, syscall === 'bind') : undefined;
    if (shortage !== undefined) glance.shortage = shortage;
    if (this.#tls) glance.tls = this.#tls;
    this.#settle(glance, stage === 'tls' && !end.timedOut && this.#isVeiled(failure));
    this.#sayGoodbye();
  }

  #isVeiled({ kind }: Failure): boolean {
    if (kind === 'protocol') return true;
    return (kind === 'closed' || kind === 'reset') && this.#wire?.bytesRead !== 0;
  }

  #settle(glance: Glance, veiled: boolean): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#resolve({ glance, closed: this.#closed, veiled });
  }

  /** Ends our side in order, close_notify and FIN, and gives the peer a while for its own. */
  #sayGoodbye(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket ?? this.#carrier;
    if (!socket || socket.destroyed || socket.connecting) return void socket?.destroy();
    socket.end();
    this.#timer = setTimeout(() => socket.destroy(), grace);
  }

  /** Aborted, or a bug of ours: nothing was seen. */
  #giveUp(error: unknown): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    (this.#socket ?? this.#carrier)?.destroy();
    this.#reject(error);
  }

  #ms(): number {
    return Math.round((performance.now() - this.#start) * 10) / 10;
  }
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}
