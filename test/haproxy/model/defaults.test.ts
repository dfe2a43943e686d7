import t from 'tap';
import { modelOf } from './verdict.ts';

const proxies = (text: string, version?: string) =>
  Object.fromEntries(modelOf(text, version).proxies.map((proxy) => [proxy.name, proxy]));

const timeout = (ms: number) => `    timeout connect ${ms}ms\n`;

t.test('a section without a name replaces the one before, for proxies below it', async (t) => {
  const text = `backend bare\ndefaults\n    mode http\n${timeout(1)}backend a\ndefaults\n${timeout(2)}backend b\n`;
  const { bare, a, b } = proxies(text);
  t.match([bare?.mode, a?.mode, b?.mode], ['tcp', 'http', 'tcp']);
  t.same(
    [bare, a, b].map((proxy) => proxy?.timeouts.connect),
    [null, 1, 2],
  );
});

t.test('named sections', async (t) => {
  const text =
    `defaults one\n    mode http\n${timeout(1)}defaults two from one\n${timeout(2)}defaults three\n` +
    'backend last\nbackend a from one\nbackend b from two\n';
  const { last, a, b } = proxies(text);
  t.equal(last?.mode, 'tcp', 'without "from" the last one holds, named or not');
  t.same([a?.mode, a?.timeouts.connect], ['http', 1]);
  t.same([b?.mode, b?.timeouts.connect], ['http', 2], 'it inherits what it does not say itself');
});

t.test('names that lead nowhere or in a circle are reported, and all is read', async (t) => {
  const circle = modelOf('defaults a from b\ndefaults b from a\nbackend x from c\n    server s 1.2.3.4:80\n');
  t.same(circle.proxies[0]?.servers.length, 1);
  t.same(
    circle.problems.map(({ line, severity }) => [line, severity]),
    [
      [1, 'fatal'],
      [3, 'fatal'],
    ],
  );
});

t.test('what is inherited', async (t) => {
  const text = `defaults d
    mode http
    timeout check 3s
    timeout server 5
    option httpchk GET /
    option http-server-close
    option abortonclose
    default-server check inter 5s
    http-send-name-header X-Server
    source 192.0.2.1
    default_backend b
    http-request set-header X-A a
    retries 2
backend b from d
    no option abortonclose
    option http-keep-alive
    http-request set-header X-B b
    server s 1.2.3.4:80
backend c from d
    timeout server 1us
    source 192.0.2.2
    disabled
`;
  const { b, c } = proxies(text);
  t.match(b?.timeouts, { connect: null, check: 3000, server: 5 });
  t.equal(c?.timeouts.server, 1, 'rounded up to whole milliseconds');
  t.same([...(b?.options.keys() ?? [])], ['http-keep-alive'], 'connection modes exclude each other');
  t.match(b?.check, { type: 'httpchk', inherited: true });
  t.same([...(b?.servers[0]?.settings.keys() ?? [])], ['check', 'inter']);
  t.same(
    b?.requestRules.map(({ args }) => args[0]?.text),
    ['X-A', 'X-B'],
    'rules of the defaults come first',
  );
  t.same(b?.httpSendNameHeader?.name, 'x-server');
  t.same([b?.source?.words[1]?.text, c?.source?.words[1]?.text], ['192.0.2.1', '192.0.2.2']);
  t.same(b?.defaultBackend, null, 'a backend leads nowhere');
  t.ok(b?.otherRules.some(({ keyword, words }) => keyword === 'retries' && words[0]?.text === '2'));
  t.equal(b?.check, c?.check, 'what is the same is not made twice');
});

t.test('a frontend inherits default_backend', async (t) => {
  const { f } = proxies('defaults\n    default_backend b\nfrontend f\n    bind :80\nbackend b\n');
  t.equal(f?.defaultBackend?.name.text, 'b');
});

t.test('HAProxy before 2.4 knows no "from"', async (t) => {
  const text = 'defaults d\nbackend b from d\n';
  t.match(modelOf(text, '2.2').problems, [{ severity: 'fatal', line: 2 }]);
  t.same(modelOf(text, '2.4').problems, []);
});
