import type { Client } from '../../../src/haproxy/request/client.ts';
import type { Cell } from './lab.ts';

const headers: Client['headers'] = [
  ['Host', 'www.example.test:8443'],
  ['X-Custom', 'One, Two'],
];

/** A request; what is not given is the same for all. */
export function client(given: Partial<Client> = {}): Client {
  return { method: 'GET', path: '/p/a?x=1', version: '1.1', headers, tls: null, port: null, ...given };
}

const host = (name: string | null, given: Partial<Client> = {}) =>
  client({ headers: name === null ? [] : [['Host', name]], ...given });
const tls = (sni: string | null) => client({ tls: { sni } });

/** Host, method and path through rules of frontend and backend. */
const rewrites: Cell[] = [
  { name: 'nothing is changed', client: client() },
  { name: 'no Host', client: host(null) },
  { name: 'set-header Host in the frontend', frontend: ['http-request set-header Host other.test'], client: client() },
  {
    name: 'set-header Host in both',
    frontend: ['http-request set-header Host front.test'],
    backend: ['http-request set-header X-Was %[req.hdr(host)]', 'http-request set-header Host back.test'],
    client: client(),
  },
  {
    name: 'set-header Host by path',
    frontend: [
      'acl api path_beg /p',
      'http-request set-header Host api.test if api',
      'http-request set-header Host web.test unless api',
    ],
    client: client(),
  },
  { name: 'add-header Host', backend: ['http-request add-header Host b.test'], client: host('a.test') },
  { name: 'del-header host', backend: ['http-request del-header host'], client: client() },
  {
    name: 'replace-header Host',
    backend: [String.raw`http-request replace-header Host ^([^:]*)(:.*)? \1.internal`],
    client: client(),
  },
  {
    name: 'replace-header Host that does not match',
    backend: ['http-request replace-header Host ^other x'],
    client: client(),
  },
  {
    name: 'replace-header line by line',
    backend: [String.raw`http-request replace-header X-L (.) <\1>`],
    client: client({
      headers: [
        ['Host', 'a'],
        ['X-L', 'ab, cd'],
        ['X-L', 'e'],
      ],
    }),
  },
  {
    name: 'replace-value',
    backend: [String.raw`http-request replace-value X-L ^c(.)$ <\1>`],
    client: client({
      headers: [
        ['Host', 'a'],
        ['X-L', 'ab, cd , e'],
        ['X-L', 'e,cf'],
      ],
    }),
  },
  ...['x- -m beg', '-a -m end', '-B -m sub', '^x-[a] -m reg', '^X-[A] -m reg', 'x-a'].map(
    (words): Cell => ({
      name: `del-header ${words}`,
      backend: [`http-request del-header ${words}`],
      client: client({
        headers: [
          ['Host', 'a'],
          ['X-A', '1'],
          ['X-B', '2'],
        ],
      }),
    }),
  ),
  {
    name: 'set-method, and the fetch that keeps the old one',
    backend: ['http-request set-method PUT', 'http-request set-header X-M %[method]'],
    client: client(),
  },
  { name: 'set-path', backend: ['http-request set-path /n%[path]'], client: client() },
  { name: 'set-pathq', backend: ['http-request set-pathq /n?z'], client: client() },
  { name: 'set-query', backend: ['http-request set-query %[query]&h=%[req.hdr(host)]'], client: client() },
  { name: 'set-query, empty', backend: ['http-request set-query %[req.hdr(none)]'], client: client() },
  {
    name: 'set-query, empty where there was none',
    backend: ['http-request set-query %[req.hdr(none)]'],
    client: client({ path: '/n' }),
  },
  { name: 'set-uri, a path', backend: ['http-request set-uri /x?y'], client: client() },
  { name: 'set-uri, absolute', backend: ['http-request set-uri http://other.test/x?y'], client: client() },
  {
    name: 'set-uri, absolute, without Host',
    backend: ['http-request set-uri http://other.test/x?y'],
    client: host(null),
  },
  {
    name: 'set-uri, absolute, then Host',
    backend: ['http-request set-uri http://other.test/x?y', 'http-request set-header Host third.test'],
    client: client(),
  },
  { name: 'replace-path', backend: [String.raw`http-request replace-path (.*)/a /x\1/b`], client: client() },
  { name: 'replace-path that does not match', backend: ['http-request replace-path ^/q /x'], client: client() },
  {
    name: 'replace-pathq',
    backend: [String.raw`http-request replace-pathq ^/p/([^?]*)(\\?(.*))? /\1?y\2`],
    client: client(),
  },
  {
    name: 'replace-uri, to an absolute one',
    backend: [String.raw`http-request replace-uri ^/(.*) http://new.test/\1`],
    client: client(),
  },
  {
    name: 'log-format text',
    backend: [
      'http-request set-header X-H 50%%',
      'http-request set-header X-I "a%-b"',
      'http-request set-header X-J "a  b"',
      String.raw`http-request set-header X-K "%[str('a\\rb')]"`,
      'http-request set-header X-L "%[str(a]b)]"',
      'http-request set-header X-M %{+Q}[path]%{+X,-Q}[int(42)]',
      'http-request set-header X-N %[path]%%%[str(a%b)]',
    ],
    client: client(),
  },
  {
    name: 'names of frontend and backend',
    backend: ['http-request set-header X-H %[be_name]-%[fe_name]'],
    client: client(),
  },
  {
    name: 'the port that the client came to',
    frontend: ['http-request set-header X-P %[dst_port]', 'http-request set-header X-R 1 if { dst_port 443 }'],
    client: client(),
  },
  {
    name: 'an ACL of a predefined name',
    frontend: ['acl METH_GET method POST', 'http-request set-header X-P 1 if METH_GET'],
    client: client(),
  },
  {
    name: 'values that are not known are left out',
    frontend: ['http-request set-header X-Real-Ip %[src]', 'option forwardfor'],
    omitted: ['x-real-ip', 'x-forwarded-for'],
    client: client(),
  },
  { name: 'http-send-name-header', backend: ['http-send-name-header X-Srv', 'option httpclose'], client: client() },
  {
    name: 'http-send-name-header Host',
    until: '3.4',
    backend: ['http-send-name-header Host'],
    server: 'sni req.hdr(host)',
    client: client(),
  },
];

