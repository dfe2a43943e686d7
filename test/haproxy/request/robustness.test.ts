/** Whatever stands in a configuration, nothing throws and nothing takes long. */
import fc from 'fast-check';
import t from 'tap';
import { forward } from '../../../src/haproxy/request/forward.ts';
import { namedHosts } from '../../../src/haproxy/request/hosts.ts';
import { entrance } from '../../../src/haproxy/request/routes.ts';
import { evaluate } from '../../../src/haproxy/request/sample.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { client } from './cells.ts';
import { expressions } from './expressions.ts';
import { modelOf, proxyOf } from './model.ts';

const version = parseVersion('3.4');

/** Follows a request through rules and asks for everything else that is worked out of a configuration. */
function askAll(rules: readonly string[], sni: string) {
  const text = ['frontend f', ' mode http', ...rules, ' default_backend b', 'backend b', ' mode http', ...rules];
  const model = modelOf([...text, ` server s 127.0.0.1:1 ssl verify none sni ${sni}`].join('\n'), version);
  for (const backend of model.proxies.filter(({ name }) => name === 'b'))
    for (const server of backend.servers) {
      const frontend = entrance(model, backend)?.frontend ?? null;
      const { context } = forward(frontend, backend, server, client(), version, model.globals);
      evaluate(sni, context);
      namedHosts(model, backend, server);
    }
}

const pieces = fc.constantFrom(
  ...'http-request tcp-request content set-header Host deny if unless { } ! || or hdr(host) -i -m -f %[ ] %% ( ) , \\1'.split(
    ' ',
  ),
  ...'set-var(txn.a) var(txn.a) redirect location code return status replace-path acl use_backend path_reg ^(.*)$'.split(
    ' ',
  ),
  ...'regsub(a,b) field(-1,:) word(2,.) str() int(9) add(txn.a) TRUE src set-uri http://a.test:1/b del-header x'.split(
    ' ',
  ),
);

t.test('words in any order', async () => {
  const line = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 10 })
    .map((words) => words.join(' '));
  const rule = fc.tuple(
    fc.constantFrom('http-request ', 'tcp-request content ', 'acl a ', 'use_backend b if ', ''),
    line,
  );
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), line, (rules, sni) => {
      askAll(
        rules.map(([start, rest]) => ` ${start}${rest}`.replace(/[\r\n]/g, ' ')),
        sni.replace(/[\s]/g, '') || 'x',
      );
    }),
    { numRuns: 500 },
  );
});

t.test('expressions of any text', async () => {
  const model = modelOf('frontend f\n mode http\nbackend b\n mode http\n server s a:1');
  const [server] = proxyOf(model, 'b').servers;
  if (!server) throw new Error('no server');
  const { context } = forward(proxyOf(model, 'f'), proxyOf(model, 'b'), server, client(), version);
  const known = Object.values(expressions).flat();
  const mixed = fc.array(fc.constantFrom(...known), { maxLength: 4 }).map((parts) => parts.join(','));
  fc.assert(
    fc.property(fc.oneof(fc.string(), mixed), fc.nat(200), fc.string({ maxLength: 4 }), (text, at, extra) => {
      evaluate(text.slice(0, at) + extra + text.slice(at), context);
    }),
    { numRuns: 3000 },
  );
});

t.test('long lines take no longer than they are', async (t) => {
  const model = modelOf('frontend f\n mode http\nbackend b\n mode http\n server s a:1');
  const [server] = proxyOf(model, 'b').servers;
  if (!server) throw new Error('no server');
  const { context } = forward(proxyOf(model, 'f'), proxyOf(model, 'b'), server, client(), version);
  for (const part of [',', '(', ',lower', ',concat(a)', ',field(1,.)', 'a.', '"', '\\', '%[', ' '])
    evaluate(`str(a)${part.repeat(20_000)}`, context);
  for (const name of ['word(2,.)', 'field(-3,.)', 'regsub(a,b,g)', 'url_dec', 'hex', 'rtrim(.)', 'int(1),add(9)'])
    evaluate(`str(${'a.'.repeat(50_000)}),${name}`, context);
  t.pass('it came to an end');
});
