import t, { type Test } from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { haproxyBranches } from '../provision/wanted.ts';
import { startApache } from './real/apache.ts';
import { startCaddy } from './real/caddy.ts';
import { startEnvoyAsContour } from './real/envoy.ts';
import { startHaproxy } from './real/haproxy.ts';
import { checkConfig } from './real/haproxy-check-config.ts';
import { awaitChecks } from './real/haproxy-checks.ts';
import { defaultsSection, globalSection } from './real/haproxy-sections.ts';
import { showStat } from './real/haproxy-stats.ts';
import { ask, type Question } from './real/http-request.ts';
import { startNginx } from './real/nginx.ts';
import { parseHttpLog, startSyslog } from './real/syslog.ts';

const host = 'www.example.test';
const otherHost = 'other.example.test';
const tools = loadTools();
const pki = await createPki();
const leaf = await pki.leaf({ names: [host, otherHost] });
const otherLeaf = await pki.leaf({ names: [otherHost] });
const site = { host, certPem: leaf.chainPem, keyPem: leaf.keyPem };

async function outcome(port: number, question: Question): Promise<number | string> {
  const answer = await ask(port, question);
  return 'status' in answer ? answer.status : answer.closed;
}

function whenProvisioned(name: string, tool: Tool | undefined, body: (t: Test, tool: Tool) => Promise<void>) {
  const absent = tools?.absent.includes(name.replace('HAProxy ', ''));
  if (tool !== undefined) return t.test(`${name} ${tool.version}`, (t) => body(t, tool));
  const reason = absent ? 'no source carries this branch any more' : 'not provisioned; run test/provision/main.ts';
  if (process.env.CI === 'true' && !absent) return t.test(name, async (t) => t.fail(reason));
  return t.test(name, { skip: reason }, () => {});
}

await whenProvisioned('Envoy as Contour', tools?.envoy, async (t, tool) => {
  const server = await startEnvoyAsContour(tool, { ...site, otherHost });
  t.teardown(server.close);
  const { securePort, plainPort } = server;
  const tls = { serverName: host };
  t.equal(await outcome(securePort, { tls: {}, host }), 'ECONNRESET', 'no server name: reset');
  t.equal(await outcome(securePort, { tls: { serverName: 'x.example.test' }, host }), 'ECONNRESET', 'unknown: reset');
  t.equal(await outcome(securePort, { tls, host }), 200);
  t.equal(await outcome(securePort, { tls, host: `${host.toUpperCase()}:8443` }), 200, 'port and case do not matter');
  t.equal(await outcome(securePort, { tls }), 400, 'no Host');
  t.equal(await outcome(securePort, { tls, host: '' }), 421, 'empty Host');
  t.equal(await outcome(securePort, { tls, host: otherHost }), 421, 'Host of another site');
  t.equal(await outcome(securePort, { tls: { serverName: otherHost }, host: otherHost }), 200);
  t.equal(await outcome(securePort, { host }), 'ECONNRESET', 'plain HTTP to the TLS port');
  t.equal(await outcome(plainPort, { host }), 301);
  t.equal(await outcome(plainPort, { host: 'x.example.test' }), 404);
  t.equal(await outcome(plainPort, {}), 400);
});

await whenProvisioned('nginx that rejects handshakes', tools?.nginx, async (t, tool) => {
  const server = await startNginx(tool, { ...site, variant: 'reject-handshake' });
  t.teardown(server.close);
  const { securePort, plainPort } = server;
  t.equal(await outcome(securePort, { tls: {}, host }), 'alert 112', 'unrecognized_name');
  t.equal(await outcome(securePort, { tls: { serverName: otherHost }, host }), 'alert 112');
  t.equal(await outcome(securePort, { tls: { serverName: host }, host }), 200);
  t.equal(await outcome(securePort, { host }), 400, 'plain HTTP to the TLS port');
  t.equal(await outcome(plainPort, { host }), 200);
});

