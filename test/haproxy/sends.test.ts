import t from 'tap';
import { sends as sendsAll } from '../../src/haproxy/sends.ts';
import { barest, type Settings } from '../../src/haproxy/settings.ts';
import { type HaproxyVersion, parseVersion } from '../../src/haproxy/versions.ts';
import { asked } from '../question.ts';

const question = asked();
const before = parseVersion('3.2');
const after = parseVersion('3.3');
const host = 'www.example.test';

/** The two plans, and the name that the check verifies. */
function sends(s: Settings, version: HaproxyVersion, of = question) {
  const { check, traffic } = sendsAll(s, version, of);
  const [leg] = check.legs;
  if (!leg || !traffic.plan) throw new Error('nothing is sent');
  return { check: leg.plan, traffic: traffic.plan, checkName: leg.trust.name };
}

function settings(changes: Partial<Settings> = {}): Settings {
  return { ...barest(question, true), ...changes };
}

function withHost(changes: Partial<Settings> = {}): Settings {
  const httpchk = {
    method: 'GET',
    path: '/',
    version: '1.1' as const,
    headers: [['Host', host]] as [string, string][],
    expect: null,
  };
  return settings({ httpchk, ...changes });
}

t.test('up to 3.2 a server name comes from check-sni and sni alone, each for its own', async (t) => {
  const names = (s: Settings) => {
    const { check, traffic } = sends(s, before, question);
    return [check.tls?.servername, traffic.tls?.servername];
  };
  t.same(names(withHost()), [null, null]);
  t.same(names(withHost({ checkSni: host })), [host, null]);
  t.same(names(withHost({ sni: host })), [null, host]);
});

t.test('from 3.3 the Host is sent as server name, which makes both words redundant', async (t) => {
  t.same(sends(withHost(), after, question), sends(withHost({ checkSni: host, sni: host }), after, question));
  const { check, traffic } = sends(settings(), after, question);
  t.equal(check.tls?.servername, null, 'a check without Host has no name to send');
  t.equal(traffic.tls?.servername, host);
});

t.test('the words win over the Host', async (t) => {
  const { check, traffic } = sends(withHost({ checkSni: 'a.test', sni: 'b.test' }), after, question);
  t.equal(check.tls?.servername, 'a.test');
  t.equal(traffic.tls?.servername, 'b.test');
});

t.test('the port of a Host is no part of the server name', async (t) => {
  const { traffic } = sends(settings(), after, asked({ hostHeader: 'www.example.test:8443' }));
  t.equal(traffic.tls?.servername, host);
});

t.test('a check is HTTP/1.0 with no header at all; 1.1 closes', async (t) => {
  t.same(sends(settings(), before, question).check.request, { version: '1.0', method: 'GET', path: '/', headers: [] });
  t.same(sends(withHost(), before, question).check.request?.headers, [
    ['host', host],
    ['connection', 'close'],
  ]);
});

t.test('traffic has the Host of its client, unless a rule sets it', async (t) => {
  const publicly = asked({ publicHost: 'public.example.test' });
  const hostOf = (s: Settings) =>
    sends(s, before, publicly).traffic.request?.headers.find(([name]) => name === 'host')?.[1];
  t.equal(hostOf(settings()), 'public.example.test');
  t.equal(hostOf(settings({ setHeaders: [['Host', host]] })), host);
  const { traffic } = sends(settings({ setHeaders: [['Host', host]] }), after, publicly);
  t.equal(traffic.tls?.servername, host, 'the automatic name is that of the rewritten request');
});

t.test('the name that is verified is the one sent, else verifyhost, else none', async (t) => {
  const name = (s: Settings) => sends({ ...s, verify: { caFile: 'ca.pem' } }, before).checkName;
  t.equal(name(settings()), null);
  t.equal(name(settings({ verifyhost: 'v.test' })), 'v.test');
  t.equal(name(settings({ verifyhost: 'v.test', checkSni: host })), host);
  t.equal(sends(settings({ verifyhost: 'v.test' }), before).checkName, null, 'verify none looks at nothing');
});

t.test('a passthrough server: the check speaks TLS, the clients bring their own', async (t) => {
  const tcp = asked({ mode: 'tcp' });
  const { check, traffic } = sends(barest(tcp, true), before, tcp);
  t.equal(check.request, null);
  t.equal(check.tls?.servername, null);
  t.equal(traffic.tls?.servername, host);
  t.equal(traffic.request, null);
});
