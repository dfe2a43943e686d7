/** Servers that begin to speak HTTP/2 and do not answer, before real HAProxies that demand it (`proto h2`). */
import { once } from 'node:events';
import { constants, createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import type { CheckResult } from '../../src/check-types.ts';
import { checkDifference, trafficDifference } from '../conformance/compare.ts';
import { host } from '../conformance/materials.ts';
import { predict } from '../conformance/predict.ts';
import { type Measured, measure } from '../interop/measure.ts';
import { defaultsSection } from '../interop/real/haproxy-sections.ts';
import { loadTools } from '../provision/tools.ts';

const manners: Record<string, (stream: ServerHttp2Stream) => void> = {
  'says nothing': () => {},
  'ends the stream': (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
  'ends the connection': (stream) => stream.session?.destroy(),
};

/** Each ends with the test. */
async function start(act: (stream: ServerHttp2Stream) => void): Promise<number> {
  const server = createServer();
  const open = new Set<() => void>();
  server.on('session', (session) => {
    open.add(() => session.destroy());
    session.on('error', () => {});
  });
  server.on('stream', (stream: ServerHttp2Stream) => act(stream.on('error', () => {})));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => {
    for (const end of open) end();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const tools = loadTools();
if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');
else if (!tools) t.pass('skipped: the tools are not provisioned');

const site = await (await createPki()).leaf({ names: [host] });
const ports = await Promise.all(Object.values(manners).map(start));
const steps = ports.map(
  (port) =>
    `option httpchk GET /\nhttp-check send hdr Host ${host}\nserver s1 127.0.0.1:${port} proto h2 check inter 3s`,
);

const text = [
  defaultsSection('mode http', 'retries 0', 'timeout connect 4s'),
  ...steps.map((step, i) => `backend be${i}\n${step}\n`),
].join('\n');
const runs = Object.entries(tools?.haproxy ?? {}).map(async ([branch, tool]) => {
  const measured = await measure(tool, steps, { pem: site.chainPem + site.keyPem, host });
  return { branch, measured, servers: (await predict(text, tool.version)).servers };
});

for (const { branch, measured, servers } of await Promise.all(runs))
  for (const [i, manner] of Object.keys(manners).entries()) {
    const { check, traffic } = measured[i] as Measured;
    const predicted = servers[i] as CheckResult['servers'][number];
    // The three servers share a process.
    t.equal(checkDifference(predicted.check, check, true)?.text, undefined, `HAProxy ${branch}, ${manner}: its check`);
    t.equal(
      trafficDifference(predicted.traffic[0], { ...traffic, answer: null })?.text,
      undefined,
      `HAProxy ${branch}, ${manner}`,
    );
  }
