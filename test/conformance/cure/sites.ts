import { readFileSync } from 'node:fs';
import { argument } from '../../../src/haproxy/model/setting.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { gather } from '../../../src/probe/run.ts';
import type { Target } from '../../../src/report/check/target.ts';
import { diagnose } from '../../../src/report/diagnose.ts';
import type { HttpFacts, Observation, Plan, ProbeResult, Question } from '../../../src/types.ts';
import { pool } from '../../provision/pool.ts';
import type { Backend } from '../backends/backend.ts';
import type { RunningBackends } from '../backends/start.ts';
import { host } from '../materials.ts';

/** What a backend answers when it is spoken to as it wants to be. */
export interface Site {
  /** The connection that it answered. */
  plan: Plan;
  answer: HttpFacts;
}

/** One backend, and what the configuration has to show to it. */
export interface Visit {
  backend: Backend;
  target: Target;
}

/** Longer than the slowest of the backends takes to shake hands on a busy machine, in ms. */
export const patience = 7000;

/** Backends talked to at once: those that never answer only wait. */
const width = 12;

/** What makes two visits the same. */
const visitKey = ({ backend, target }: Visit): string => `${backend.name} ${certificateOf(target) ?? ''}`;

const certificateOf = ({ server }: Target): string | null => argument(server, 'crt');

/**
 * Asks backends stage by stage what they need, whatever a configuration says of them.
 * @param visits which
 * @param running the backends
 * @param version `3.2.26`
 * @returns what a backend answers to a client that it is well with; null: no HAProxy setting makes it answer
 */
export async function askSites(
  visits: readonly Visit[],
  running: RunningBackends,
  version: string,
): Promise<(visit: Visit) => Site | null> {
  const once = new Map(visits.map((visit) => [visitKey(visit), visit]));
  const sites = new Map<string, Site | null>();
  await pool([...once], width, async ([key, { backend, target }]) => {
    const certificate = certificateOf(target);
    const question = questionOf(running.ports.get(backend.name) ?? 0, running.files.ca, certificate);
    const pem = certificate === null ? '' : readFileSync(certificate, 'utf8');
    const credentials = {
      ca: readFileSync(running.files.ca, 'utf8'),
      certificate: certificate === null ? null : { cert: pem, key: pem },
    };
    const evidence = await gather(question, { credentials, versions: [parseVersion(version)] });
    sites.set(key, siteOf(diagnose(evidence, parseVersion(version), 'flag')));
  });
  // A server may point elsewhere, with only its check going to the backend.
  const isThere = ({ backend, target }: Visit) => target.port === running.ports.get(backend.name);
  return (visit) => (isThere(visit) ? (sites.get(visitKey(visit)) ?? null) : null);
}

function questionOf(port: number, caFile: string, certificate: string | null): Question {
  return {
    address: '127.0.0.1',
    port,
    httpPort: null,
    host,
    sni: host,
    hostHeader: host,
    publicHost: null,
    path: '/',
    method: 'GET',
    expect: null,
    forwardedProto: false,
    mode: 'http',
    proxy: null,
    certificate: certificate === null ? null : { certFile: certificate, keyFile: certificate },
    caFile,
    source: null,
    timeout: patience,
    gentle: false,
  };
}

/** The client's request behind the last prediction: that of the remedy, or of the barest line where that serves. */
function siteOf({ verdict, predictions, observations }: ProbeResult): Site | null {
  if (verdict !== 'fixable' && verdict !== 'healthy') return null;
  const id = predictions.at(-1)?.evidence.at(-1);
  const seen: Observation | undefined = observations.find((one) => one.id === id);
  return seen?.http ? { plan: seen.plan, answer: seen.http } : null;
}
