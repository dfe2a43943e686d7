import t from 'tap';
import { checkOutcomes } from '../../src/haproxy/check-outcomes.ts';
import { sends } from '../../src/haproxy/sends.ts';
import { barest } from '../../src/haproxy/settings.ts';
import { trafficOutcomes } from '../../src/haproxy/traffic-outcomes.ts';
import { measuredBuilds, parseVersion } from '../../src/haproxy/versions.ts';
import { barePlan } from '../../src/plan.ts';
import type { Failure, Observation } from '../../src/types.ts';
import { asked } from '../question.ts';

const question = asked();
const tlsFacts: NonNullable<Observation['tls']> = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  alpn: null,
  sni: null,
  chain: [],
  trusted: true,
  reason: null,
  matchesHost: null,
  clientCertificate: null,
};

function seen(changes: Partial<Observation>): Observation {
  return { id: 'x', title: 'x', plan: barePlan(question), outcome: 'failed', ms: 5, ...changes };
}

function failure(kind: Failure['kind'], stage: Failure['stage'], code: string | null = null): Failure {
  return { kind, stage, message: '', alert: null, code, received: null };
}

function overTls(changes: Partial<Observation>): Observation {
  return seen({ tls: tlsFacts, at: { connect: 1, tls: 2 }, ...changes });
}

function first(observation: Observation, build: string, ssl = true): string {
  const version = parseVersion(build);
  const settings = barest(question, ssl);
  const sent = sends(settings, version, question);
  const [check] = checkOutcomes(sent.check, [observation], version);
  const [traffic] = trafficOutcomes(sent.traffic, observation, settings.mode, version);
  return `${check?.status} ${check?.code ?? ''} "${check?.info[0]}" ${traffic?.status} ${traffic?.termination}`;
}

const everywhere: [string, Observation, string][] = [
  ['SYN unanswered', seen({ failure: failure('timeout', 'connect') }), 'L4TOUT  "" 503 sC--'],
  ['reset in the handshake', seen({ failure: failure('reset', 'tls') }), 'L6RSP  "SSL handshake failure" 503 SC--'],
  ['an alert', seen({ failure: failure('alert', 'tls') }), 'L6RSP  "SSL handshake failure" 503 SC--'],
  ['silence in the handshake', seen({ failure: failure('timeout', 'tls') }), 'L6TOUT  "" 503 sC--'],
  ['silence after the request', overTls({ failure: failure('timeout', 'http') }), 'L7TOUT  "" 504 sH--'],
];

for (const [what, observation, expected] of everywhere) {
  t.test(`${what} reads the same on every build`, async (t) => {
    for (const build of measuredBuilds) t.equal(first(observation, build), expected, build);
  });
}

t.test('an answer is judged by its status, with its reason phrase as info', async (t) => {
  const answered = (status: number, reason: string, ms = 3) =>
    overTls({
      outcome: 'passed',
      at: { connect: 1, tls: 2, http: ms },
      http: { version: '1.1', status, reason, headers: {}, body: '' },
    });
  t.equal(first(answered(200, 'OK'), '3.2'), 'L7OK 200 "" 200 ----');
  t.equal(first(answered(301, 'Moved Permanently'), '3.2'), 'L7OK 301 "" 301 ----');
  t.equal(first(answered(400, 'Bad Request'), '3.2'), 'L7STS 400 "Bad Request" 400 ----');
  t.equal(first(answered(200, 'OK', 2400), '3.2'), 'L7TOUT  "" 200 ----', 'later than a check waits');
});

t.test('a closed port has another name in 3.4', async (t) => {
  const refused = seen({ failure: failure('refused', 'connect', 'ECONNREFUSED') });
  t.equal(first(refused, '3.2'), 'L4CON  "Connection refused" 503 SC--');
  t.equal(first(refused, '3.4'), 'L4CON  "ECONNREFUSED returned by OS (Connection refused)" 503 SC--');
});

t.test('a close after the request is L7RSP on 2.6 and a socket error since', async (t) => {
  const closed = overTls({ failure: failure('closed', 'http') });
  t.match(first(closed, '2.6'), /^L7RSP .* 502 SH--$/);
  t.match(first(closed, '2.8'), /^SOCKERR .* 502 SH--$/);
});

t.test('a certificate is looked at only where it is verified', async (t) => {
  const version = parseVersion('3.2');
  const stranger = overTls({ tls: { ...tlsFacts, trusted: false } });
  const settings = barest(question, true);
  t.ok(checkOutcomes(sends({ ...settings, httpchk: null }, version, question).check, [stranger], version)[0]?.up);
  const strict = { ...settings, httpchk: null, verify: { caFile: '@system-ca' } };
  t.match(checkOutcomes(sends(strict, version, question).check, [stranger], version), [
    { status: 'L6RSP', info: ['SSL handshake failure'], up: false },
  ]);
});