/** Variables and what carries them. */
const variables: Cell[] = [
  {
    name: 'set-var',
    frontend: ['http-request set-var(txn.h) req.hdr(host),field(1,:)'],
    backend: ['http-request set-header Host %[var(txn.h),lower].internal'],
    client: client(),
  },
  {
    name: 'set-var, converters as words',
    frontend: ['http-request set-var(txn.h) req.hdr(host) upper'],
    backend: ['http-request set-header Host %[var(txn.h)]'],
    client: client(),
  },
  {
    name: 'set-var-fmt',
    frontend: ['http-request set-var-fmt(txn.h) "%[req.hdr(host),field(1,:)]-%[dst_port]"'],
    backend: ['http-request set-header X-H %[var(txn.h)]'],
    client: client(),
  },
  {
    name: 'numbers',
    frontend: ['http-request set-var(txn.n) int(4)', 'http-request set-var(txn.m) int(5),add(txn.n)'],
    backend: ['http-request set-header X-H %[var(txn.m)] if { var(txn.m) -m int 9 }'],
    client: client(),
  },
  {
    name: 'what yields nothing sets nothing',
    frontend: [
      'http-request set-var(txn.n) str(a)',
      'http-request set-var(txn.n) req.hdr(none)',
      'http-request set-header X-H %[var(txn.n)]',
    ],
    client: client(),
  },
  {
    name: 'unset-var',
    frontend: [
      'http-request set-var(txn.n) str(a)',
      'http-request unset-var(txn.n)',
      'http-request set-header X-H <%[var(txn.n)]>',
    ],
    client: client(),
  },
  ...['ifnotexists', 'ifexists', 'ifempty', 'ifnotempty', 'ifset', 'ifnotset'].map(
    (condition): Cell => ({
      name: `set-var with ${condition}`,
      frontend: [
        'http-request set-var(txn.n) str(a)',
        `http-request set-var(txn.n,${condition}) str(b)`,
        `http-request set-var(txn.m,${condition}) str()`,
        `http-request set-var(txn.o,${condition}) str(c)`,
        'http-request set-header X-H <%[var(txn.n)]%[var(txn.m)]%[var(txn.o)]>',
        'http-request set-header X-M 1 if { var(txn.m) -m found }',
      ],
      client: client(),
    }),
  ),
  {
    name: 'scopes',
    frontend: ['http-request set-var(req.n) str(a)', 'http-request set-var(sess.n) str(b)'],
    backend: ['http-request set-header X-H <%[var(req.n)]%[var(sess.n)]%[var(txn.n)]>'],
    client: client(),
  },
  {
    name: 'converters with variables',
    frontend: ['http-request set-var(txn.n) str(a)'],
    backend: [
      'http-request set-header X-H %[str(x),concat(-,txn.n,-y)]',
      'http-request set-header X-I %[str(a),strcmp(txn.n)]',
      'http-request set-header X-J %[str(x),add_item(;,txn.n)]',
    ],
    client: client(),
  },
  {
    name: 'tcp-request sets them too',
    frontend: ['tcp-request session set-var(sess.n) str(q)', 'tcp-request content set-var(txn.n) req.hdr(host),lower'],
    backend: ['http-request set-header X-H %[var(sess.n)]%[var(txn.n)]'],
    client: client(),
  },
];

