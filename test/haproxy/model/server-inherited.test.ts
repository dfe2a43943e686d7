import { createServer, type Server } from 'node:net';
import t from 'tap';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { defaultsSection, globalSection } from '../../interop/real/haproxy-sections.ts';
import { poll } from '../../interop/real/poll.ts';
import { freePorts } from '../../interop/real/ports.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';
import { modelOf } from './verdict.ts';

/** Lines of a backend, ADDRESS in place of the backend's own; and what its checks begin with, each server's in turn. */
const cases: readonly (readonly [lines: string, begins: readonly string[], since?: number])[] = [
  ['server s ADDRESS check send-proxy-v2 send-proxy', ['PROXY v2']],
  ['server s ADDRESS check proxy-v2-options crc32c', ['PROXY v1']],
  ['server s ADDRESS check send-proxy-v2-ssl no-send-proxy-v2', ['PROXY v1']],
  ['server s ADDRESS check send-proxy-v2 no-send-proxy', ['PROXY v2']],
  ['default-server send-proxy-v2\nserver s ADDRESS check send-proxy', ['PROXY v2']],
  ['option httpchk\nserver s ADDRESS check check-proto h2', ['HTTP/2']],
  ['option httpchk\ndefault-server check-proto h2\nserver s ADDRESS check', ['HTTP/1']],
  ['option httpchk\nserver-template s 2 ADDRESS check check-proto h2', ['HTTP/2', 'HTTP/1']],
  ['server s ADDRESS check ssl verify none curves P-384', ['groups 0018'], 3.0],
  ['default-server curves P-384\nserver s ADDRESS check ssl verify none', ['other groups'], 3.0],
  ['server-template s 2 ADDRESS check ssl verify none curves P-384', ['groups 0018', 'other groups'], 3.0],
];

function beginning(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (text.startsWith('PROXY ')) return 'PROXY v1';
  if (text.startsWith('\r\n\r\n\0\r\nQUIT\n')) return 'PROXY v2';
  if (text.startsWith('PRI * HTTP/2.0')) return 'HTTP/2';
  // supported_groups (RFC 8446, 4.2.7) with secp384r1 alone.
  if (bytes[0] === 0x16) return bytes.includes(Buffer.from('000a000400020018', 'hex')) ? 'groups 0018' : 'other groups';
  return 'HTTP/1';
}

/** Takes connections and notes how they begin. */
async function listen(seen: Set<string>): Promise<{ port: number; server: Server }> {
  const [port = 0] = await freePorts(1);
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (bytes) => {
        seen.add(beginning(bytes));
        socket.destroy();
      });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, server };
}

/** How the check of each server begins, as the model has it. */
function modelled(lines: string, branch: string): string[] {
  const text = `backend b\n${lines.replaceAll('ADDRESS', '127.0.0.1:1')}\n`;
  const servers = modelOf(text, branch).proxies[0]?.servers ?? [];
  return servers.map(({ settings }) => {
    const header = settings.get('send-proxy');
    if (header) return header.keyword.startsWith('send-proxy-v2') ? 'PROXY v2' : 'PROXY v1';
    if (settings.has('ssl')) return settings.has('curves') ? 'groups 0018' : 'other groups';
    return settings.get('check-proto')?.args[0]?.text === 'h2' ? 'HTTP/2' : 'HTTP/1';
  });
}

async function measure(tool: Tool, some: typeof cases): Promise<Set<string>[]> {
  const seen = some.map(() => new Set<string>());
  const listeners = await Promise.all(seen.map(listen));
  const backends = some.map(([lines], i) => {
    const address = `127.0.0.1:${listeners[i]?.port} inter 200ms`;
    return `backend x${i}\n${lines.replaceAll('ADDRESS', address)}\n`;
  });
  const haproxy = await startHaproxy(tool, `${globalSection()}${defaultsSection('mode http')}${backends.join('')}`);
  const all = async () => some.every(([, begins], i) => (seen[i]?.size ?? 0) >= begins.length) || undefined;
  try {
    await poll(all, 8000, () => `not all checks came: ${seen.map((one) => [...one].join('+')).join(', ')}`);
    return seen;
  } finally {
    await haproxy.close();
    for (const { server } of listeners) server.close();
  }
}

const tools = loadTools();
if (tools === null) {
  if (process.env.CI === 'true') t.fail('no HAProxy was provided');
  else t.pass('no HAProxy is at hand');
} else {
  for (const [branch, tool] of Object.entries(tools.haproxy))
    t.test(`what HAProxy ${branch} hands on to servers is what the model does`, async (t) => {
      const some = cases.filter(([, , since = 0]) => Number(branch) >= since);
      const seen = await measure(tool, some);
      for (const [i, [lines, begins]] of some.entries()) {
        t.same([...(seen[i] ?? [])].sort(), [...begins].sort(), `measured: ${lines}`);
        t.same(modelled(lines, branch), begins, `modelled: ${lines}`);
      }
    });
}
