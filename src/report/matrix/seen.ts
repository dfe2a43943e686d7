import { centreId, type Way } from '../../catalogue/view.ts';
import type { Glance } from '../../matrix-types.ts';
import { haproxyTls, trafficRequest } from '../../plan.ts';
import type { Evidence, Observation, Question } from '../../types.ts';
import type { JudgeAsked } from './judged.ts';

/**
 * One glance as the evidence that it is, so that the rules of the catalogue can look at it.
 * @param glance what was seen
 * @param asked what was asked
 * @returns evidence of one observation
 */
export function evidenceOf(glance: Glance, asked: JudgeAsked): Evidence {
  const question = questionOf(asked);
  return {
    schema: 'sni-doctor/evidence/1',
    question,
    observations: [observationOf(glance, asked, question)],
    connections: 1,
    from: null,
    at: asked.at,
    ms: glance.ms,
  };
}

/** Where and for how long is of no matter to the rules. */
function questionOf({ host, sni, hostHeader, method, path, expect, caGiven }: JudgeAsked): Question {
  return {
    address: host,
    port: 0,
    httpPort: null,
    host,
    sni,
    hostHeader,
    publicHost: null,
    path,
    method,
    expect,
    forwardedProto: false,
    mode: 'http',
    proxy: null,
    certificate: null,
    caFile: caGiven ? 'given' : null,
    source: null,
    timeout: 0,
    gentle: false,
  };
}

function observationOf(glance: Glance, asked: JudgeAsked, question: Question): Observation {
  const { failure, tls, http, ms } = glance;
  const { address, port } = question;
  const inTls = failure !== undefined && failure.stage !== 'http';
  return {
    id: asked.way + centreId(question),
    title: '',
    plan: {
      address,
      port,
      source: null,
      proxy: null,
      tls: isClear(asked.way) ? null : { ...haproxyTls(), servername: asked.sni },
      request: trafficRequest(asked.method, asked.path, asked.hostHeader),
    },
    outcome: glance.outcome,
    ms,
    at: tls && !inTls ? { tls: ms } : {},
    ...(failure && { failure }),
    ...(tls && {
      tls: {
        version: tls.version,
        cipher: '',
        alpn: tls.alpn,
        sni: asked.sni,
        chain: tls.leaf ? [tls.leaf] : [],
        trusted: tls.trusted,
        reason: tls.reason,
        matchesHost: tls.matchesHost,
        clientCertificate: failure?.clientCertificate ?? null,
      },
    }),
    ...(http && { http }),
  };
}

/**
 * Whether a way speaks no TLS.
 * @param way how a target is spoken to
 * @returns true for clear text
 */
export function isClear(way: Way): boolean {
  return way.startsWith('clear');
}
