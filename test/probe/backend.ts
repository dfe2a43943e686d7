import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { haproxyTls } from '../../src/plan.ts';
import { type ExchangeOptions, exchange } from '../../src/probe/exchange.ts';
import type { Failure, Observation, Plan, RequestPlan, TlsPlan } from '../../src/types.ts';

/** What tests need of the running test: a way to clear away. */
interface Teardown {
  teardown(clear: () => Promise<void>): void;
}

/** Listens on a free port of 127.0.0.1 until the test ends, and returns the port. */
export async function listen(t: Teardown, accept: (socket: Socket) => void, address = '127.0.0.1'): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, accept);
  return standing(t, server, address);
}

/** The same with TLS; `serve` gets connections whose handshake is complete, and the TCP connection below. */
export async function listenTls(
  t: Teardown,
  options: TlsOptions,
  serve: (socket: TLSSocket, carrier: Socket) => void = () => {},
): Promise<number> {
  const carriers = new Map<number | undefined, Socket>();
  const server = createTlsServer(options, (socket) => {
    const carrier = carriers.get(socket.remotePort);
    socket.on('error', () => {});
    if (carrier) serve(socket, carrier);
  });
  server.on('connection', (socket: Socket) => carriers.set(socket.remotePort, socket));
  server.on('tlsClientError', () => {});
  return standing(t, server, '127.0.0.1');
}

async function standing(t: Teardown, server: Server, address: string): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  t.teardown(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

/** TLS as most plans have it, but for what is given. */
export function tlsPlan(given: Partial<TlsPlan> = {}): TlsPlan {
  return { ...haproxyTls(), ...given };
}

/** GET / with a Host header, but for what is given. */
export function get(given: Partial<RequestPlan> = {}): RequestPlan {
  return { version: '1.1', method: 'GET', path: '/', headers: [['host', 'www.example.test']], ...given };
}

interface Given extends Partial<ExchangeOptions> {
  ca?: string;
  certificate?: { cert: string; key: string };
}

/** Performs a plan against 127.0.0.1, a TCP connection but for what is given. */
export async function observe(port: number, plan: Partial<Plan> = {}, given: Given = {}): Promise<Observation> {
  const { ca, certificate, ...options } = given;
  const whole: Plan = { address: '127.0.0.1', port, source: null, proxy: null, tls: null, request: null, ...plan };
  const { observation } = await exchange(
    { id: 'test', title: 'test', plan: whole },
    // An authority of one's own is read a hundred times faster than the system's.
    { timeout: 3000, host: null, credentials: { ca: ca ?? noAuthority, certificate: certificate ?? null }, ...options },
  );
  return observation;
}

/** The failure of an exchange that must fail. */
export async function failing(...given: Parameters<typeof observe>): Promise<Failure> {
  const { outcome, failure } = await observe(...given);
  if (outcome !== 'failed' || !failure) throw new Error(`the exchange ${outcome}`);
  return failure;
}

const noAuthority = '\n';
