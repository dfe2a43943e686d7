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
  [['-v', '10.0.0.5'], /-v is no option\n {2}the version: --version; every connection: --verbose/],
  [['-V'], /-V is no option/],
  [['probe', '10.0.0.5', '--method', 'CONNECT'], /--method: CONNECT is no method to check a backend with/],
  [['probe', '10.0.0.5', '--method', 'trace'], /--method: trace is no method/],
  [['probe', '10.0.0.5', '--output', ''], /--output needs a file: its name is empty/],
  [['probe', '10.0.0.5', '--save', ''], /--save needs a file: its name is empty/],
  [['probe', '--from', ''], /--from needs a file: its name is empty/],
  [['probe', '10.0.0.5', '--ca-file', ''], /--ca-file: the name of the file is empty/],
  [['probe', '10.0.0.5', '--plan', '--save', 'e.json'], /--plan sees nothing that --save could keep/],
  [['probe', '10.0.0.5', '--output', 'a.json', '--save', './a.json'], /--output and --save name the same file/],
  [['probe', '10.0.0.5', '--save', '/dev/stdout'], /--save needs a file: standard output holds the result/],
  [['probe', '10.0.0.5', '--source', '192.0.2.77'], /--source 192\.0\.2\.77: no address of this machine/],
  [['probe', '10.0.0.5', '--source', '2001:db8::77'], /--source 2001:db8::77: no address of this machine/],
  [['probe', '2001:db8::1', '--source', '127.0.0.1'], /is an IPv4 address, but 2001:db8::1 is reached over IPv6 only/],
  [['probe', '10.0.0.5', '--timeout', '\u001b]0;x\u0007'], /--timeout: "\\x1B\]0;x\\x07" is no duration/],
  [['probe', '10.0.0.5', '--format', '\u001b[2J'], /--format \\x1B\[2J is not offered/],
  [['probe', '10.0.0.5', '--\u009b31m'], /\\x9B31m/],
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
    t.match(stderr, /^sni-doctor: [\x20-\x7e]+\n( {2}[\x20-\x7e]+\n)?$/, 'one printable line, and at most a hint');
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
  t.match(stderr, /prob does not resolve .*\n {2}nor is it a command: probe, check, /);
});

t.test('3: the path of a file is quoted harmlessly', async (t) => {
  const { code, stderr } = await run(['probe', '--from', '/none\u001b[31m.json']);
  t.equal(code, 3);
  t.equal(stderr, 'sni-doctor: /none\\x1B[31m.json: no such file or folder\n');
});

t.test('130: Ctrl-C', async (t) => {
  t.equal((await run(['probe', 'localhost', '--port', '1'], { signal: AbortSignal.abort() })).code, 130);
});
