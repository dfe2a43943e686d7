import { listenClear } from '../../fixtures/servers/clear-server.ts';
import type { Fixture } from '../../fixtures/servers/fixture.ts';
import { plainly } from '../../fixtures/servers/http-answers.ts';
import { type Answer, type Answers, hostName } from '../../fixtures/servers/http-message.ts';
import { defineFixture, type Stage } from '../../fixtures/servers/stage.ts';
import { listenHttps } from '../../fixtures/servers/tls-server.ts';

/** A backend that answers as a product is documented to, what must be found and what it must say is to be done. */
export interface ProductBackend {
  fixture: Fixture;
  named: string[];
  /** Id of a finding. */
  finding: string;
  /** Of the advice; null: the finding speaks in the words of the product already. */
  words: RegExp | null;
  /** Of the remedies of the product, where they are not in the advice. */
  remedy?: RegExp;
}

const nginxPage = '<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>';
const onlyHost =
  (stage: Stage, otherwise: Answer): Answers =>
  ({ host }) =>
    host !== null && hostName(host) === stage.host ? plainly(200) : otherwise;

function https(name: string, answers: (stage: Stage) => Answers, defaultName = ''): Fixture {
  return defineFixture(name, name, async (stage) => {
    const own = await stage.pki.leaf({ names: [stage.host] });
    const leaf = defaultName
      ? await stage.pki.leaf({ names: ['ingress.local'], commonName: defaultName, selfSigned: true })
      : own;
    const leafFor = (servername: string) => (servername === stage.host ? own : undefined);
    return listenHttps(stage, answers(stage), { leaf, ...(defaultName && { leafFor }) });
  });
}

function clear(name: string, answers: (stage: Stage) => Answers): Fixture {
  return defineFixture(name, name, (stage) => listenClear(stage, answers(stage)));
}

/** No Ingress has the host under `tls`: every name gets the default certificate. */
const withoutOwnCertificate = defineFixture('ingress-nginx without the host', 'one certificate', async (stage) => {
  const commonName = 'Kubernetes Ingress Controller Fake Certificate';
  const leaf = await stage.pki.leaf({ names: ['ingress.local'], commonName, selfSigned: true });
  return listenHttps(stage, () => plainly(200), { leaf });
});

export const productBackends: readonly ProductBackend[] = [
  {
    fixture: withoutOwnCertificate,
    named: ['ingress-nginx certain'],
    finding: 'certificate-wrong-name',
    words: /^At the backend, ingress-nginx: no Ingress has NAME under `tls`/,
  },
  {
    fixture: https(
      'ingress-nginx',
      (stage) => onlyHost(stage, { status: 404, body: nginxPage }),
      'Kubernetes Ingress Controller Fake Certificate',
    ),
    named: ['ingress-nginx certain'],
    finding: 'default-certificate',
    words: /^At the backend, ingress-nginx: `--default-ssl-certificate=NAMESPACE\/SECRET`/,
  },
  {
    // It holds the connection; the header is that of the application behind it.
    fixture: https('traefik before nginx', () => () => plainly(200, { server: 'nginx' }), 'TRAEFIK DEFAULT CERT'),
    named: ['traefik certain', 'nginx likely'],
    finding: 'default-certificate',
    words: /^At the backend, Traefik: `tls\.stores\.default\.defaultCertificate`/,
  },
  {
    fixture: https(
      'istio',
      () =>
        ({ version }) =>
          plainly(version === 'HTTP/1.0' ? 426 : 200, { server: 'istio-envoy' }),
    ),
    named: ['istio likely'],
    finding: 'http-version-required',
    words: /^At the backend, Istio \(likely\): `PILOT_HTTP10: "1"`/,
  },
  {
    fixture: https('jetty', () => ({ servername }) => {
      return servername === null ? { status: 400, body: '<h2>HTTP ERROR 400 Invalid SNI</h2>' } : plainly(200);
    }),
    named: ['jetty likely'],
    finding: 'sni-required',
    words: /^At the backend, Jetty \(likely\): `jetty\.ssl\.sniRequired=false`/,
  },
  {
    fixture: https('fastly', () => () => ({
      status: 421,
      headers: { 'x-served-by': 'cache-fra-1' },
      body: 'Requested host does not match any Subject Alternative Names (SANs) on TLS certificate [00] in use with this connection.',
    })),
    named: ['fastly certain'],
    finding: 'host-not-served',
    words: /^At the backend, Fastly: the certificate that the server name chose/,
  },
  {
    fixture: clear('iis', (stage) =>
      onlyHost(stage, {
        status: 400,
        headers: { server: 'Microsoft-HTTPAPI/2.0' },
        body: '<h2>Bad Request - Invalid Hostname</h2>',
      }),
    ),
    named: ['iis certain'],
    finding: 'host-required',
    words: /^At the backend, IIS or HTTP\.sys: a binding of the site without host name/,
  },
  {
    fixture: clear('django', (stage) => onlyHost(stage, { status: 400, body: '<h1>Bad Request (400)</h1><p></p>' })),
    named: ['django likely'],
    finding: 'host-required',
    words: /^At the backend, Django \(likely\): add NAME to `ALLOWED_HOSTS`/,
  },
  {
    fixture: https('kubernetes-api', () => () => ({
      status: 403,
      body: '{"kind":"Status","apiVersion":"v1","message":"forbidden: User \\"system:anonymous\\" cannot get path \\"/\\""}',
    })),
    named: ['kubernetes-api likely'],
    finding: 'unexpected-status',
    words: null,
    remedy: /^probe `\/readyz`/,
  },
  {
    fixture: clear('openshift-router', (stage) =>
      onlyHost(stage, {
        status: 503,
        body: '<p>The application is currently not serving requests at this endpoint.</p>',
      }),
    ),
    named: ['openshift-router likely'],
    finding: 'host-required',
    words: /^At the backend, OpenShift router \(likely\): no Route fits a request without Host/,
  },
  {
    // The page is that of the origin, and so is what is to be done.
    fixture: https('cloudflare before nginx', () => () => ({
      status: 404,
      headers: { server: 'cloudflare' },
      body: nginxPage,
    })),
    named: ['cloudflare likely', 'nginx likely'],
    finding: 'host-not-served',
    words: /^At the backend, nginx \(likely\): add NAME to the `server_name`/,
  },
];
