import t from 'tap';
import { createPki } from '../../../fixtures/pki.ts';
import {
  type BaselineFacts,
  baselineFacts,
  type Judged,
  judgeEvidence,
  judgeGlance,
} from '../../../src/report/matrix/judge.ts';
import { startNginxProcess } from '../../interop/real/nginx-process.ts';
import { onFreePorts } from '../../interop/real/ports.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';
import { askedOf, type Backend, baselineOf, cellGlance, ladder, version } from './judge-seen.ts';

const domain = 'example.test';

/** Three fronts as they are met: a default site with its own certificate, one under a wildcard, none at all. */
function httpText([own, wildcard, rejecting]: number[]): string {
  const server = (port: number | undefined, names: string, certificate: string, answer: string) => `
  server {
    listen 127.0.0.1:${port} ssl${names === '_' ? ' default_server' : ''};
    server_name ${names};
    ${certificate === '' ? 'ssl_reject_handshake on;' : `ssl_certificate ${certificate}.pem; ssl_certificate_key ${certificate}.key;`}
    location / { ${answer} }
  }`;
  return `${server(own, '_', 'default', 'return 404 "there is no $host here";')}
  ${server(own, `shop.${domain}`, 'wild', 'return 200 "shop";')}
  ${server(own, `gone.${domain}`, 'wild', 'return 404 "this shop is closed";')}
  ${server(own, `mixed-up.${domain}`, 'other', 'return 200 "whose?";')}
  ${server(wildcard, '_', 'wild', 'return 404 "there is no $host here";')}
  ${server(wildcard, `page-gone.${domain}`, 'wild', 'return 404 "this page is gone";')}
  ${server(wildcard, `misdirected.${domain}`, 'wild', 'return 421;')}
  ${server(wildcard, `canonical.${domain}`, 'wild', `return 301 https://www.shop.${domain}$request_uri;`)}
  ${server(wildcard, `circle.${domain}`, 'wild', 'return 301 https://$host$request_uri;')}
  ${server(wildcard, `told.${domain}`, 'wild', 'if ($http_x_forwarded_proto != https) { return 301 https://$host$request_uri; } return 200 "told";')}
  ${server(wildcard, `login.${domain}`, 'wild', 'return 302 /login;')}
  ${server(wildcard, `down.${domain}`, 'wild', 'return 503;')}
  ${server(wildcard, `crowded.${domain}`, 'wild', 'return 429;')}
  ${server(wildcard, `mute.${domain}`, 'wild', 'return 444;')}
  ${server(rejecting, '_', '', 'return 444;')}
  ${server(rejecting, `shop.${domain}`, 'wild', 'return 200 "shop";')}`;
}

async function start(tool: Tool) {
  const pki = await createPki();
  const [byDefault, wild, other] = await Promise.all([
    pki.leaf({ names: ['default.invalid'] }),
    pki.leaf({ names: [`*.${domain}`] }),
    pki.leaf({ names: ['other.invalid'] }),
  ]);
  const caPem = pki.caPem;
  return onFreePorts(3, async (ports) => {
    const files = Object.entries({ default: byDefault, wild, other }).flatMap(([name, { chainPem, keyPem }]) => [
      [`${name}.pem`, chainPem],
      [`${name}.key`, keyPem],
    ]);
    const content = { http: httpText(ports), files: Object.fromEntries(files), ports };
    const { close } = await startNginxProcess(tool, content);
    return { ports: { own: ports[0] ?? 0, wildcard: ports[1] ?? 0, rejecting: ports[2] ?? 0 }, caPem, close };
  });
}

const said = ({ verdict, stage, reason }: Judged) => [verdict, stage, reason].filter(Boolean).join(' ');
const errors = ({ findings }: Judged) => findings.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));

/** Host, where it is asked for, what it is, and the errors that say so. */
const truths: [host: string, at: 'own' | 'wildcard' | 'rejecting', truth: string, told: string[]][] = [
  ['shop', 'own', 'ok', []],
  ['shop', 'rejecting', 'ok', []],
  ['login', 'wildcard', 'ok', []],
  ['canonical', 'wildcard', 'ok', []],
  ['nowhere', 'own', 'wrong tls default-certificate', ['SNI412', 'SNI417']],
  ['mixed-up', 'own', 'wrong tls certificate', ['SNI412']],
  ['nowhere', 'wildcard', 'wrong http not-found', ['SNI416']],
  ['misdirected', 'wildcard', 'wrong http misdirected', ['SNI416']],
  ['gone', 'own', 'failed http not-found', ['SNI417']],
  ['page-gone', 'wildcard', 'failed http not-found', ['SNI417']],
  ['circle', 'wildcard', 'failed http status', ['SNI417']],
  // In the words of nginx, whose own upstream it is.
  ['down', 'wildcard', 'failed http status', ['SNI435']],
  ['crowded', 'wildcard', 'failed http status', ['SNI423']],
  ['mute', 'wildcard', 'failed http closed', ['SNI422']],
  ['nowhere', 'rejecting', 'failed tls alert', ['SNI418']],
];

t.test('sites of nginx', async (t) => {
  const tool = loadTools()?.nginx;
  if (!tool) {
    if (process.env.CI === 'true') t.fail('nginx is not provisioned');
    else t.pass('skipped: nginx is not provisioned');
    return;
  }
  const { ports, caPem, close } = await start(tool);
  t.teardown(close);
  const at = (host: string, front: keyof typeof ports): Backend => ({
    port: ports[front],
    host: `${host}.${domain}`,
    ca: caPem,
    timeout: 5000,
  });
  const facts: Record<string, BaselineFacts> = {};
  for (const front of Object.keys(ports) as (keyof typeof ports)[]) {
    facts[front] = baselineFacts(await baselineOf(at('any', front)));
  }
  const factsOf = (front: string) => facts[front] as BaselineFacts;
  const judged = async (host: string, front: keyof typeof ports) =>
    judgeGlance(await cellGlance(at(host, front)), factsOf(front), askedOf(at(host, front)));
  const climbed = async (host: string, front: keyof typeof ports) =>
    judgeEvidence(await ladder(at(host, front)), factsOf(front), askedOf(at(host, front)), version);

  for (const [host, front, truth, told] of truths) {
    const once = await judged(host, front);
    t.equal(said(once), truth, `${host} at ${front}`);
    t.same(errors(once), told, `${host} at ${front}, its errors`);
    // Whoever had too many requests is not to have twenty more.
    const wanted = truth !== 'ok' && host !== 'crowded';
    t.equal(once.surprising, wanted, `${host} at ${front}: whether the ladder is worth it`);
    if (truth === 'ok') continue;
    const all = await climbed(host, front);
    t.equal(said(all), truth, `${host} at ${front}, the ladder`);
    t.same(errors(all), told, `${host} at ${front}, the errors of the ladder`);
  }

  t.test('a redirect that a header ends', async (t) => {
    const once = await judged('told', 'wildcard');
    t.equal(said(once), 'failed http status');
    t.ok(once.surprising);
    const all = await climbed('told', 'wildcard');
    t.equal(said(all), 'ok');
    t.same(
      all.needs,
      ['tls', 'host', 'forwarded-proto'].filter((need) => all.needs.includes(need as never)),
    );
    t.ok(all.needs.includes('forwarded-proto'));
    t.equal(all.decidedBy?.http?.status, 200, 'what the cell shows is what clients get');
    t.ok(all.directives?.some((line) => line.startsWith('http-request set-header X-Forwarded-Proto https')));
  });

  t.test('what is known of needs', async (t) => {
    t.same((await judged('shop', 'own')).needs, ['tls'], 'whoever sends no name is let in there');
    t.same((await judged('shop', 'rejecting')).needs, ['tls', 'sni']);
    t.equal((await judged('shop', 'rejecting')).needsComplete, false);
    const all = await climbed('shop', 'rejecting');
    t.same(all.needs, ['tls', 'sni', 'host']);
    t.ok(all.needsComplete);
    t.equal(all.way, '');
    t.equal((await climbed('mute', 'wildcard')).way, null, 'what refuses clear text is no way');
  });

  t.test('the other name that a site goes by is a warning', async (t) => {
    const { findings } = await judged('canonical', 'wildcard');
    t.match(findings, [{ code: 'SNI434', id: 'canonical-host', severity: 'warning' }]);
    t.same((await judged('login', 'wildcard')).findings, []);
  });

  t.test('what may pass is worth a second try, and what will not is not', async (t) => {
    const retryable = async (host: string) => (await judged(host, 'wildcard')).retryable;
    for (const host of ['down', 'crowded', 'mute']) t.ok(await retryable(host), host);
    for (const host of ['nowhere', 'misdirected', 'circle', 'login']) t.notOk(await retryable(host), host);
  });
});
