import t from 'tap';
import { namedHosts } from '../../../src/haproxy/request/hosts.ts';
import { entrance, routedHosts } from '../../../src/haproxy/request/routes.ts';
import { modelOf, proxyOf } from './model.ts';

const backend = (name: string) => `backend ${name}\n mode http\n server s a:1`;

/** Entrance of backend `be` behind frontends with these lines. */
function entered(...frontends: string[][]) {
  const sections = frontends.map((lines, i) => [`frontend f${i}`, ' mode http', ...lines].join('\n'));
  const model = modelOf([...sections, backend('be'), backend('other')].join('\n'));
  const found = entrance(model, proxyOf(model, 'be'));
  return (
    found && {
      frontend: found.frontend.name,
      bind: found.bind?.address ?? null,
      certain: found.certain,
      hosts: routedHosts(model, proxyOf(model, 'be')),
    }
  );
}

t.test('the first frontend that routes to a backend, by rule or by default', async (t) => {
  t.equal(entered(['default_backend other']), null);
  t.match(entered(['default_backend other'], ['default_backend be']), { frontend: 'f1', certain: true });
  t.match(entered(['use_backend be'], ['default_backend be']), { frontend: 'f0', certain: true });
  t.match(entered(['use_backend b%[str(e)]']), { frontend: 'f0', certain: false }, 'its name may be put together');
  t.match(entered(['disabled', 'default_backend be'], ['default_backend be']), { frontend: 'f1' });
});

t.test('the bind with TLS is preferred', async (t) => {
  t.match(entered(['bind :80', 'bind :443 ssl crt a.pem', 'default_backend be']), { bind: ':443' });
  t.match(entered(['bind :80', 'default_backend be']), { bind: ':80' });
  t.match(entered(['default_backend be']), { bind: null });
});

t.test('it is certain where the conditions are understood and let a request for / through', async (t) => {
  t.match(entered(['use_backend be if { hdr(host) a.test }']), { certain: true });
  t.match(entered(['use_backend be if { src 10.0.0.1 }']), { certain: false });
  t.match(entered(['use_backend other if { src 10.0.0.1 }', 'default_backend be']), { certain: false });
  t.match(entered(['use_backend other if { path_beg /api }', 'default_backend be']), { certain: true });
  t.match(entered(['use_backend be if { path_beg /api }', 'default_backend other']), { certain: false });
});

t.test('a listen is its own entrance', async (t) => {
  const model = modelOf('frontend f\n mode http\n use_backend l\nlisten l\n mode http\n bind :1\n server s a:1');
  t.equal(entrance(model, proxyOf(model, 'l'))?.frontend.name, 'l');
  const bare = modelOf('frontend f\n mode http\n use_backend l\nlisten l\n mode http\n server s a:1');
  t.equal(entrance(bare, proxyOf(bare, 'l'))?.frontend.name, 'f');
});

t.test('names in conditions that lead to a backend', async (t) => {
  const hosts = (...lines: string[]) => entered(lines)?.hosts;
  t.same(hosts('use_backend be if { hdr(host) -i a.test b.test:8443 }'), ['a.test', 'b.test']);
  t.same(hosts('acl a hdr(host) a.test', 'acl a hdr_dom(host) b.test', 'use_backend be if a'), ['a.test', 'b.test']);
  t.same(hosts('use_backend be if { req.hdr(host),field(1,:),lower a.test }'), ['a.test']);
  t.same(hosts('bind :1 ssl crt x', 'use_backend be if { ssl_fc_sni -i a.test }'), ['a.test']);
  t.same(hosts('use_backend be if { hdr(host) a.test } { path_beg /api }'), ['a.test'], 'a path besides');
  t.same(hosts('use_backend be if { base_beg a.test/ }'), ['a.test']);
  t.same(hosts('use_backend be if { hdr_end(host) .a.test }', 'use_backend be if { hdr_beg(host) www. }'), []);
  t.same(hosts('use_backend be if !{ hdr(host) a.test }', 'use_backend be unless { hdr(host) b.test }'), []);
  t.same(hosts('use_backend be if { hdr_reg(host) ^a }', 'use_backend be if { hdr(x-host) a.test }'), []);
  t.same(hosts('use_backend be if { hdr(host) a.test } { hdr(host) b.test }'), [], 'none has both names');
  t.same(hosts('use_backend be if { hdr(host) 192.0.2.1 -x }'), []);
});

t.test('names of a passthrough', async (t) => {
  const model = modelOf('frontend f\n mode tcp\n use_backend b if { req.ssl_sni -i A.test }\nbackend b\n mode tcp');
  t.same(routedHosts(model, proxyOf(model, 'b')), ['A.test']);
});

t.test('the names that a configuration has for a server, in their order', async (t) => {
  const named = (lines: string[], server: string, frontend: string[] = []) => {
    const text = [
      'frontend f',
      ' mode http',
      ...frontend,
      'backend be',
      ' mode http',
      ...lines,
      ` server s a:1 ${server}`,
    ];
    const model = modelOf(text.join('\n'));
    const be = proxyOf(model, 'be');
    return be.servers[0] && namedHosts(model, be, be.servers[0]);
  };
  t.same(
    named(
      [
        'option httpchk GET /',
        'http-check send meth GET uri / ver HTTP/1.1 hdr Host check.test:8443',
        'http-request set-header Host inner.test',
        'http-request set-header Host %[str(other.test)] if { path /x }',
      ],
      'ssl verify none check sni str(sni.test) check-sni checksni.test',
      [
        'http-request set-header Host front.test',
        'http-request set-header Host elsewhere.test if { path /y }',
        'use_backend be if { hdr(host) routed.test INNER.test }',
      ],
    ),
    ['inner.test', 'other.test', 'front.test', 'sni.test', 'check.test', 'checksni.test', 'routed.test'],
  );
  t.same(named([], 'ssl verify none sni req.hdr(host)'), []);
  t.same(
    named(['http-request set-header Host 192.0.2.1', 'http-request set-header Host a%[src]'], 'check-sni "a b"'),
    [],
  );
});
