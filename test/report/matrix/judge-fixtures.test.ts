import t from 'tap';
import { createPki } from '../../../fixtures/pki.ts';
import { fixture, fixtures } from '../../../fixtures/servers/index.ts';
import { baselineFacts, type Judged, judgeEvidence, judgeGlance } from '../../../src/report/matrix/judge.ts';
import { pool } from '../../provision/pool.ts';
import { askedOf, type Backend, baselineOf, cellGlance, ladder, version } from './judge-seen.ts';

/** Verdict, stage and reason of a cell, by what the backend is known to do. */
type Truth = string;

const ok = 'ok';
const site = 'www.example.test';
const pki = createPki();

/** As one connection tells it, and every further one too. */
const plain: Record<string, Truth> = {
  contour: ok,
  'healthy-http': ok,
  'healthy-tls': ok,
  'host-required-http': ok,
  'plain-http-only': ok,
  'connection-limit': ok,
  'close-without-sni': ok,
  'alert-without-sni-112': ok,
  'alert-without-sni-40': ok,
  'alert-without-sni-80': ok,
  'tls12-only': ok,
  'tls13-only': ok,
  'large-hello-reset': ok,
  'large-hello-alert': ok,
  'large-hello-dropped': ok,
  'post-quantum-reset': ok,
  'clock-behind': ok,
  // Nobody named whom to trust: who signed it is a warning.
  'certificate-self-signed': ok,
  'certificate-untrusted': ok,
  interception: ok,
  'default-certificate': ok,
  'sni-host-mismatch-421': ok,
  'http10-refused': ok,
  'options-refused': ok,
  'user-agent-required': ok,
  'user-agent-required-http': ok,
  'user-agent-or-close': ok,
  'redirect-http': ok,
  'redirect-unless-forwarded': ok,
  'redirect-elsewhere': ok,
  'canonical-host': ok,
  'hostname-invalid': ok,
  cached: ok,
  'bare-line-feeds': ok,
  'length-and-chunks': ok,
  'http-9-9': ok,
  hostile: ok,
  'endless-body': ok,
  'many-records': ok,
  'port-closed': 'failed connect refused',
  'syn-unanswered': 'failed connect timeout',
  'reset-on-accept': 'failed tls reset',
  'close-on-accept': 'failed tls closed',
  silent: 'failed tls timeout',
  'slow-handshake': 'failed tls timeout',
  'ssh-banner': 'failed tls not-tls',
  'smtp-banner': 'failed tls not-tls',
  mysql: 'failed tls not-tls',
  garbage: 'failed tls not-tls',
  'ldap-starttls': 'failed tls closed',
  postgresql: 'failed tls closed',
  'name-refused-default-site': 'failed tls alert',
  'legacy-renegotiation': 'failed tls local',
  'key-too-small': 'failed tls certificate',
  'certificate-expired': 'failed tls certificate',
  'certificate-not-yet-valid': 'failed tls certificate',
  'chain-incomplete': 'failed tls certificate',
  'certificate-wrong-name': 'wrong tls default-certificate',
  'client-certificate-tls13': 'failed http alert',
  'client-certificate-tls12': 'failed tls alert',
  'client-certificate-http-400': 'failed http status',
  'host-not-served-404': 'wrong http not-found',
  'host-not-served-421': 'wrong http misdirected',
  imaps: 'failed http not-http',
  'redis-tls': 'failed http not-http',
  'not-http': 'failed http not-http',
  ldaps: 'failed http closed',
  mqtts: 'failed http timeout',
  grpc: 'failed http status',
  'grpc-unavailable': 'failed http status',
  'silent-http': 'failed http timeout',
  'close-after-request': 'failed http closed',
  'reset-after-request': 'failed http reset',
  'upstream-down': 'failed http status',
  'captive-portal': 'failed http status',
  'too-many-requests': 'failed http status',
  'status-401': 'failed http status',
  'status-500': 'failed http status',
  'status-503': 'failed http status',
  'empty-reason': 'failed http status',
  // What a check takes for the answer is not the one expected.
  'early-hints': 'failed http status',
  'continue-first': 'failed http status',
  'switching-protocols': 'failed http status',
  'control-bytes-in-reason': 'failed http status',
  // Every version reads it, and not every version forwards it.
  'head-nearly-too-large': 'failed http status',
  'head-too-large': 'failed http protocol',
  'too-many-headers': 'failed http protocol',
  'hostile-malformed': 'failed http protocol',
  'endless-headers': 'failed http protocol',
  drip: 'failed http timeout',
};

/** Served to those who know how: one connection fails, and the ladder finds the way. */
const found: Record<string, Truth> = {
  'proxy-required-http': 'failed tls closed',
  'proxy-v1-required': 'failed tls reset',
  'proxy-v2-required': 'failed tls reset',
  'proxy-required': 'failed tls reset',
  'name-blocked': 'failed tls reset',
  'tls10-only': 'failed tls alert',
  'tls13-intolerant': 'failed tls reset',
  'alpn-required': 'failed tls alert',
  'dh-key-too-small': 'failed tls local',
  'sha1-signatures': 'failed tls alert',
  'h2-only': 'failed http not-http',
  'h2c-only': 'failed tls not-tls',
  'many-needs': 'failed tls reset',
  'forwarded-proto-required': 'failed http status',
  'forwarded-ssl-required': 'failed http status',
};

