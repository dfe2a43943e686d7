import { measuredBuilds, parseVersion } from '../../../src/haproxy/versions.ts';
import type { Baseline, Glance } from '../../../src/matrix-types.ts';
import { trafficRequest } from '../../../src/plan.ts';
import { glance } from '../../../src/probe/glance.ts';
import { gather } from '../../../src/probe/run.ts';
import { plan } from '../../../src/probe/way.ts';
import type { JudgeAsked } from '../../../src/report/matrix/judge.ts';
import type { Evidence, Question } from '../../../src/types.ts';
import { asked as question } from '../../question.ts';

export const version = parseVersion(measuredBuilds.at(-1) ?? 'any');

const nobody = 'unrelated.invalid';

/** A backend on 127.0.0.1, as it is to be asked. */
export interface Backend {
  port: number;
  host: string;
  /** PEM; null: none is given. */
  ca: string | null;
  path?: string;
  timeout?: number;
}

/** What a matrix asks of it. */
export function askedOf({ host, ca, path = '/' }: Backend, way: JudgeAsked['way'] = ''): JudgeAsked {
  const names = { host, sni: host, hostHeader: host };
  return { ...names, method: 'GET', path, expect: null, caGiven: ca !== null, way, at: new Date().toISOString() };
}

/** One connection for a cell. */
export const cellGlance = (backend: Backend, way: JudgeAsked['way'] = ''): Promise<Glance> =>
  once(backend, questionOf(backend), way);

/** The three connections of a baseline. */
export async function baselineOf(backend: Backend): Promise<Baseline> {
  const named = { ...questionOf(backend), host: nobody, sni: nobody, hostHeader: nobody };
  const nameless = { ...named, host: null, sni: null };
  const [first, second, third] = await Promise.all([
    once(backend, nameless, ''),
    once(backend, named, ''),
    once(backend, named, 'clear/'),
  ]);
  return { nameless: first, unrelated: second, clear: third };
}

/** The whole ladder. */
export const ladder = (backend: Backend): Promise<Evidence> =>
  gather(questionOf(backend), { credentials: credentialsOf(backend), versions: [version] });

function questionOf({ port, host, ca, path = '/', timeout = 2000 }: Backend): Question {
  const caFile = ca === null ? null : '/ca.pem';
  return question({ address: '127.0.0.1', port, host, sni: host, hostHeader: host, caFile, path, timeout });
}

const credentialsOf = ({ ca }: Backend) => ({ ca, certificate: null });

async function once(backend: Backend, asked: Question, way: JudgeAsked['way']): Promise<Glance> {
  const request = trafficRequest('GET', asked.path, asked.hostHeader);
  request.headers.push(['connection', 'close']);
  const { timeout, host } = asked;
  const options = { timeout, host, credentials: credentialsOf(backend), wholeBody: false };
  const { glance: seen, closed } = await glance(plan(asked, way, { request }), options);
  await closed;
  return seen;
}
