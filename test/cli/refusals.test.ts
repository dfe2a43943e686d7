import t from 'tap';
import { run } from './run.ts';

const usage: [argv: string[], message: RegExp][] = [
  [[], /an ADDRESS is missing/],
  [['probe'], /an ADDRESS is missing/],
  [['probe', '10.0.0.5', '--nonsense'], /Unknown argument: nonsense/],
  [['10.0.0.5', 'a.test', 'b.test'], /Unknown argument: b\.test/],
  [['probe', '10.0.0.5', '--port'], /--port needs a value/],
  [['probe', '10.0.0.5', '--port', '0'], /--port: "0" is no port/],
  [['probe', '10.0.0.5', '--port', '1', '--port', '2'], /--port is given more than once/],
  [['probe', '10.0.0.5', '--http-port', 'x'], /--http-port: "x" is no port/],
  [['probe', '10.0.0.5:99999'], /ADDRESS: "99999" is no port/],
  [['probe', '10.0.0.5', '--host', ''], /--host: a host name cannot be empty/],
  [['probe', '10.0.0.5', '--host', '*.example.test'], /--host: .* is a wildcard/],
  [['probe', '10.0.0.5', '--host', 'a b'], /--host: .* space/],
  [['probe', '10.0.0.5', '--host', 'a.test\n    http-request deny'], /--host: .* control character/],
  [['probe', '10.0.0.5', '--sni', 'a"'], /--sni: .* quote/],
  [['probe', '10.0.0.5', '--host-header', 'a.test:0'], /--host-header: "0" is no port/],
  [['probe', '10.0.0.5', '--public-host', 'a#'], /--public-host: /],
  [['probe', '10.0.0.5', '--path', 'health'], /--path: .* begin with \//],
  [['probe', '10.0.0.5', '--method', 'G T'], /--method: /],
  [['probe', '10.0.0.5', '--expect', 'string OK'], /--expect: .* status 200-399 or rstatus/],
  [['probe', '10.0.0.5', '--timeout', '5'], /--timeout: .* 5s or 5ms/],
  [['probe', '10.0.0.5', '--timeout', '0s'], /--timeout: .* cannot be 0/],
  [['probe', '10.0.0.5', '--repeat', '0'], /--repeat: /],
  [['probe', '10.0.0.5', '--source', 'eth0'], /--source: .* no IP address/],
  [['probe', '10.0.0.5', '--mode', 'udp'], /mode/],
  [['probe', '10.0.0.5', '--send-proxy', 'v3'], /send-proxy/],
  [['probe', '10.0.0.5', '--cert', 'a.pem'], /--cert is given without --key/],
  [['probe', '10.0.0.5', '--key', 'a.key'], /--key is given without --cert/],
  [['probe', '10.0.0.5', '--ca-file', 'my ca.pem'], /--ca-file: .* cannot stand in haproxy\.cfg/],
  [['probe', '10.0.0.5', '--format', 'html'], /--format html is not offered by probe yet: table, json, ndjson/],
  [['probe', '10.0.0.5', '--save', '-'], /--save needs a file/],
  [['probe', '127.0.0.1', '--haproxy-version', 'new'], /--haproxy-version: "new" is no HAProxy version/],
  [['probe', '127.0.0.1', '--haproxy-version', '1.4'], /--haproxy-version: .* outside/],
  [['probe', '10.0.0.5', '--from', 'evidence.json'], /takes no ADDRESS/],
  [['probe', '--from', 'evidence.json', '--host', 'a.test'], /--host cannot change that/],
  [['lab', 'no-such-backend'], /no backend "no-such-backend"/],
  [['lab', 'contour', 'healthy-http', '--port', '8443'], /cannot share one port/],
  [['lab', 'contour', '--port', 'x'], /--port: "x" is no port/],
];

for (const [argv, message] of usage) {
  t.test(`2: sni-doctor ${JSON.stringify(argv.join(' '))}`, async (t) => {
    const { code, stdout, stderr } = await run(argv);
    t.equal(code, 2);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.match(stderr, /^sni-doctor: [^\n]+\n( {2}[^\n]+\n)?$/, 'one line, and at most a hint');
  });
}

t.test('3: a name that does not resolve', async (t) => {
  const { code, stderr } = await run(['probe', 'no-such-host.invalid']);
  t.equal(code, 3);
  t.match(stderr, /^sni-doctor: no-such-host\.invalid does not resolve \(\w+\)\n$/);
});

t.test('3: a misspelt command is taken for a name, which is said', async (t) => {
  const { code, stderr } = await run(['prob', '10.0.0.5']);
  t.equal(code, 3);
  t.match(stderr, /prob does not resolve .*\n {2}nor is it a command: probe, lab/);
});

t.test('130: Ctrl-C', async (t) => {
  t.equal((await run(['probe', 'localhost', '--port', '1'], { signal: AbortSignal.abort() })).code, 130);
});
