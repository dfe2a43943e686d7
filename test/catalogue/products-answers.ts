import type { CertificateFacts, HttpFacts, Observation } from '../../src/types.ts';
import { asked } from '../question.ts';

/** What a product is documented, or was seen, to answer, and what must be told by it. */
export interface DocumentedAnswer {
  /** Ids of the products that are named, in order. */
  named: string[];
  likelihood: 'certain' | 'likely' | 'possible';
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Common name and organization of the certificate. */
  certificate?: [commonName: string, organization?: string];
  /** How a handshake without a server name ends. */
  nameless?: 'reset' | number;
}

const nginxPage = (status: string, server: string) =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;
const apachePage = (words: string) =>
  `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>400 Bad Request</title>\n</head><body>\n<h1>Bad Request</h1>\n<p>${words}</p>\n</body></html>\n`;
const text = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

/** One answer a row; each product stands in one at least. */
export const documentedAnswers: readonly DocumentedAnswer[] = [
  { named: ['envoy'], likelihood: 'likely', status: 404, headers: { server: 'envoy', 'content-length': '0' } },
  { named: ['envoy'], likelihood: 'certain', status: 503, headers: { server: 'envoy' }, body: 'no healthy upstream' },
  {
    named: ['contour'],
    likelihood: 'likely',
    status: 421,
    headers: { server: 'envoy' },
    body: 'misdirected request to "a.example.test"',
  },
  { named: ['istio'], likelihood: 'likely', status: 426, headers: { server: 'istio-envoy' }, body: 'Upgrade Required' },
  { named: ['envoy', 'iis'], likelihood: 'possible', nameless: 'reset' },
  { named: ['nginx'], likelihood: 'likely', status: 200, headers: { server: 'nginx' }, body: 'hello' },
  {
    named: ['nginx'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'nginx/1.27.0' },
    body: nginxPage('404 Not Found', 'nginx/1.27.0'),
  },
  { named: ['nginx', 'haproxy', 'traefik'], likelihood: 'possible', nameless: 112 },
  {
    named: ['nginx-derivative'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'openresty' },
    body: nginxPage('404 Not Found', 'openresty'),
  },
  {
    named: ['ingress-nginx'],
    likelihood: 'certain',
    certificate: ['Kubernetes Ingress Controller Fake Certificate', 'O=Acme Co'],
  },
  { named: ['ingress-nginx'], likelihood: 'possible', status: 404, body: 'default backend - 404' },
  {
    named: ['f5-nginx-ingress'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'nginx/1.25.4' },
    body: nginxPage('404 Not Found', 'nginx/1.25.4'),
    certificate: ['NGINXIngressController'],
  },
  {
    named: ['nginx-proxy-manager'],
    likelihood: 'likely',
    status: 200,
    headers: { server: 'openresty' },
    body: "<h1>Congratulations!</h1><p>You've successfully started the Nginx Proxy Manager.</p>",
  },
  { named: ['apache'], likelihood: 'likely', status: 200, headers: { server: 'Apache/2.4.62 (Debian)' } },
  {
    named: ['apache'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'Apache' },
    body: apachePage('Your browser sent a request that this server could not understand.<br />\n'),
  },
  {
    named: ['haproxy'],
    likelihood: 'likely',
    status: 503,
    body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
  },
  {
    named: ['openshift-router'],
    likelihood: 'likely',
    status: 503,
    body: '<h1>Application is not available</h1>\n<p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p>',
  },
  { named: ['traefik'], likelihood: 'certain', certificate: ['TRAEFIK DEFAULT CERT'] },
  {
    named: ['traefik'],
    likelihood: 'certain',
    status: 404,
    headers: text,
    body: '404 page not found\n',
    certificate: ['TRAEFIK DEFAULT CERT'],
  },
  { named: ['caddy'], likelihood: 'likely', status: 200, headers: { server: 'Caddy' } },
  { named: ['nginx', 'caddy'], likelihood: 'likely', status: 200, headers: { server: 'nginx', via: '1.1 Caddy' } },
  { named: ['caddy'], likelihood: 'possible', nameless: 80 },
  {
    named: ['kong'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'kong/3.6.1' },
    body: '{"message":"no Route matched with those values"}',
  },
  { named: ['kong'], likelihood: 'certain', certificate: ['localhost', 'O=Kong'] },
  {
    named: ['iis'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'Microsoft-HTTPAPI/2.0' },
    body: '<BODY><h2>Bad Request - Invalid Hostname</h2>\r\n<hr><p>HTTP Error 400. The request hostname is invalid.</p>',
  },
  {
    named: ['iis'],
    likelihood: 'likely',
    status: 200,
    headers: { server: 'Microsoft-IIS/10.0', 'x-powered-by': 'ASP.NET' },
  },
  {
    named: ['tomcat'],
    likelihood: 'likely',
    status: 400,
    body: 'Bad Request\r\nThis combination of host and port requires TLS.\r\n',
  },
  {
    named: ['spring-boot'],
    likelihood: 'likely',
    status: 404,
    body: '<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping',
  },
  {
    named: ['spring-boot'],
    likelihood: 'likely',
    status: 404,
    body: '{"timestamp":"2025-01-01T00:00:00.000+00:00","status":404,"error":"Not Found","path":"/"}',
  },
  { named: ['jetty'], likelihood: 'likely', status: 400, body: '<h2>HTTP ERROR 400 Invalid SNI</h2>' },
  { named: ['go'], likelihood: 'likely', status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n' },
  { named: ['go'], likelihood: 'likely', status: 404, headers: text, body: '404 page not found\n' },
  {
    named: ['express'],
    likelihood: 'certain',
    status: 404,
    headers: { 'x-powered-by': 'Express' },
    body: '<body>\n<pre>Cannot GET /</pre>\n</body>',
  },
  {
    named: ['development-server'],
    likelihood: 'likely',
    status: 403,
    body: 'Blocked request. This host ("a.example.test") is not allowed.',
  },
  {
    named: ['varnish'],
    likelihood: 'certain',
    status: 503,
    headers: { via: '1.1 v1 (Varnish/7.4)', 'x-varnish': '32770' },
    body: '<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3>',
  },
  {
    named: ['squid'],
    likelihood: 'likely',
    status: 400,
    headers: { server: 'squid/5.7', 'x-squid-error': 'ERR_INVALID_URL 0' },
  },
  { named: ['litespeed'], likelihood: 'likely', status: 200, headers: { server: 'LiteSpeed' } },
  {
    named: ['cloudfront'],
    likelihood: 'certain',
    status: 403,
    headers: { server: 'CloudFront', 'x-amz-cf-id': 'abc' },
    body: '<H1>403 ERROR</H1> Generated by cloudfront (CloudFront)',
  },
  {
    named: ['elb'],
    likelihood: 'certain',
    status: 503,
    headers: { server: 'awselb/2.0' },
    body: nginxPage('503 Service Temporarily Unavailable', 'awselb/2.0'),
  },
  {
    named: ['elb'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'awselb/2.0' },
    body: nginxPage('400 The plain HTTP request was sent to HTTPS port', 'awselb/2.0'),
  },
  {
    named: ['api-gateway'],
    likelihood: 'likely',
    status: 403,
    headers: { 'x-amzn-errortype': 'ForbiddenException' },
    body: '{"message":"Forbidden"}',
  },
  { named: ['google'], likelihood: 'likely', status: 404, headers: { via: '1.1 google' } },
  { named: ['google'], likelihood: 'likely', status: 404, body: '<title>Error 404 (Not Found)!!1</title>' },
  { named: ['azure-front-door'], likelihood: 'likely', status: 404, headers: { 'x-azure-ref': '20250101T000000Z-r1' } },
  {
    named: ['azure-application-gateway'],
    likelihood: 'certain',
    status: 502,
    headers: { server: 'Microsoft-Azure-Application-Gateway/v2' },
    body: nginxPage('502 Bad Gateway', 'Microsoft-Azure-Application-Gateway/v2'),
  },
  {
    named: ['azure-app-service'],
    likelihood: 'likely',
    status: 404,
    body: '<title>Microsoft Azure App Service - Error 404</title> 404 Web Site not found.',
  },
  {
    named: ['cloudflare'],
    likelihood: 'certain',
    status: 403,
    headers: { server: 'cloudflare', 'cf-ray': '8f-FRA' },
    body: 'error code: 1003',
  },
  {
    named: ['cloudflare'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'cloudflare', 'cf-ray': '-' },
    body: nginxPage('400 The plain HTTP request was sent to HTTPS port', 'cloudflare'),
  },
  {
    named: ['cloudflare', 'nginx'],
    likelihood: 'likely',
    status: 404,
    headers: { server: 'cloudflare', 'cf-ray': '8f-FRA' },
    body: nginxPage('404 Not Found', 'nginx'),
  },
  {
    named: ['fastly'],
    likelihood: 'certain',
    status: 500,
    headers: { 'x-served-by': 'cache-fra-1', via: '1.1 varnish' },
    body: 'Fastly error: unknown domain: a.example.test. Please check that this domain has been added to a service.',
  },
  {
    named: ['akamai'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'AkamaiGHost' },
    body: '<H1>Invalid URL</H1>\nThe requested URL "&#91;no&#32;URL&#93;", is invalid.<p>\nReference&#32;&#35;9&#46;1',
  },
  {
    named: ['heroku'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'Cowboy', via: '1.1 vegur' },
    body: '<iframe src="//www.herokucdn.com/error-pages/no-such-app.html"></iframe>',
  },
  {
    named: ['vercel'],
    likelihood: 'likely',
    status: 404,
    headers: { server: 'Vercel', 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' },
  },
  {
    named: ['netlify'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'Netlify' },
    body: 'Not Found - Request ID: 01H',
  },
  {
    named: ['github-pages'],
    likelihood: 'certain',
    status: 404,
    headers: { server: 'GitHub.com' },
    body: "<p><strong>There isn't a GitHub Pages site here.</strong></p>",
  },
  {
    named: ['kubernetes-api'],
    likelihood: 'certain',
    status: 403,
    headers: { 'x-kubernetes-pf-flowschema-uid': '1', ...text },
    body: '{\n  "kind": "Status",\n  "apiVersion": "v1",\n  "metadata": {},\n  "status": "Failure",\n  "message": "forbidden: User \\"system:anonymous\\" cannot get path \\"/\\"",\n',
  },
  {
    named: ['elasticsearch'],
    likelihood: 'certain',
    status: 401,
    headers: { 'x-elastic-product': 'Elasticsearch' },
    body: '{"error":{"reason":"missing authentication credentials for REST request [/]"}}',
  },
  { named: ['vault'], likelihood: 'likely', status: 429, body: '{"initialized":true,"sealed":false,"standby":true}' },
  { named: ['minio'], likelihood: 'likely', status: 403, headers: { server: 'MinIO' } },
  {
    named: ['docker-registry'],
    likelihood: 'likely',
    status: 401,
    headers: { 'docker-distribution-api-version': 'registry/2.0' },
  },
  {
    named: ['home-assistant'],
    likelihood: 'certain',
    status: 400,
    headers: { server: 'Python/3.12 aiohttp/3.9.1' },
    body: '400: Bad Request',
  },
  {
    named: ['forgejo'],
    likelihood: 'likely',
    status: 200,
    headers: { 'set-cookie': 'i_like_gitea=1; Path=/; HttpOnly' },
  },
  {
    named: ['django'],
    likelihood: 'likely',
    status: 400,
    body: '<!doctype html>\n<html lang="en">\n<head>\n  <title>Bad Request (400)</title>\n</head>\n<body>\n  <h1>Bad Request (400)</h1><p></p>',
  },
  {
    named: ['rails'],
    likelihood: 'likely',
    status: 403,
    body: '<header>\n  <h1>Blocked hosts: a.example.test</h1>\n</header>',
  },
  { named: ['nextcloud'], likelihood: 'likely', status: 400, body: '<h2>Access through untrusted domain</h2>' },
  // What nobody in particular says.
  { named: [], likelihood: 'likely', status: 404, headers: { server: 'Apache-nginx-envoy' }, body: 'Not Found' },
  {
    named: [],
    likelihood: 'likely',
    status: 200,
    headers: { server: 'my-nginx/1.0' },
    body: 'We run nginx, Apache and TRAEFIK DEFAULT CERT.',
  },
  { named: [], likelihood: 'likely', status: 404, body: '404 page not found\n' },
  { named: [], likelihood: 'likely', certificate: ['a.example.test', 'O=Kong'] },
];

/**
 * What the probe would have seen of it.
 * @param answer what came
 * @returns one connection
 */
export function observed({ status, headers = {}, body = '', certificate, nameless }: DocumentedAnswer): Observation {
  const { address, port } = asked();
  const plan = { address, port, source: null, proxy: null, tls: null, request: null };
  const http: HttpFacts = { version: '1.1', status: status ?? 0, reason: '', headers, body };
  const base = { id: 'one', title: 'one', plan, ms: 1 };
  if (nameless !== undefined) {
    const alert = nameless === 'reset' ? null : { number: nameless, name: 'some' };
    const kind = alert ? ('alert' as const) : ('reset' as const);
    const failure = { kind, stage: 'tls' as const, message: '', alert, code: null, received: null };
    return { ...base, plan: { ...plan, tls: tlsPlan }, outcome: 'failed', at: { connect: 1 }, failure };
  }
  const tls = certificate && { ...tlsFacts, chain: [leaf(...certificate)] };
  return {
    ...base,
    outcome: 'passed',
    at: { connect: 1, ...(tls && { tls: 1 }) },
    ...(tls && { tls }),
    ...(status !== undefined && { http }),
  };
}

const tlsPlan: NonNullable<Observation['plan']['tls']> = {
  servername: null,
  alpn: [],
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
  securityLevel: 2,
  ciphers: null,
  groups: null,
  certificate: null,
  caFile: null,
};

const tlsFacts = {
  version: 'TLSv1.3' as const,
  cipher: 'TLS_AES_128_GCM_SHA256',
  alpn: null,
  sni: null,
  trusted: false,
  reason: null,
  matchesHost: null,
  clientCertificate: null,
};

function leaf(commonName: string, organization = 'O=Nobody'): CertificateFacts {
  return {
    subject: `${organization}, CN=${commonName}`,
    names: [],
    commonNames: [commonName],
    issuer: '',
    notBefore: '2025-01-01T00:00:00.000Z',
    notAfter: '2035-01-01T00:00:00.000Z',
    sha256: '00',
    selfSigned: true,
    namesIssuerUrl: false,
  };
}
