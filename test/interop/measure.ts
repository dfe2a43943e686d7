import type { Mode } from '../../src/types.ts';
import type { Tool } from '../provision/tools.ts';
import { startHaproxy } from './real/haproxy.ts';
import { awaitChecks } from './real/haproxy-checks.ts';
import { defaultsSection, globalSection } from './real/haproxy-sections.ts';
import { ask } from './real/http-request.ts';
import { parseHttpLog, startSyslog } from './real/syslog.ts';

/** What a real HAProxy reported. */
export interface Measured {
  check: { status: string; code: number | null; info: string; up: boolean };
  traffic: { status: number | null; termination: string };
}

/** The certificate of HAProxy's own frontends: users come over TLS. */
export interface FrontendSite {
  pem: string;
  /** The name that users ask for. */
  host: string;
}

const parts = (backend: string) => backend.split('\n').map((line) => line.trim());

/** One backend per step, each behind a frontend of its own. */
function config(steps: readonly string[], ports: readonly number[], log: number, checks: boolean, mode: Mode): string {
  const sections = steps.map((step, i) => {
    const lines = parts(step).map((line) => (checks ? line : line.replace(/^(server .*) check( |$)/, '$1$2')));
    return [
      `frontend fe${i}`,
      `    mode ${mode}`,
      `    option ${mode}log`,
      '    log global',
      `    bind 127.0.0.1:${ports[i]}${mode === 'http' ? ' ssl crt frontend.pem' : ''}`,
      `    use_backend be${i}`,
      `backend be${i}`,
      `    mode ${mode}`,
      ...lines.map((line) => `    ${line}`),
      '',
    ].join('\n');
  });
  const global = globalSection(`log 127.0.0.1:${log} local0`, 'tune.ssl.default-dh-param 2048');
  return [global, defaultsSection('retries 0', 'timeout connect 4s'), ...sections].join('\n');
}

/** Clients say what they are: some sites answer nobody else. */
const client = { 'User-Agent': 'sni-doctor', Accept: '*/*' };

/**
 * Runs steps on a real HAProxy: the checks in one process, traffic in a fresh one without checks, so that no TLS
 * session of a check helps it.
 * @param tool which HAProxy
 * @param steps the lines of a backend each, server line last
 * @param site the frontends' certificate, and the name that clients ask for
 * @returns what it reported of each step
 */
export async function measure(tool: Tool, steps: readonly string[], site: FrontendSite): Promise<Measured[]> {
  const checks = await measureChecks(tool, steps, site);
  const traffic = await measureTraffic(tool, steps, site);
  return steps.map((_, i) => ({ check: checks[i] as Measured['check'], traffic: traffic[i] as Measured['traffic'] }));
}

/**
 * Runs only the checks of steps on a real HAProxy.
 * @param tool which HAProxy
 * @param steps as of {@link measure}
 * @param site as of {@link measure}
 * @param mode of the backends; in `tcp` their frontends pass TLS through
 * @returns what it reported of each check
 */
export async function measureChecks(
  tool: Tool,
  steps: readonly string[],
  site: FrontendSite,
  mode: Mode = 'http',
): Promise<Measured['check'][]> {
  const options = { ports: steps.length, files: { 'frontend.pem': site.pem } };
  const haproxy = await startHaproxy(tool, (ports) => config(steps, ports, 9, true, mode), options);
  try {
    const servers = steps.map((_, i) => `be${i}/s1`);
    const health = await awaitChecks(haproxy, servers, { minChecks: 1 });
    return servers.map((name) => {
      const { check_status = '', check_code = '', last_chk = '', status = '' } = health[name] ?? {};
      return {
        status: check_status,
        code: /^L7(OK|STS)/.test(check_status) ? Number(check_code) : null,
        info: last_chk,
        up: /^(UP|no check)/.test(status) && /OK/.test(check_status),
      };
    });
  } finally {
    await haproxy.close();
  }
}

async function measureTraffic(
  tool: Tool,
  steps: readonly string[],
  site: FrontendSite,
): Promise<Measured['traffic'][]> {
  const syslog = await startSyslog();
  const options = { ports: steps.length, files: { 'frontend.pem': site.pem } };
  const haproxy = await startHaproxy(tool, (ports) => config(steps, ports, syslog.port, false, 'http'), options);
  try {
    return await Promise.all(
      steps.map(async (_, i) => {
        const tls = { serverName: site.host };
        const answer = await ask(haproxy.ports[i] ?? 0, { tls, host: site.host, headers: client });
        const log = parseHttpLog(await syslog.line(new RegExp(` be${i}/`)));
        return { status: 'status' in answer ? answer.status : null, termination: log?.termination ?? '' };
      }),
    );
  } finally {
    await haproxy.close();
    await syslog.close();
  }
}
