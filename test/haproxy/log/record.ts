/**
 * Records what every HAProxy at hand writes into its log, from real runs: `npx tsx test/haproxy/log/record.ts [BRANCH…]`.
 * Writes fixtures/logs/haproxy-BRANCH.log: what was sent to syslog, then what was printed on stderr.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createPki } from '../../../fixtures/pki.ts';
import { makeFolder } from '../../interop/real/folder.ts';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { checkConfig } from '../../interop/real/haproxy-check-config.ts';
import { globalSection } from '../../interop/real/haproxy-sections.ts';
import { command } from '../../interop/real/haproxy-stats.ts';
import { poll } from '../../interop/real/poll.ts';
import { freePorts } from '../../interop/real/ports.ts';
import { startProcess } from '../../interop/real/server-process.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';
import { type Backends, startBackends } from './record-backends.ts';
import { frontends, recordedConfig } from './record-config.ts';
import { sendTraffic } from './record-traffic.ts';

/** Anything of the machine that recorded, and what stands there instead. */
const ofThisMachine: [RegExp, string][] = [[/\/\S+\/haproxy(?=[\s.])/, '/usr/sbin/haproxy']];

async function receive() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const lines: string[] = [];
  socket.on('message', (message) => lines.push(message.toString('latin1').replace(/\n$/, '')));
  const seen = (words: string) =>
    poll(
      async () => (lines.some((line) => line.includes(words)) ? true : undefined),
      8000,
      () => `nothing says ${words}:\n${lines.join('\n')}`,
    );
  return { port: socket.address().port, lines, seen, close: () => socket.close() };
}

type Receiver = Awaited<ReturnType<typeof receive>>;

async function changeStates(backends: Backends, log: Receiver): Promise<void> {
  await log.seen('be_checks has no server');
  backends.name.address = null;
  backends.flip.status = '503 Service Unavailable';
  await log.seen('Server be_tracks/t1 is DOWN');
  await log.seen('Server be_flip/s1 is DOWN');
  backends.flip.status = '200 OK';
  await log.seen('Server be_flip/s1 is UP');
  await log.seen('Server be_logged/s1 is UP');
  backends.flip.status = '404 Not Found';
  await log.seen('Server be_logged/s1 is stopping');
  backends.flip.status = '200 OK';
  for (const says of ['down #tired, "very"', 'up', 'drain', 'ready', 'maint', 'ready up']) {
    const before = log.lines.length;
    backends.agent.says = says;
    await poll(
      async () => (log.lines.slice(before).some((line) => line.includes('be_agent_alone/s1')) ? true : undefined),
      8000,
      () => says,
    );
  }
  await log.seen('going DOWN for maintenance (');
  backends.name.address = '127.0.0.2';
  await log.seen('127.0.0.2');
}

const commands = [
  'set server be_cli/s1 state maint',
  'set server be_cli/s1 state ready',
  'set server be_cli/s1 state drain',
  'set server be_cli/s1 state maint',
  'set server be_cli/s1 state ready',
  'set server be_cli/s2 state drain',
  'set server be_cli/s2 state ready',
  'set server be_cli/s1 health down',
  'set server be_cli/s1 health stopping',
  'set server be_cli/s1 health up',
  'disable server be_flip/s2',
  'enable server be_flip/s2',
  'disable frontend fe_asap',
  'enable frontend fe_asap',
];

const refused = [
  'backend be\n    server s1 127.0.0.1:443 ssl verify none sni example.test\n    server s2 127.0.0.1:443 chekc\n',
  'backend be\n    server s1 127.0.0.1:443 ssl check\n    server s2 127.0.0.1:443 ssl verify required ca-file missing.pem\n',
  'backend be\n    server s1 127.0.0.1 check-sni ""\nfrontend fe\n    use_backend nowhere\n',
];

/** What a master process says when it starts and ends. */
async function startedByMaster(tool: Tool): Promise<string[]> {
  const [port = 0] = await freePorts(1);
  const config = `${globalSection()}defaults\n    timeout client 1s\nfrontend fe\n    bind 127.0.0.1:${port}\n`;
  const folder = await makeFolder({ 'haproxy.cfg': config });
  const master = await startProcess({ tool, args: ['-W', '-db', '-f', 'haproxy.cfg'], folder, listeners: [port] });
  await master.close();
  return master.output().split('\n').filter(Boolean);
}

async function record(tool: Tool, branch: string): Promise<string[]> {
  const pki = await createPki();
  const leaf = await pki.leaf({ names: ['www.example.test'] });
  const files = { 'server.pem': leaf.certPem + leaf.keyPem, 'ca.pem': pki.caPem };
  const backends = await startBackends();
  const log = await receive();
  const haproxy = await startHaproxy(tool, (ports) => recordedConfig({ ports, syslog: log.port, backends, branch }), {
    ports: frontends.length + 1,
    files,
  });
  try {
    await sendTraffic(haproxy.ports);
    await changeStates(backends, log);
    for (const line of commands) await command(haproxy, line);
    await log.seen('fe_asap');
  } finally {
    await haproxy.close();
    await backends.close();
    log.close();
  }
  // What syslog has too stands here a few times: enough to see how stderr differs.
  const stderr = [...haproxy.logLines().slice(0, 30), ...(await startedByMaster(tool))];
  for (const config of refused) {
    const { output } = await checkConfig(tool, globalSection() + config, files);
    stderr.push(...output.split('\n').filter(Boolean));
  }
  return [...log.lines, ...stderr];
}

const tools = loadTools();
if (tools === null) throw new Error('no HAProxy is provisioned: run npm test once');
const wanted = process.argv.slice(2);
for (const [branch, tool] of Object.entries(tools.haproxy)) {
  if (wanted.length > 0 && !wanted.includes(branch)) continue;
  let text = `${(await record(tool, branch)).join('\n')}\n`;
  for (const [pattern, instead] of ofThisMachine) text = text.replaceAll(new RegExp(pattern, 'g'), instead);
  await writeFile(new URL(`../../../fixtures/logs/haproxy-${branch}.log`, import.meta.url), text, 'latin1');
  process.stdout.write(`haproxy-${branch}.log: ${text.split('\n').length - 1} lines, ${text.length} bytes\n`);
}