/** HAProxy answers itself, or cuts. */
const endings: Cell[] = [
  ...[
    'deny',
    'deny deny_status 404',
    'deny status 429',
    'deny status 404 default-errorfiles',
    'deny deny_status 418 content-type text/plain string x',
    'tarpit',
    'tarpit deny_status 429',
    'return',
    'return status 404',
    'return status 503 content-type text/plain string "status 200" hdr X-A b',
    'redirect scheme https',
    'redirect scheme https code 301',
    'redirect location /x code 307',
    'redirect prefix https://x.test code 308',
    'redirect location %[req.hdr(none)] ignore-empty',
    'redirect location %[req.hdr(host)] ignore-empty',
    'auth realm x',
    'auth unless { http_auth_user x }',
    'reject',
    'silent-drop',
    'deny if { path_beg /p }',
    'deny unless { path_beg /p }',
    'deny if { src 203.0.113.1 } FALSE',
  ].map((rule): Cell => ({ name: rule, frontend: [`http-request ${rule}`], client: client() })),
  { name: 'deny in the backend', backend: ['http-request deny'], client: client() },
  { name: 'redirect in the backend', backend: ['redirect prefix https://x.test code 303'], client: client() },
  { name: 'redirect to https', frontend: ['redirect scheme https if !{ ssl_fc }'], client: client() },
  {
    name: 'redirect to https, already there',
    bind: 'tls',
    frontend: ['redirect scheme https if !{ ssl_fc }'],
    client: tls('www.example.test'),
  },
  {
    name: 'redirect comes behind all http-request',
    frontend: ['redirect location /x if { hdr(x-n) 1 }', 'http-request set-header X-N 1'],
    client: client(),
  },
  {
    name: 'rules see what rules before them did',
    frontend: [
      'http-request deny if { hdr(x-new) 1 }',
      'http-request set-header X-New 1',
      'http-request deny deny_status 429 if { hdr(x-new) 1 }',
    ],
    client: client(),
  },
  {
    name: 'allow',
    frontend: ['http-request allow if TRUE', 'http-request deny'],
    backend: ['http-request set-header X-B 1'],
    client: client(),
  },
  { name: 'errorloc', frontend: ['errorloc 403 http://e.test/', 'http-request deny'], client: client() },
  { name: 'errorloc303', frontend: ['errorloc303 403 http://e.test/', 'http-request deny'], client: client() },
  { name: 'monitor-uri', frontend: ['monitor-uri /m'], client: client({ path: '/m' }), unlogged: true },
  { name: 'monitor-uri, another', frontend: ['monitor-uri /m'], client: client({ path: '/m?x' }) },
  {
    name: 'tcp-request content reject',
    frontend: ['tcp-request content reject if { hdr(host) -m found }'],
    client: client(),
  },
  {
    name: 'tcp-request content accept',
    frontend: ['tcp-request content accept', 'tcp-request content reject'],
    client: client(),
  },
  { name: 'tcp-request in the backend', backend: ['tcp-request content reject'], client: client() },
  {
    name: 'tcp-request session reject',
    frontend: ['tcp-request session reject'],
    client: client(),
    unlogged: true,
  },
  {
    name: 'tcp-request connection reject',
    frontend: ['tcp-request connection reject'],
    client: client(),
    unlogged: true,
  },
];

