import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What HAProxy is put in front of while its log is recorded. */
export interface Backends {
  ports: Record<'web' | 'hang' | 'reset' | 'empty' | 'garbage' | 'agent' | 'dns', number>;
  /** What `/flip` is answered with. */
  flip: { status: string };
  /** What the agent says. */
  agent: { says: string };
  /** The address that the name server gives; null: it knows none. */
  name: { address: string | null };
  close(): Promise<void>;
}

async function listen(serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** `/status/404/Not%20Found` is answered so, `/flip` as told, everything else with 200. */
function answer(path: string, flip: string): string {
  const [, , code = '200', reason = 'OK'] = path.startsWith('/status/') ? path.split('/') : [];
  const line = path === '/flip' ? flip : `${code} ${decodeURIComponent(reason)}`;
  return `HTTP/1.1 ${line}\r\nServer: recorded\r\nSet-Cookie: SID=of-server; path=/\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok`;
}

/** Answers one question for an A record (RFC 1035, section 4). */
function dnsAnswer(question: Buffer, address: string | null): Buffer {
  let end = 12;
  while ((question[end] ?? 0) !== 0) end += (question[end] ?? 0) + 1;
  const asked = question.subarray(12, end + 5);
  const known = address !== null && question.readUInt16BE(end + 1) === 1;
  const head = Buffer.from([
    question[0] ?? 0,
    question[1] ?? 0,
    0x81,
    known ? 0x80 : 0x83,
    0,
    1,
    0,
    known ? 1 : 0,
    0,
    0,
    0,
    0,
  ]);
  const record = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...(address ?? '').split('.').map(Number)];
  return Buffer.concat([head, asked, ...(known ? [Buffer.from(record)] : [])]);
}

/**
 * Starts them, all on loopback.
 * @returns the running backends
 * @throws Error when no port can be had
 */
export async function startBackends(): Promise<Backends> {
  const flip = { status: '200 OK' };
  const agent = { says: 'up' };
  const name: Backends['name'] = { address: '127.0.0.1' };
  const web = await listen((socket) => {
    let asked = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      asked += text;
      if (asked.includes('\r\n\r\n')) socket.end(answer(asked.split(' ')[1] ?? '/', flip.status));
    });
  });
  const hang = await listen((socket) => socket.resume());
  const reset = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const empty = await listen((socket) => socket.once('data', () => socket.end()));
  const garbage = await listen((socket) => socket.once('data', () => socket.end('220 mail.example.test ESMTP\r\n')));
  const agentServer = await listen((socket) => socket.end(`${agent.says}\n`));
  const dns = createSocket('udp4').bind(0, '127.0.0.1');
  await once(dns, 'listening');
  dns.on('message', (question, from) => dns.send(dnsAnswer(question, name.address), from.port, from.address));
  const servers = { web, hang, reset, empty, garbage, agent: agentServer };
  const ports = Object.fromEntries(
    Object.entries(servers).map(([name, server]) => [name, (server.address() as AddressInfo).port]),
  );
  return {
    ports: { ...ports, dns: dns.address().port } as Backends['ports'],
    flip,
    agent,
    name,
    async close() {
      dns.close();
      for (const server of Object.values(servers)) server.close();
    },
  };
}
