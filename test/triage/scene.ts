import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fixture } from '../../fixtures/servers/index.ts';
import type { RunningBackends } from '../conformance/backends/start.ts';
import type { Cell } from '../conformance/cells.ts';
import { answerFor } from '../conformance/measure/client.ts';
import { cellText, frontendAddress, wholeText } from '../conformance/text.ts';
import { makeFolder } from '../interop/real/folder.ts';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { showServers } from '../interop/real/haproxy-stats.ts';
import { poll } from '../interop/real/poll.ts';
import { freePorts } from '../interop/real/ports.ts';
import { startSyslog } from '../interop/real/syslog.ts';
import { pool } from '../provision/pool.ts';
import type { Tool } from '../provision/tools.ts';
import { causesOf, nameOf, type Row } from './rows.ts';

/** A server that no row can say, with the codes that must be named of it. */
export interface Special {
  name: string;
  causes: ReadonlySet<string>;
  /** It is told, and nobody connects to it. */
  untouched?: true;
}

/** A running HAProxy with servers in trouble. */
export interface Scene {
  text: string;
  socket: string;
  /** Waits until HAProxy has checked all servers, and sends each of them a request. */
  settle(): Promise<void>;
  statsUrl: string;
  statsAuth: string;
  /** Its log so far. */
  log(): string;
  specials: readonly Special[];
  /** Connections that reached what must not be connected to. */
  touched(): number;
  close(): Promise<void>;
}

/**
 * Starts HAProxy with a server for each row and some that are special.
 * @param tool which HAProxy
 * @param running the rows' backends
 * @param rows the servers
 * @param legends whether its statistics page tells addresses
 * @returns the scene
 */
export async function startScene(
  tool: Tool,
  running: RunningBackends,
  rows: readonly Row[],
  legends: boolean,
): Promise<Scene> {
  const [frontendPort = 0, statsPort = 0, otherPort = 0] = await freePorts(3);
  const syslog = await startSyslog();
  const six = await startSix();
  const folder = await makeFolder({});
  const paths = await startPaths(folder.path);
  const around = { files: running.files, ports: running.ports, frontendPort, logPort: syslog.port, otherPort };
  const sections = rows.map((row, index) => cellText(cellOf(row), frontendAddress(index), around));
  const page = `listen stats\n    mode http\n    bind 127.0.0.1:${statsPort}\n    stats enable\n    stats uri /stats\n    stats auth admin:se:cret\n${legends ? '    stats show-legends\n' : ''}`;
  const named = `localhost:${running.ports.get('close-without-sni')}`;
  const more = [
    section('ipv6', `server s1 [::1]:${six.port} ssl verify none check`),
    section('by-name', `server s1 ${named} ssl verify none check`),
    section(
      'odd:name.-_X',
      `server s-1.a:b_ 127.0.0.1:${running.ports.get('close-without-sni')} ssl verify none check`,
    ),
    section('maintenance', `server s1 127.0.0.1:${paths.port} check disabled`),
    section('socket-up', `server s1 unix@${paths.path} check`),
    section('socket-down', `server s1 unix@${paths.path}.gone check`),
  ];
  const text = wholeText([...sections, page, ...more], around, { checks: true, threads: 1 }).replace(
    /inter \d+s/,
    'inter 4s',
  );
  const aside = () => Promise.all([six.close(), paths.close(), syslog.close(), folder.remove()]);
  const haproxy = await startHaproxy(tool, text).catch(async (error: unknown) => {
    await aside();
    throw error;
  });
  const settle = async (): Promise<void> => {
    await poll(
      async () => {
        const open = (await showServers(haproxy)).filter(
          ({ check_status = '', status }) => status !== 'MAINT' && /^$|^\* |^INI/.test(check_status),
        );
        return open.length === 0 ? true : undefined;
      },
      30_000,
      () => 'some checks never end',
      100,
    );
    await pool([...rows.entries()], 48, ([index]) => answerFor(frontendAddress(index), frontendPort, true));
  };
  const close = async () => {
    await haproxy.close();
    await aside();
  };
  const withoutName = causesOf('close-without-sni', ['tls']);
  return {
    text,
    socket: haproxy.socket,
    settle,
    statsUrl: `http://127.0.0.1:${statsPort}/stats`,
    statsAuth: 'admin:se:cret',
    log: () => `${syslog.lines.join('\n')}\n`,
    specials: [
      { name: 'ipv6/s1', causes: withoutName },
      { name: 'by-name/s1', causes: withoutName },
      { name: 'odd:name.-_X/s-1.a:b_', causes: withoutName },
      { name: 'maintenance/s1', causes: new Set(), untouched: true },
      { name: 'socket-up/s1', causes: new Set(), untouched: true },
      { name: 'socket-down/s1', causes: new Set(), untouched: true },
    ],
    touched: paths.touched,
    close,
  };
}

function cellOf(row: Row): Cell {
  const { configuration, fixture: name } = row;
  // Its backend runs already.
  const start = () => Promise.reject(new Error(`${name} runs elsewhere`));
  return { name: nameOf(row), configuration, backend: { name, start } };
}

function section(name: string, line: string): string {
  return `backend ${name} from base\n    mode http\n    ${line}\n`;
}

async function startSix() {
  const running = await fixture('close-without-sni')?.start({ address: '::1' });
  if (!running) throw new Error('there is no such fixture');
  return running;
}

/** A server behind a path, and a port that nobody is to connect to. */
async function startPaths(folder: string) {
  const path = join(folder, 'server.sock');
  let touched = 0;
  const behind = createServer((_, answer) => void answer.end('ok')).listen(path);
  const aside = createServer().listen(0, '127.0.0.1');
  aside.on('connection', () => {
    touched += 1;
  });
  await Promise.all([once(behind, 'listening'), once(aside, 'listening')]);
  const address = aside.address();
  return {
    path,
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    touched: () => touched,
    close: async () => {
      for (const server of [behind, aside]) server.close().closeAllConnections();
    },
  };
}