/** What HAProxy does to requests without any rule. */
const arrivals: Cell[] = [
  ...(
    [
      ['http://a.test:80/z', 'a.test'],
      ['http://a.test/z', 'a.test:80'],
      ['http://a.test:80/z', 'a.test:80'],
      ['http://a.test:443/z', 'a.test'],
      ['https://a.test:443/z', 'a.test'],
      ['http://A.test/z', 'a.test'],
      ['http://a.test', 'a.test'],
      ['http://a.test:80/z', null],
      ['http://u@a.test/z', 'a.test'],
      ['http://b.test/z', 'a.test'],
      ['http://a.test:81/z', 'a.test'],
      ['/z', 'a.test,b.test'],
      ['/z', '[::1]:80'],
    ] as const
  ).map(([path, name]): Cell => ({ name: `${path} with Host ${name}`, client: host(name, { path }) })),
  { name: 'OPTIONS *', client: host('a.test', { method: 'OPTIONS', path: '*' }) },
  ...[
    ['a.test', 'a.test'],
    ['A.test', 'a.test'],
    ['a.test', 'b.test'],
  ].map(
    ([a = '', b = '']): Cell => ({
      name: `Host ${a} and Host ${b}`,
      client: client({
        headers: [
          ['Host', a],
          ['Host', b],
        ],
      }),
    }),
  ),
  ...(
    [
      [[], [], [['Connection', 'close']]],
      [
        [],
        [],
        [
          ['Connection', 'keep-alive, X-Foo'],
          ['X-Foo', '1'],
          ['TE', 'gzip'],
        ],
      ],
      [[], [], [['TE', 'trailers, deflate']]],
      [[], ['option httpclose'], []],
      [['option httpclose'], [], []],
      [['option http-server-close'], [], []],
      [['option http-server-close'], ['option http-pretend-keepalive'], []],
      [['option http-server-close'], ['option http-keep-alive'], []],
      [['option http-keep-alive'], ['option http-server-close'], []],
      [[], ['option httpclose', 'option http-keep-alive'], []],
      [[], ['option http-keep-alive', 'option http-server-close'], []],
      [[], ['http-request set-header Connection close'], []],
      [[], ['http-request set-header Connection keep-alive', 'option httpclose'], []],
      [[], ['http-request set-header Connection x-y'], []],
    ] as [string[], string[], Client['headers']][]
  ).map(
    ([frontend, backend, more]): Cell => ({
      name: `connection: ${[...frontend, '/', ...backend, '/', ...more.flat()].join(' ')}`,
      frontend,
      backend,
      client: client({ headers: [['Host', 'a'], ...more] }),
    }),
  ),
];

