import { barePlan, haproxyTls } from '../../../src/plan.ts';
import type { Evidence, Observation, Plan, ProbeResult, TlsFacts } from '../../../src/types.ts';

import { asked } from '../../question.ts';

const host = 'www.example.test';

export const question = asked({ address: '10.0.0.5', httpPort: 80 });

function plan(servername: string | null, hostHeader?: string | null, port = 443): Plan {
  return {
    ...barePlan(question),
    port,
    tls: port === 443 ? { ...haproxyTls(), servername } : null,
    request:
      hostHeader === undefined
        ? null
        : { version: '1.1', method: 'GET', path: '/', headers: hostHeader === null ? [] : [['host', hostHeader]] },
  };
}

const tls: TlsFacts = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  alpn: null,
  sni: host,
  chain: [],
  trusted: true,
  reason: null,
  matchesHost: true,
  clientCertificate: null,
};

function http(status: number, reason: string, headers: Record<string, string> = {}) {
  return { version: '1.1', status, reason, headers, body: '' };
}

const observations: Observation[] = [
  { id: 'tcp', title: 'TCP', plan: { ...plan(null), tls: null }, outcome: 'passed', ms: 0.4 },
  {
    id: 'tls-without-sni',
    title: 'TLS, no server name',
    plan: plan(null),
    outcome: 'failed',
    ms: 3.1,
    failure: { kind: 'reset', stage: 'tls', message: 'reset', alert: null, code: 'ECONNRESET', received: null },
  },
  { id: 'tls-with-sni', title: `TLS, ${host}`, plan: plan(host), outcome: 'passed', ms: 5.2, tls },
  {
    id: 'http-without-host',
    title: 'GET / without Host',
    plan: plan(host, null),
    outcome: 'passed',
    ms: 5.9,
    tls,
    http: http(400, 'Bad Request'),
  },
  {
    id: 'http-with-host',
    title: 'GET / with Host',
    plan: plan(host, host),
    outcome: 'passed',
    ms: 6.4,
    tls,
    http: http(200, 'OK'),
  },
  {
    id: 'plain-with-host',
    title: 'plain :80 with Host',
    plan: plan(null, host, 80),
    outcome: 'passed',
    ms: 1.2,
    http: http(301, 'Moved Permanently', { location: `https://${host}/` }),
  },
];

const server = (words: string) => `server www_example_test 10.0.0.5:443 ${words}`;

/** A made-up diagnosis of the ingress that the whole program is about. */
export function sample(): ProbeResult {
  const checked = 'option httpchk GET /';
  const send = `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}`;
  const cured = server(`ssl ca-file @system-ca verifyhost ${host} check check-sni ${host} sni str(${host})`);
  const down = { status: 'L6RSP', code: null, info: ['SSL handshake failure'], up: false, alternatives: [] };
  return structuredClone({
    schema: 'sni-doctor/probe/1',
    target: { address: '10.0.0.5', port: 443, httpPort: 80, host, path: '/' },
    haproxyVersion: '2.6',
    haproxyVersionFrom: 'flag',
    verdict: 'fixable',
    needs: ['tls', 'sni', 'host'],
    observations,
    logs: {
      'tls-without-sni': 'L6RSP "SSL handshake failure"',
      'tls-with-sni': 'L6OK',
      'http-without-host': 'L7STS 400 "Bad Request"',
      'http-with-host': 'L7OK 200',
      'plain-with-host': 'L7OK 301 (green, users loop)',
    },
    findings: [
      {
        key: 'SNI101',
        code: 'SNI101',
        id: 'sni-required',
        severity: 'error',
        title: 'The backend needs a server name (SNI)',
        because: 'Without one the connection is reset after the ClientHello; with one the handshake is done.',
        evidence: ['tls-without-sni', 'tls-with-sni'],
        docs: 'docs/codes/SNI101.md',
      },
      {
        key: 'SNI205',
        code: 'SNI205',
        id: 'plain-redirects',
        severity: 'info',
        title: 'The clear-text port redirects everything to https',
        because: 'It answers 301.',
        evidence: ['plain-with-host'],
        advice: ['Send traffic to port 443.'],
        docs: 'docs/codes/SNI205.md',
      },
    ],
    predictions: [
      {
        directives: `${checked}\n${server('ssl verify none check')}`,
        check: down,
        traffic: { status: 503, termination: 'SC--', alternatives: [] },
        evidence: ['tls-without-sni', 'http-without-host'],
      },
      {
        directives: `${checked}\n${send}\n${cured}`,
        check: { status: 'L7OK', code: 200, info: [''], up: true, alternatives: [] },
        traffic: { status: 200, termination: '----', alternatives: [] },
        evidence: ['http-with-host'],
      },
    ],
    remedy: {
      directives: [],
      backend: `backend be_www_example_test\n    ${checked}\n    ${send}\n    ${cured}\n`,
      verified: true,
      advice: ['check-sni mends only the check, sni only the traffic: both are needed.'],
    },
    reproduce: [
      { observation: 'tls-without-sni', command: 'openssl s_client -connect 10.0.0.5:443 -noservername </dev/null' },
    ],
    connections: 14,
    from: '10.0.0.21',
    ms: 210,
  } satisfies ProbeResult);
}

/** The evidence that such a diagnosis would rest on. */
export function evidence(): Evidence {
  const at = '2026-01-01T00:00:00.000Z';
  const schema = 'sni-doctor/evidence/1';
  return structuredClone({
    schema,
    question,
    observations,
    connections: 14,
    from: '10.0.0.21',
    at,
    ms: 210,
  } satisfies Evidence);
}
