import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { listCheckPlans, runCheck } from '../../src/check/run.ts';
import { optionsFor } from '../conformance/predict.ts';

const pki = await createPki();

async function against(t: { teardown(clear: () => Promise<void>): void }, name: string, words: string) {
  const backend = await fixture(name)?.start({ pki });
  if (!backend) throw new Error(`no fixture is called ${name}`);
  t.teardown(() => backend.close());
  const text = `defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
frontend fe
    bind :8080
    default_backend be
backend be
    option httpchk GET /
    server s1 127.0.0.1:${backend.port} ssl verify none ${words} check
`;
  const options = (version: string) => ({ ...optionsFor(text, version), timeout: 1500 });
  return {
    check: (version: string) => runCheck(options(version)),
    plans: (version: string) => listCheckPlans(options(version)),
  };
}

t.test(
  'builds that send a large ClientHello fail where it is not taken, and get a word that makes it small',
  async (t) => {
    const backend = await against(t, 'large-hello-reset', '');
    const old = await backend.check('2.8');
    t.match(old.servers, [{ check: { status: 'L7OK', up: true }, traffic: [{ status: 200 }] }]);
    t.equal(old.patch, '');
    const current = await backend.check('3.4');
    t.match(current.servers, [
      { check: { status: 'L6RSP', up: false }, traffic: [{ status: 503, termination: 'SC--' }] },
    ]);
    t.match(
      current.findings.filter(({ severity }) => severity === 'error'),
      [{ code: 'SNI107', fixable: true }],
    );
    t.match(current.patch, /^\+.* curves X25519:P-256:P-384 check$/m);
  },
);

t.test('for any version it is what every version knows', async (t) => {
  const { patch } = await (await against(t, 'post-quantum-reset', '')).check('any');
  t.match(patch, /^\+.* ssl-max-ver TLSv1\.2 check$/m);
});

t.test('groups that are named, and TLS 1.2, make it small', async (t) => {
  for (const words of ['curves X25519:P-256', 'ssl-max-ver TLSv1.2']) {
    const backend = await against(t, 'large-hello-reset', words);
    t.match((await backend.check('3.4')).servers, [{ check: { status: 'L7OK' }, traffic: [{ status: 200 }] }], words);
  }
});

t.test('a port is asked once, and only for versions that send it', async (t) => {
  const backend = await against(t, 'healthy-tls', '');
  const hellos = async (version: string) =>
    (await backend.plans(version)).plans.filter(({ plan }) => plan.tls?.hello !== undefined).length;
  t.same([await hellos('2.8'), await hellos('3.4')], [0, 1]);
  const [old, current] = [await backend.check('2.8'), await backend.check('3.2')];
  t.equal(current.connections, old.connections + 1);
});