t.test('a bare check of a TLS server is green on the handshake alone', async (t) => {
  const version = parseVersion('3.2');
  const bare = { ...barest(question, true), httpchk: null };
  const cut = overTls({ failure: failure('closed', 'http') });
  t.match(checkOutcomes(sends(bare, version, question).check, [cut], version)[0], { status: 'L6OK', up: true });
});

function answer(http: Partial<NonNullable<Observation['http']>>): Observation {
  return overTls({
    outcome: 'passed',
    at: { connect: 1, tls: 2, http: 3 },
    http: { version: '1.1', status: 200, reason: 'OK', headers: {}, body: '', ...http },
  });
}

t.test('a check takes the first status, an interim one too; traffic the final one', async (t) => {
  const hinted = answer({ interim: [{ status: 103, reason: 'Early Hints' }] });
  const upgraded = answer({ status: 101, reason: 'Switching Protocols' });
  for (const build of measuredBuilds) {
    t.equal(first(hinted, build), 'L7STS 103 "Early Hints" 200 ----', build);
    t.equal(first(upgraded, build), 'L7STS 101 "Switching Protocols" 502 PH--', build);
  }
  const version = parseVersion('3.4');
  const settings = barest(question, true);
  const lenient = { ...settings, httpchk: settings.httpchk && { ...settings.httpchk, expect: 'status 100-399' } };
  t.match(checkOutcomes(sends(lenient, version, question).check, [hinted], version), [{ status: 'L7OK', code: 103 }]);
});

t.test('without a reason phrase some builds say what did not match', async (t) => {
  const mismatch = 'TCPCHK did not match content(status codes) at step 2';
  for (const [build, info] of [
    ['2.6.12', ''],
    ['2.8.25', mismatch],
    ['3.0.11', ''],
    ['3.2.26', mismatch],
    ['3.3', ''],
    ['3.4.7', mismatch],
    ['3.5', mismatch],
  ] as const) {
    t.equal(first(answer({ status: 500, reason: '' }), build), `L7STS 500 "${info}" 500 ----`, build);
    t.equal(first(answer({ status: 500, reason: '', version: '2' }), build), `L7STS 500 "${info}" 500 ----`, build);
  }
  const version = parseVersion('3.4');
  const settings = barest(question, true);
  const regex = { ...settings, httpchk: settings.httpchk && { ...settings.httpchk, expect: 'rstatus ^2' } };
  t.match(checkOutcomes(sends(regex, version, question).check, [answer({ status: 500, reason: '' })], version), [
    { info: ['TCPCHK did not match content (regex) at step 2'] },
  ]);
});

t.test('a header section may fit the buffer of a check and not that of traffic, a larger one neither', async (t) => {
  t.equal(first(answer({ headSize: 15_312 }), '3.2'), 'L7OK 200 "" 200 ----');
  t.equal(first(answer({ headSize: 15_320 }), '3.4'), 'L7OK 200 "" 200 ----');
  t.equal(first(answer({ headSize: 15_320 }), '3.2'), 'L7OK 200 "" 502 PH--');
  t.equal(first(answer({ headSize: 16_336 }), '2.6'), 'L7OK 200 "" 502 PH--');
  t.equal(first(answer({ headSize: 16_344 }), '3.4'), 'L7OK 200 "" 502 PH--');
  t.equal(first(answer({ headSize: 16_344 }), '3.2'), 'SOCKERR  "" 502 PH--');
  t.equal(first(answer({ headSize: 16_344 }), '3.0'), 'L7TOUT  "" 502 PH--');
  t.equal(first(answer({ headSize: 16_344 }), '2.6'), 'L7RSP  "" 502 PH--');
});

t.test('an answer that is lost over loopback alone is not the first thing foretold of other hosts', async (t) => {
  const httpchk = { method: 'GET', path: '/', version: '1.1' as const, headers: [], expect: null };
  const told = (build: string, address: string) => {
    const version = parseVersion(build);
    const { check } = sends({ ...barest(question, true), httpchk }, version, question);
    const legs = check.legs.map((leg) => {
      const { request } = leg.plan;
      return { ...leg, plan: { ...leg.plan, address, request: request && { ...request, version: '2' as const } } };
    });
    const answered = legs.map(({ plan }) =>
      overTls({
        plan,
        at: { connect: 1, tls: 2, http: 3 },
        http: { version: '2', status: 200, reason: '', headers: {}, body: '' },
      }),
    );
    return checkOutcomes({ ...check, legs }, answered, version).map(({ status }) => status);
  };
  t.same(told('3.0.11', '127.0.0.1'), ['L7TOUT', 'L7OK']);
  t.same(told('3.0.11', '::1'), ['L7TOUT', 'L7OK']);
  t.same(told('3.0.11', '192.0.2.7'), ['L7OK', 'L7TOUT']);
  t.same(told('3.2.26', '127.0.0.1'), ['L7OK'], 'nothing is lost from 3.2 on');
});
