/**
 * Checks over TLS that demand HTTP/2 (`proto h2`), before a server whose connection stands at once, as over loopback, and
 * one whose connection takes a while, as over a network.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import type { CheckPrediction, CheckResult } from '../../src/check-types.ts';
import { checkDifference } from '../conformance/compare.ts';
import { host } from '../conformance/materials.ts';
import { predict } from '../conformance/predict.ts';
import { type Measured, measureChecks } from '../interop/measure.ts';
import { defaultsSection } from '../interop/real/haproxy-sections.ts';
import { poll } from '../interop/real/poll.ts';
import { loadTools } from '../provision/tools.ts';

const site = await (await createPki()).leaf({ names: [host] });

/**
 * Speaks HTTP/2 over TLS in a thread of its own, which can be kept from accepting: the kernel drops what comes then, and a
 * connection stands only after a second attempt, when nobody waits for it in the call that began it. A network does that
 * to every connection.
 */
const listener = `
const { createSecureServer } = require('node:http2');
const { parentPort, workerData: { key, cert, free } } = require('node:worker_threads');
const server = createSecureServer({ key, cert });
server.on('stream', (stream) => stream.on('error', () => {}).respond({ ':status': 200 }, { endStream: true }));
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(free, 0, 0);
});
`;

interface Site {
  port: number;
  /** Lets it accept; until then it does not. */
  free(): void;
}

/** Ends with the test. */
async function startSite(): Promise<Site> {
  const free = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData = { key: site.keyPem, cert: site.chainPem, free };
  const worker = new Worker(listener, { eval: true, execArgv: [], workerData });
  const release = () => {
    Atomics.store(free, 0, 1);
    Atomics.notify(free, 0);
  };
  t.teardown(async () => {
    release();
    await worker.terminate();
  });
  const [port] = (await once(worker, 'message')) as [number];
  return { port, free: release };
}

/** The kernel takes one connection more than the backlog says. */
async function fillQueue(port: number): Promise<void> {
  for (let caller = 0; caller < 2; caller += 1) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    t.teardown(() => socket.destroy());
    await once(socket, 'connect');
  }
}

/** Waits until somebody's SYN to a port was dropped (proc_pid_net(5): state 02 is SYN_SENT). */
function synSent(port: number): Promise<true> {
  const line = new RegExp(`: \\S+ 0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 02 `);
  const look = async () => line.test(await readFile('/proc/net/tcp', 'utf8')) || undefined;
  return poll(look, 20_000, () => 'no check came');
}

const backend = (port: number) =>
  `option httpchk GET /\nhttp-check send hdr Host ${host}\nserver s1 127.0.0.1:${port} ssl verify none alpn h2 proto h2 check inter 8s`;

async function predicted({ port }: Site, version: string): Promise<CheckPrediction> {
  const text = `${defaultsSection('mode http', 'timeout connect 4s')}\nbackend be\n${backend(port)}\n`;
  const [server] = (await predict(text, version)).servers;
  return (server as CheckResult['servers'][number]).check;
}

const tools = loadTools();
if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');
else if (!tools) t.pass('skipped: the tools are not provisioned');

const runs = Object.entries(tools?.haproxy ?? {}).map(async ([branch, tool]) => {
  const frontend = { pem: site.chainPem + site.keyPem, host };
  const [near, far] = await Promise.all([startSite(), startSite()]);
  near.free();
  await fillQueue(far.port);
  const steps = [near, far].map(({ port }) => backend(port));
  const freed = synSent(far.port).then(far.free);
  const measured = await measureChecks(tool, steps, frontend);
  await freed;
  const foretold = [await predicted(near, tool.version), await predicted(far, tool.version)];
  return { branch, measured, foretold };
});
for (const { branch, measured, foretold } of await Promise.all(runs)) {
  for (const [i, what] of ['at once', 'later'].entries()) {
    const difference = checkDifference(foretold[i] as CheckPrediction, measured[i] as Measured['check'], true);
    t.equal(difference?.text, undefined, `HAProxy ${branch}, a connection that stands ${what}`);
  }
  t.equal(measured[1]?.status, 'L7OK', `HAProxy ${branch}: no answer is lost where the connection stands later`);
}
