import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { serviceAtPort, serviceInBody, serviceOf } from '../../src/catalogue/answers/services.ts';
import { faults } from '../../src/catalogue/faults/index.ts';
import { view } from '../../src/catalogue/view.ts';
import { barePlan, trafficRequest } from '../../src/plan.ts';
import { exchange } from '../../src/probe/exchange.ts';
import { asked } from '../question.ts';

/** An answer as it is met in the field, what it is called, and a word of the advice. */
type Sample = [status: number, headers: OutgoingHttpHeaders, body: string, finding: string, says: RegExp];

const html = (title: string, rest = '') =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>${rest}</body></html>`;
const nginx = (title: string) =>
  html(title, `\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n`);

const samples: Sample[] = [
  // Not this Host.
  [
    400,
    { server: 'Microsoft-HTTPAPI/2.0' },
    html('Bad Request', '<h2>Bad Request - Invalid Hostname</h2>'),
    'host-not-served',
    /binding/,
  ],
  [400, {}, html('DisallowedHost\n          at /'), 'host-not-served', /ALLOWED_HOSTS/],
  [400, {}, html('Bad Request (400)', '<h1>Bad Request (400)</h1><p></p>'), 'host-not-served', /ALLOWED_HOSTS/],
  [403, {}, 'Blocked hosts: 127.0.0.1:3000\n\nTo allow requests to these hosts', 'host-not-served', /config\.hosts/],
  [403, {}, 'Blocked request. This host ("a.example") is not allowed.', 'host-not-served', /allowedHosts/],
  [200, {}, 'Invalid Host header', 'host-not-served', /allowedHosts/],
  [403, { server: 'CloudFront' }, html('ERROR: The request could not be satisfied'), 'host-not-served', /distribution/],
  [403, { 'x-amzn-errortype': 'ForbiddenException' }, '{"message":"Forbidden"}', 'host-not-served', /stage/],
  [404, {}, '<Error><Code>NoSuchBucket</Code></Error>', 'host-not-served', /bucket/],
  [403, { server: 'cloudflare' }, 'error code: 1003', 'host-not-served', /name of the site/],
  [500, {}, 'Fastly error: unknown domain: 127.0.0.1.', 'host-not-served', /host name/],
  [404, {}, '{"message":"no Route matched with those values"}', 'host-not-served', /route/],
  [421, {}, '', 'host-not-served', /host at the backend/],
  // Nobody behind.
  [
    503,
    { server: 'envoy' },
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    'upstream-down',
    /UF/,
  ],
  [503, { server: 'istio-envoy' }, 'no healthy upstream', 'upstream-down', /ready pods/],
  [
    503,
    {},
    html('', '<h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n'),
    'upstream-down',
    /HAProxy too/,
  ],
  [502, { server: 'nginx' }, nginx('502 Bad Gateway'), 'upstream-down', /error log/],
  [503, {}, nginx('503 Service Temporarily Unavailable'), 'upstream-down', /endpointslices/],
  [503, {}, html('', 'Application is not available'), 'upstream-down', /oc get route/],
  [502, { server: 'awselb/2.0' }, '', 'upstream-down', /target group/],
  [525, { server: 'cloudflare' }, '', 'upstream-down', /origin/],
  [504, {}, '', 'upstream-down', /behind that proxy/],
  // Something on the way.
  [407, { 'proxy-authenticate': 'Basic realm="x"' }, '', 'intermediary-answers', /past it/],
  [511, {}, '', 'intermediary-answers', /past it/],
  [403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, html('ERROR'), 'intermediary-answers', /past it/],
  // What a status alone does not tell.
  [
    403,
    {},
    '{"kind":"Status","reason":"Forbidden","message":"forbidden: User \\"system:anonymous\\" cannot get path"}',
    'unexpected-status',
    /readyz/,
  ],
  [401, { 'www-authenticate': 'Basic realm="x"' }, '', 'unexpected-status', /status 401/],
  [503, { 'retry-after': '120' }, 'down for maintenance', 'unexpected-status', /until then/],
  [403, { 'cf-mitigated': 'challenge' }, html('Just a moment...'), 'unexpected-status', /challenge/],
  [431, {}, '', 'unexpected-status', /del-header Cookie/],
  [400, {}, html('400 Request Header Or Cookie Too Large'), 'unexpected-status', /large_client_header_buffers/],
  [464, {}, '', 'unexpected-status', /check-alpn h2/],
  [405, {}, '', 'unexpected-status', /--method/],
  [406, {}, '', 'unexpected-status', /Accept/],
  [404, {}, 'nothing here', 'unexpected-status', /--path/],
  [500, {}, 'oops', 'unexpected-status', /mend the application/],
  [429, { 'retry-after': '5' }, '', 'connection-limit', /inter/],
  [200, { 'content-type': 'application/grpc', 'grpc-status': '14' }, '', 'grpc-unavailable', /grpc-status value 14/],
  [415, { 'content-type': 'application/grpc' }, '', 'grpc-backend', /check-proto h2/],
  [304, {}, '', 'cached-answer', /no-cache/],
  [200, { age: '17' }, 'page', 'cached-answer', /no-cache/],
];

const others = new Set(samples.map(([, , , id]) => id));

t.test('an answer is told by its words, once', async (t) => {
  const server = createServer((request, response) => {
    const [status, headers, body] = samples[Number(request.url?.slice(1))] ?? [500, {}, ''];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const host = 'www.example.test';
  for (const [i, [status, , body, id, says]] of samples.entries()) {
    const question = asked({ address: '127.0.0.1', port, host, sni: host, hostHeader: host, path: `/${i}` });
    const plan = { ...barePlan(question), request: trafficRequest('GET', question.path, host) };
    const named = { id: 'clear/http-with-host', title: 'clear', plan };
    const { observation } = await exchange(named, {
      timeout: 2000,
      credentials: { ca: null, certificate: null },
      host,
    });
    const seen = view({
      schema: 'sni-doctor/evidence/1',
      question,
      observations: [observation],
      connections: 1,
      from: null,
      at: '2026-01-01T00:00:00.000Z',
      ms: 1,
    });
    const found = faults.flatMap((fault) => {
      const shown = others.has(fault.id) ? fault.shown(seen, null) : null;
      return shown ? [{ id: fault.id, ...shown }] : [];
    });
    const told = `${status} ${body.slice(0, 40)}`;
    t.same(
      found.map((one) => one.id),
      [id],
      told,
    );
    t.match(found[0]?.advice?.join('\n'), says, told);
  }
});

t.test('services are told by what they say', async (t) => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');
  for (const [name, says] of [
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['SMTP', '220 mail.example.test ESMTP Postfix\r\n'],
    ['SMTP', '554 5.5.1 SMTP synchronization error\r\n'],
    ['FTP', '220 (vsFTPd 3.0.3)\r\n'],
    ['IMAP', '* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.\r\n'],
    ['POP3', '+OK Dovecot ready.\r\n'],
    ['NNTP', '200 news.example.test ready\r\n'],
    ['ManageSieve', '"IMPLEMENTATION" "Dovecot Pigeonhole"\r\n'],
    ['XMPP', "<?xml version='1.0'?><stream:stream from='example.test'>"],
    ['MySQL or MariaDB', bytes('4a0000000a382e302e333600')],
    ['MySQL or MariaDB', bytes('45000000ff6a0448')],
    ['PostgreSQL', 'S'],
    ['PostgreSQL', bytes('450000008453464154414c00')],
    ['LDAP', bytes('300c02010178070a010004000400')],
    ['LDAP', bytes('308400000010020100788400000007')],
    ['Redis', "-ERR wrong number of arguments for 'get' command\r\n"],
    ['MQTT', bytes('20020000')],
    ['AMQP', bytes('414d515000000901')],
    ['Memcached', 'ERROR\r\n'],
  ] as const) {
    t.equal(serviceOf(says)?.name, name, JSON.stringify(says));
  }
  t.equal(
    serviceInBody('It looks like you are trying to access MongoDB over HTTP on the native driver port.\n')?.name,
    'MongoDB',
  );
  for (const says of [
    null,
    '',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    '<html>',
    bytes('15030300020228'),
    bytes('0004deadbeef00ff9c1b00000001fffe'),
    bytes('000012040000000000'),
    'Service ready',
    '\n'.repeat(100_000),
  ]) {
    t.equal(serviceOf(says), null, JSON.stringify(says?.slice(0, 40)));
  }
  t.equal(serviceInBody('200 OK\n'), null, 'no greeting, but a page');
  t.equal(serviceAtPort(636)?.name, 'LDAP');
  t.equal(serviceAtPort(443), null);
});
