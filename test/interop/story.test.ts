/**
 * A site behind Envoy as Project Contour configures it, and the five configurations through which people get there:
 * `check` foretells what a real HAProxy of each branch reports of every one, and calls the last healthy.
 */
import t from 'tap';
import { runCheck } from '../../src/check/run.ts';
import type { CheckedServer, CheckFinding } from '../../src/check-types.ts';
import { optionsFor } from '../conformance/predict.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadTools } from '../provision/tools.ts';
import { disagreements } from './agreement.ts';
import { certificates, host, realBackends } from './backends.ts';
import { type Measured, measure } from './measure.ts';

/** As long as the files of other measurements may take together, in ms. */
const patience = 900_000;

const tools = loadTools();
const contour = realBackends.find(({ name }) => name === 'Envoy as Contour');
if (!tools?.envoy || !contour) {
  if (process.env.CI === 'true') t.fail('the tools are not provisioned');
  else t.pass('skipped: the tools are not provisioned');
} else {
  t.setTimeout(2 * patience);
  t.teardown(await oneAtATime(patience));
  const made = await certificates();
  const site = { pem: made.leaf.chainPem + made.leaf.keyPem, host };
  const running = await contour.start(tools, made);
  t.teardown(running.close);
  const steps = story(running.port, running.httpPort ?? 0);
  // Most of it is waiting for checks: the branches wait together.
  const branches = Object.entries(tools.haproxy).map(async ([branch, tool]) => {
    const [measured, result] = await Promise.all([measure(tool, steps, site), checked(steps, tool.version)]);
    return { branch, measured, ...result };
  });
  for (const { branch, measured, servers, findings } of await Promise.all(branches)) {
    await t.test(`HAProxy ${branch}`, async (t) => {
      for (const [i, step] of steps.entries()) {
        const server = servers[i] as CheckedServer;
        const seen = measured[i] as Measured;
        t.comment(row(branch, i, server, seen));
        t.same(disagreements(prediction(step, server), seen), [], `step ${i + 1}`);
      }
      const worst = steps.map((_, i) => severest(findings.filter(({ proxy }) => proxy === `be${i}`)));
      // 3.3 and later send the Host as server name by themselves: the fourth is well there.
      const fourth = Number(branch) >= 3.3 ? 'warning' : 'error';
      t.same(worst, ['error', 'error', 'error', fourth, 'warning'], 'and the last is healthy, with warnings');
    });
  }
}

/** The lines of a backend each: what is added from step to step is what the failure before seems to ask for. */
function story(port: number, httpPort: number): string[] {
  const tls = `server s1 127.0.0.1:${port} ssl verify none`;
  const httpchk = 'option httpchk GET /';
  const send = `http-check send hdr Host ${host}`;
  return [
    [`server s1 127.0.0.1:${httpPort} check`],
    [httpchk, `${tls} check`],
    [httpchk, `${tls} check-sni ${host} check`],
    [httpchk, send, `${tls} check-sni ${host} check`],
    [
      'http-request set-header Connection keep-alive',
      `http-request set-header Host ${host}`,
      'http-request set-header X-Forwarded-Proto https',
      httpchk,
      send,
      'http-check expect status 200',
      `${tls} check-sni ${host} sni str(${host}) check`,
    ],
  ].map((lines) => lines.join('\n'));
}

/** What `check` says of all of them, clients coming over TLS. */
async function checked(lines: readonly string[], version: string) {
  const sections = lines.map(
    (text, i) =>
      `frontend fe${i}\n  bind 127.0.0.1:${8000 + i} ssl crt site.pem\n  default_backend be${i}\nbackend be${i}\n${text}\n`,
  );
  const defaults = 'defaults\n  mode http\n  timeout connect 4s\n  timeout client 5s\n  timeout server 5s\n';
  return runCheck({ ...optionsFor(defaults + sections.join(''), version), hosts: [host], timeout: 5000 });
}

function prediction(directives: string, { check, traffic }: CheckedServer): Parameters<typeof disagreements>[0] {
  const [client] = traffic;
  const up = check.up === true;
  return {
    directives,
    evidence: [],
    check: { ...check, status: check.status ?? '', up },
    traffic: {
      status: client?.status ?? null,
      termination: client?.termination ?? '',
      alternatives: client?.alternatives ?? [],
    },
  };
}

function severest(findings: readonly CheckFinding[]): string | undefined {
  return ['error', 'warning', 'info'].find((severity) => findings.some((one) => one.severity === severity));
}

function row(branch: string, step: number, { check, traffic }: CheckedServer, seen: Measured): string {
  const [client] = traffic;
  const foretold = `${check.status} ${check.code ?? ''} / ${client?.status} ${client?.termination}`;
  const real = `${seen.check.status} ${seen.check.code ?? ''} / ${seen.traffic.status} ${seen.traffic.termination}`;
  return `${branch} | step ${step + 1} | foretold ${foretold} | HAProxy ${real} ${JSON.stringify(seen.check.info)}`;
}