/** What a server's `sni` yields behind all rules. */
const serverNames: Cell[] = [
  ...[
    'req.hdr(host)',
    'req.hdr(host),field(1,:)',
    'req.hdr(host),field(1,:),lower',
    'str(Mixed.Test)',
    'str(a),concat(.b.test)',
    'ssl_fc_sni',
    'method',
    'int(5)',
    'path,field(2,/),concat(.test)',
    'ssl_fc,iif(a.test,b.test)',
    'var(txn.none)',
    `"req.hdr(host),regsub('^www[.]','api.'),field(1,:)"`,
  ].map((sni): Cell => ({ name: `sni ${sni}`, server: `sni ${sni}`, client: client() })),
  {
    name: 'sni follows the rules',
    frontend: ['http-request set-header Host front.test'],
    backend: ['http-request set-header Host Back.test:9'],
    server: 'sni req.hdr(host),field(1,:),lower',
    client: client(),
  },
  {
    name: 'sni of an absolute URI',
    backend: ['http-request set-uri http://u.test/x'],
    server: 'sni req.hdr(host)',
    client: client(),
  },
  {
    name: 'sni of a Host that is gone',
    backend: ['http-request del-header Host'],
    server: 'sni req.hdr(host)',
    client: client(),
  },
  {
    name: 'sni of two Hosts',
    backend: ['http-request add-header Host b.test'],
    server: 'sni req.hdr(host)',
    client: host('a.test'),
  },
  {
    name: 'sni of the first of two Hosts',
    backend: ['http-request add-header Host b.test'],
    server: 'sni req.hdr(host,1)',
    client: host('a.test'),
  },
  {
    name: 'sni of a variable',
    frontend: ['http-request set-var(txn.s) str(v.test)'],
    server: 'sni var(txn.s)',
    client: client(),
  },
  { name: 'sni handed on', bind: 'tls', server: 'sni ssl_fc_sni', client: tls('Front.test') },
  { name: 'sni handed on, none', bind: 'tls', server: 'sni ssl_fc_sni', client: tls(null) },
  { name: 'sni handed on in mode tcp', mode: 'tcp', bind: 'tls', server: 'sni ssl_fc_sni', client: tls('front.test') },
  { name: 'sni constant in mode tcp', mode: 'tcp', bind: 'tls', server: 'sni str(b.test)', client: tls('front.test') },
];

/** `mode tcp`, and rules that come from `defaults`. */
const sectionKinds: Cell[] = [
  { name: 'mode tcp changes nothing', mode: 'tcp', client: client() },
  { name: 'mode tcp, reject', mode: 'tcp', frontend: ['tcp-request content reject'], client: client() },
  { name: 'passthrough', mode: 'tcp', target: 'tls', client: tls('s.test') },
  ...[
    ['reject if { req.ssl_sni -i s.test }', 'accept'],
    ['accept if { req_ssl_hello_type 1 }', 'reject'],
    ['accept if { req.ssl_sni other.test }', 'reject'],
    ['reject if { ssl_fc }', 'reject if { ssl_fc_sni s.test }'],
  ].map(
    (rules): Cell => ({
      name: `passthrough: ${rules.join(', ')}`,
      mode: 'tcp',
      target: 'tls',
      frontend: ['tcp-request inspect-delay 1s', ...rules.map((rule) => `tcp-request content ${rule}`)],
      client: tls('S.test'),
    }),
  ),
  {
    name: 'mode tcp before mode http',
    mode: 'tcp',
    bind: 'tls',
    backend: ['mode http', 'http-request set-header X-S %[ssl_fc_sni]', 'http-request set-header Host be.test'],
    client: tls('s.test'),
  },
  {
    name: 'rules of defaults come first',
    defaults: ['http-request set-header Host d.test'],
    backend: ['http-request set-header X-H %[req.hdr(host)]'],
    client: client(),
  },
  {
    name: 'rules of defaults use ACLs of defaults',
    defaults: ['acl a path_beg /p', 'http-request set-header X-D 1 if a'],
    backend: ['acl a path_beg /nope', 'http-request set-header X-E 1 if a'],
    client: client(),
  },
  {
    name: 'rules of a proxy use its own ACLs',
    defaults: ['acl a path_beg /nope', 'http-request set-header X-D 1 if a'],
    backend: ['acl a path_beg /p', 'http-request set-header X-E 1 if a'],
    client: client(),
  },
  {
    name: 'allow in defaults',
    defaults: ['http-request allow', 'http-request deny'],
    backend: ['http-request set-header X-E 1'],
    client: client(),
  },
];

export const cells: readonly Cell[] = [
  ...rewrites,
  ...variables,
  ...endings,
  ...arrivals,
  ...serverNames,
  ...sectionKinds,
];