/** Asked for a name that it does not have. */
const strangers: Record<string, Truth> = {
  contour: 'failed tls reset',
  'alert-without-sni-112': 'failed tls alert',
  'default-certificate': 'wrong tls default-certificate',
  'host-required-http': 'wrong http not-found',
};

const said = ({ verdict, stage, reason }: Judged): Truth => (verdict === 'ok' ? ok : `${verdict} ${stage} ${reason}`);

/** Those that say nothing to the end are not waited for longer than it takes to see that, in ms. */
const hanging = new Set(['syn-unanswered', 'silent', 'slow-handshake', 'mqtts', 'silent-http', 'drip']);
const patience = (name: string) => (hanging.has(name) ? 700 : 5000);

/** Those of which the ladder tells no more than of another one here: the same needs, or the same failure. */
const alike = new Set([
  ...['healthy-tls', 'healthy-http', 'plain-http-only', 'connection-limit', 'close-without-sni', 'tls12-only'],
  ...['alert-without-sni-40', 'alert-without-sni-80', 'tls13-only', 'large-hello-reset', 'clock-behind'],
  ...['large-hello-alert', 'large-hello-dropped'],
  ...['certificate-self-signed', 'http10-refused', 'options-refused', 'user-agent-required', 'user-agent-or-close'],
  ...['user-agent-required-http', 'cached', 'bare-line-feeds', 'length-and-chunks', 'http-9-9', 'endless-body'],
  ...['hostile', 'many-records', 'sni-host-mismatch-421', 'redirect-unless-forwarded', 'redirect-elsewhere'],
  ...['hostname-invalid', 'syn-unanswered', 'close-on-accept', 'slow-handshake', 'ssh-banner', 'smtp-banner', 'mysql'],
  ...['postgresql', 'redis-tls', 'mqtts', 'not-http', 'reset-after-request', 'drip', 'status-500', 'status-503'],
  ...['certificate-not-yet-valid', 'captive-portal', 'empty-reason', 'continue-first', 'switching-protocols'],
  ...['control-bytes-in-reason', 'too-many-headers', 'head-too-large', 'endless-headers'],
  ...['proxy-v1-required', 'proxy-required', 'sha1-signatures', 'forwarded-ssl-required'],
]);

async function judge(name: string, host = site): Promise<{ glance: Judged; ladder: Judged | null }> {
  const running = await fixture(name)?.start({ host: site, pki: await pki });
  if (!running) throw new Error(`no fixture ${name}`);
  try {
    const backend: Backend = { port: running.port, host, ca: running.caPem, timeout: patience(name) };
    const facts = baselineFacts(await baselineOf(backend));
    const way = facts.clearOnly ? 'clear/' : '';
    const asked = askedOf(backend, way);
    const glance = judgeGlance(await cellGlance(backend, way), facts, asked);
    return { glance, ladder: !alike.has(name) ? judgeEvidence(await ladder(backend), facts, asked, version) : null };
  } finally {
    await running.close();
  }
}

/** What went wrong is an error, and a good cell has none. */
const hasError = ({ findings }: Judged) => findings.some(({ severity }) => severity === 'error');

t.test('one connection and the ladder say the same of a backend, where one connection tells', async (t) => {
  await pool(Object.entries(plain), 6, async ([name, truth]) => {
    const { glance, ladder } = await judge(name);
    t.equal(said(glance), truth, `${name}, one connection`);
    t.equal(hasError(glance), truth !== ok, `${name}: an error tells it`);
    if (!ladder) return;
    t.equal(said(ladder), truth, `${name}, the ladder`);
    t.equal(hasError(ladder), truth !== ok, `${name}: an error tells it after the ladder`);
  });
});

t.test('what one connection does not tell is a surprise, and the ladder tells it', async (t) => {
  await pool(Object.entries(found), 6, async ([name, truth]) => {
    const { glance, ladder } = await judge(name);
    t.equal(said(glance), truth, `${name}, one connection`);
    t.ok(glance.surprising, `${name} is worth the ladder`);
    if (!ladder) return;
    t.equal(said(ladder), ok, `${name}, the ladder`);
    t.notOk(hasError(ladder), `${name}: no error is left`);
    t.ok(ladder.directives?.length, `${name}: the directives that it takes`);
  });
});

t.test('a name that a backend does not have', async (t) => {
  await pool(Object.entries(strangers), 4, async ([name, truth]) => {
    const { glance, ladder } = await judge(name, 'stranger.example.test');
    t.equal(said(glance), truth, `${name}, one connection`);
    t.equal(ladder && said(ladder), truth, `${name}, the ladder`);
    t.ok(hasError(glance) && ladder && hasError(ladder), `${name}: an error tells it`);
  });
});

t.test('nothing was left out', async (t) => {
  // What a connection to it gets depends on how many were made before.
  const known = new Set([...Object.keys(plain), ...Object.keys(found), 'intermittent']);
  const left = fixtures.filter(({ name }) => !known.has(name));
  t.same(
    left.map(({ name }) => name),
    [],
  );
});