await whenProvisioned('nginx with a default certificate', tools?.nginx, async (t, tool) => {
  const { certPem, keyPem } = otherLeaf;
  const server = await startNginx(tool, {
    ...site,
    variant: 'default-certificate',
    defaultCertPem: certPem,
    defaultKeyPem: keyPem,
  });
  t.teardown(server.close);
  t.equal(await outcome(server.securePort, { tls: {}, host: otherHost }), 404);
  t.equal(await outcome(server.securePort, { tls: { serverName: host }, host }), 200);
});

await whenProvisioned('Caddy', tools?.caddy, async (t, tool) => {
  const { certPem, keyPem } = await pki.leaf({ names: [host] });
  const server = await startCaddy(tool, { host, certPem, keyPem });
  t.teardown(server.close);
  t.equal(await outcome(server.securePort, { tls: {}, host }), 'alert 80', 'internal_error');
  t.equal(await outcome(server.securePort, { tls: { serverName: otherHost }, host }), 'alert 80');
  t.equal(await outcome(server.securePort, { tls: { serverName: host }, host }), 200);
});

await whenProvisioned('Apache', tools?.apache, async (t, tool) => {
  const { certPem, keyPem } = otherLeaf;
  const server = await startApache(tool, {
    ...site,
    defaultHost: otherHost,
    defaultCertPem: certPem,
    defaultKeyPem: keyPem,
  });
  t.teardown(server.close);
  t.equal(await outcome(server.securePort, { tls: {}, host }), 403, 'no server name');
  t.equal(await outcome(server.securePort, { tls: { serverName: host }, host }), 200);
  t.equal(await outcome(server.securePort, { tls: { serverName: host }, host: otherHost }), 421);
});

for (const branch of Object.keys(haproxyBranches)) {
  await whenProvisioned(`HAProxy ${branch}`, tools?.haproxy[branch], async (t, tool) => {
    const syslog = await startSyslog();
    t.teardown(syslog.close);
    // The backend's server is HAProxy's own second frontend, so that nothing else has to run.
    const config = ([front = 0, back = 0]: number[]) => `
${globalSection(`log 127.0.0.1:${syslog.port} local0`)}
${defaultsSection('mode http', 'log global', 'option httplog')}
frontend front
    bind 127.0.0.1:${front}
    default_backend be
frontend back
    bind 127.0.0.1:${back} ssl crt site.pem strict-sni
    http-request return status 200
backend be
    option httpchk GET /
    default-server inter 200 ssl verify none sni str(${host})
    server good 127.0.0.1:${back} check check-sni ${host}
    server bad 127.0.0.1:${back} check
`;
    const files = { 'site.pem': site.certPem + site.keyPem };
    t.equal((await checkConfig(tool, config([1, 2]), files)).exitCode, 0);
    const haproxy = await startHaproxy(tool, config, { ports: 2, files });
    t.teardown(haproxy.close);
    const names = (await showStat(haproxy)).map(({ pxname, svname }) => `${pxname}/${svname}`);
    t.strictSame(names, ['front/FRONTEND', 'back/FRONTEND', 'be/good', 'be/bad', 'be/BACKEND']);
    t.match(await awaitChecks(haproxy, ['be/good', 'be/bad'], { minChecks: 2, interMs: 200 }), {
      'be/good': { status: 'UP', check_status: 'L7OK', check_code: '200' },
      'be/bad': { status: 'DOWN', check_status: 'L6RSP', last_chk: /^SSL handshake failure/ },
    });
    t.match(haproxy.logLines().join('\n'), /Server be\/bad is DOWN, reason: Layer6 invalid response/);
    t.match(await ask(haproxy.ports[0] ?? 0, { host }), { status: 200 });
    const line = await syslog.line(/ front be\//);
    const logged = { frontend: 'front', backend: 'be', server: 'good', status: 200, termination: '----' };
    t.strictSame(parseHttpLog(line), logged);
    await t.rejects(startHaproxy(tool, 'nonsense\n'), /unknown keyword 'nonsense'/, 'its stderr is in the error');
  });
}
