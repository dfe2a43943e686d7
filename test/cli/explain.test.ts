import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import t, { type Test } from 'tap';
import { main } from '../../src/cli/main.ts';
import type { Output } from '../../src/cli/terminal.ts';
import type { ExplainResult } from '../../src/explain-types.ts';
import { run } from './run.ts';

const left = '0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.';
const down = (server: string, reason: string) =>
  `Server ${server} is DOWN, reason: ${reason}, check duration: 4ms. ${left}`;
const handshake = down('be/s1', 'Layer6 invalid response, info: "SSL handshake failure"');

/** Printable ASCII, 80 columns but for what is copied, no blanks at the end of a line. */
function fits(t: Test, text: string): void {
  t.notMatch(text, /[^\n\x20-\x7e]/);
  t.notMatch(text, / $/m);
  t.same(
    text.split('\n').filter((line) => line.length > 80 && !line.startsWith('RUN ')),
    [],
  );
}

t.test('the meaning first, then causes with their codes, the command, the page', async (t) => {
  const { code, stdout, stderr } = await run(['explain', handshake]);
  t.match({ code, stderr }, { code: 0, stderr: '' });
  fits(t, stdout);
  t.match(stdout, /^MEANS {2}The TLS handshake of the check failed\./);
  t.match(
    stdout,
    /\n likely {3}SNI101 {2}the backend wants a server name \(SNI\)\n {18}The check sends no server name/,
  );
  t.match(stdout, /\n {7}also possible: SNI/);
  t.match(stdout, /\nRUN {4}sni-doctor triage be\/s1\n[\s\S]*\nREAD {3}docs\/codes\/SNI101\.md\n$/);
  const all = await run(['explain', '--verbose', handshake]);
  fits(t, all.stdout);
  t.match(all.stdout, /proxy be, server s1, state DOWN, status L6RSP/);
  t.notMatch(all.stdout, 'also possible');
});

t.test('what passed is explained too, and is no trouble', async (t) => {
  const { code, stdout } = await run(['explain', 'L6OK in 2ms']);
  t.equal(code, 0);
  t.match(stdout, /^MEANS {2}The check passed: the TLS handshake was completed\. That says nothing of\n {7}HTTP/);
  t.notMatch(stdout, /RUN|READ/);
});

t.test('a text that is not known: it is said, and nothing is made up', async (t) => {
  const { code, stdout } = await run(['explain', 'the moon is down']);
  t.match({ code, stdout }, { code: 1, stdout: 'UNKNOWN  This text is not known here.\n' });
  t.equal((await run(['explain', 'the moon is down', '--fail-on', 'never'])).code, 0);
  t.equal((await run(['explain', 'the moon is down', 'SC--'])).code, 1);
});

t.test('the exit code follows --fail-on where everything is known', async (t) => {
  const codes = (text: string) =>
    Promise.all(
      ['error', 'warning', 'info', 'never'].map(
        async (level) => (await run(['explain', text, '--fail-on', level])).code,
      ),
    );
  t.same(await codes('L4CON "Connection refused"'), [1, 1, 1, 0]);
  t.same(await codes('L6OK'), [0, 0, 0, 0]);
  t.same(await codes('SNI410'), [0, 1, 1, 0]);
});

t.test('texts of any form: dashes, blanks, options behind them', async (t) => {
  for (const argv of [
    ['----'],
    ['* L4TOUT in 2001ms'],
    ['--', '--verbose'],
    ['-0x7780 mbedtls'],
    ['SC--', '--format', 'json'],
  ]) {
    const { code, stderr } = await run(['explain', ...argv]);
    t.ok(code === 0 || code === 1, argv.join(' '));
    t.equal(stderr, '');
  }
  t.match(await run(['--quiet', 'explain', 'SC--']), { code: 0, stdout: /^MEANS/ });
});

t.test('a lone argument that is such a text does the same', async (t) => {
  const asked = (await run(['explain', handshake])).stdout;
  t.match(await run([handshake]), { code: 0, stdout: asked });
  for (const text of [
    'curl: (52) Empty reply from server',
    'ERR_SSL_PROTOCOL_ERROR',
    'NET::ERR_CERT_DATE_INVALID',
    'L7STS/400',
    'SC--',
    'SNI101',
  ])
    t.match(await run([text]), { code: 0, stdout: /^MEANS/ }, text);
  t.match(JSON.parse((await run([handshake, '--format', 'json'])).stdout), { schema: 'sni-doctor/explain/1' });
});

t.test('an ADDRESS stays one', async (t) => {
  for (const argv of [
    ['192.0.2.1'],
    ['192.0.2.1', 'SNI101'],
    ['sni-required'],
    ['sc'],
    ['10.0.0.5:443', 'www.example.test'],
    ['SNI101', '--host', 'www.example.test'],
    ['https://www.example.test/L7STS/400'],
  ])
    t.match((await run([...argv, '--plan'])).stdout, /^PLAN |^$/, argv.join(' '));
  t.match(await run(['hello world']), { code: 2, stdout: '', stderr: /no host name: it holds a space/ });
});

async function explained(lines: string): Promise<{ code: number; result: ExplainResult }> {
  const { code, stdout } = await run(['explain', '-', '--format', 'json'], { stdin: lines });
  return { code, result: JSON.parse(stdout) };
}

t.test('standard input: each kind once, counted, with its servers', async (t) => {
  const fine =
    'Health check for server be/s1 succeeded, reason: Layer7 check passed, code: 200, check duration: 4ms, status: 3/3 UP.';
  const lines = [
    ...Array.from({ length: 50 }, (_, i) =>
      down(`be${i % 2}/s${i}`, `Layer6 invalid response, info: "SSL handshake failure"`).replace('4ms', `${i}ms`),
    ),
    ...Array.from({ length: 10 }, (_, i) =>
      down('be/s1', `Layer7 wrong status, code: 404, info: "Not Found"`).replace('4ms', `${i}ms`),
    ),
    ...Array.from({ length: 7 }, () => fine),
    '192.0.2.1:40000 [09/Feb/2024:12:00:00.000] fe be/s1 0/0/1/1/2 200 217 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
    '',
  ];
  const { code, result } = await explained(lines.join('\r\n'));
  t.equal(code, 0);
  t.match(result, { schema: 'sni-doctor/explain/1', passedOver: 8, inputs: { length: 2 } });
  t.match(result.inputs[0], {
    count: 50,
    kind: 'haproxy-health',
    fields: { status: 'L6RSP' },
    serverCount: 50,
    separate: { command: 'sni-doctor triage' },
  });
  t.equal(result.inputs[0]?.servers?.length, 20);
  t.match(result.inputs[1], {
    count: 10,
    servers: ['be/s1'],
    serverCount: 1,
    separate: { command: 'sni-doctor triage be/s1' },
  });
  const { stdout } = await run(['explain', '-'], { stdin: lines.join('\n') });
  fits(t, stdout);
  t.match(stdout, /^KNOWN {2}68 texts: 60 texts of 2 kinds explained, 8 of nothing that went wrong\.\n/);
  t.match(stdout, /50 servers: be0\/s0, be1\/s1,[\s\S]* and 30\n? +more/);
});

t.test('lines of others: grouped, bounded, and the exit code says so', async (t) => {
  const words = Array.from(
    { length: 3000 },
    (_, i) =>
      `daemon ${String.fromCharCode(97 + (i % 26), 97 + (Math.trunc(i / 26) % 26), 97 + Math.trunc(i / 676))} says ${i}`,
  );
  const { code, result } = await explained([...words, handshake].join('\n'));
  t.equal(code, 1);
  t.equal(result.inputs[0]?.kind, 'haproxy-health');
  const unknown = result.inputs.filter(({ kind }) => kind === 'unknown');
  t.equal(unknown.length, 21);
  t.equal(
    unknown.reduce((sum, { count }) => sum + count, 0),
    3000,
  );
  const alike = await explained(Array.from({ length: 100 }, (_, i) => `job ${i} took ${i * 7} s`).join('\n'));
  t.match(alike.result.inputs, [{ kind: 'unknown', count: 100 }]);
});

t.test('binary, half lines, a line of a megabyte, nothing at all', async (t) => {
  const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
  const hostile = [
    bytes,
    'x'.repeat(1_000_000),
    handshake.slice(0, 60),
    `${handshake}${'y'.repeat(1_000_000)}`,
    '\u001b[31mred',
  ].join('\n');
  const { code, stdout } = await run(['explain', '-'], { stdin: hostile });
  t.equal(code, 1);
  fits(t, stdout);
  t.ok(stdout.length < 20_000);
  t.match(await run(['explain', '-'], { stdin: '' }), { code: 0, stdout: 'NOTHING  0 texts.\n' });
});

t.test('what `show stat` answers is taken row by row', async (t) => {
  const server = (name: string, status: string, info: string) =>
    `be,${name},0,0,0,0,,0,0,0,,0,,0,0,0,0,DOWN,1,1,0,1,1,2,2,,1,2,1,,0,,2,0,,0,${status},,0,,,,,,,,,,,0,0,,,,,-1,"${info}",,0,0,0,0,,,,Layer4 connection problem,,2,3,0,,,,192.0.2.7:443,,http,,,,,,,,0,0,0,,,0,,0,0,0,0`;
  const backend =
    'be,BACKEND,0,0,0,0,200,0,0,0,0,0,,0,0,0,0,UP,1,1,0,,0,2,0,,1,2,0,,0,,1,0,,0,,,,0,0,0,0,0,0,,,,0,0,0,0,0,0,0,-1,,,0,0,0,0,,,,,,,,,,,,,,http,,,,,,,,0,0,0,0,0,,,0,0,0,0';
  const rows = [
    '# pxname,svname,qcur,qmax',
    server('s1', '* L6RSP', 'SSL handshake failure'),
    server('s2', 'L4CON', 'Connection refused, they say'),
    backend,
  ];
  const { code, result } = await explained(rows.join('\n'));
  t.equal(code, 0);
  t.match(result.inputs, [
    { fields: { status: 'L6RSP', address: '192.0.2.7', port: 443 }, servers: ['be/s1'] },
    { fields: { status: 'L4CON', info: 'Connection refused, they say' }, servers: ['be/s2'] },
  ]);
  t.equal(result.passedOver, 2);
});

t.test('a message of several lines is one', async (t) => {
  const notice =
    '[ALERT]    (9) : config : parsing [haproxy.cfg:5]: argument number 4 at position 36 is empty and marks the end of the argument list:\n          server s1 127.0.0.1 check-sni ""\n                                       ^\n';
  const { code, result } = await explained(notice);
  t.equal(code, 0);
  t.match(result.inputs, [{ kind: 'haproxy-alert', count: 1, fields: { file: 'haproxy.cfg', line: 5 } }]);
});

t.test('a long log is read as it comes, and not kept', async (t) => {
  const chunk = Buffer.from(
    `${Array.from({ length: 500 }, (_, i) => down(`be/s${i}`, 'Layer6 timeout')).join('\n')}\n`,
  );
  let pieces = 0;
  const stdin = Readable.from(
    (function* () {
      for (; pieces < 400; pieces++) yield chunk;
    })(),
  );
  let stdout = '';
  const out = new Writable({
    write(piece: Buffer, _encoding, done) {
      stdout += piece;
      done();
    },
  }) as Output;
  const before = process.memoryUsage().rss;
  const code = await main(['explain', '-', '--format', 'ndjson'], {
    stdin,
    stdout: out,
    stderr: out,
    env: {},
    signal: new AbortController().signal,
  });
  t.equal(code, 0);
  t.match(JSON.parse(stdout), { inputs: [{ count: 200_000, serverCount: 500 }] });
  t.ok(process.memoryUsage().rss - before < 150_000_000);
});

t.test('its help', async (t) => {
  const { code, stdout } = await run(['explain', '--help']);
  t.equal(code, 0);
  t.match(stdout, /^sni-doctor explain TEXT\.\.\.\n/);
  fits(t, stdout);
  t.equal((await run(['help', 'explain'])).stdout, stdout);
});

t.test('into a file', async (t) => {
  const folder = t.testdir({});
  t.match(await run(['explain', 'SC--', '--output', `${folder}/out.txt`]), { code: 0, stdout: '' });
  t.match(readFileSync(`${folder}/out.txt`, 'utf8'), /^MEANS/);
});

const usage: [argv: string[], message: RegExp][] = [
  [[], /a TEXT is missing\n {2}sni-doctor explain/],
  [[''], /a TEXT is missing/],
  [['-', 'SC--'], /standard input \(-\) and other texts/],
  [['SC--', '--format', 'html'], /--format html is not offered by explain yet/],
  [['SC--', '--host', 'x'], /Unknown argument: host/],
  [['SC--', '--explain'], /Unknown argument: explain/],
  [['SC--', '--fail-on', 'x'], /Invalid values/],
];

for (const [argv, message] of usage) {
  t.test(`2: sni-doctor explain ${argv.join(' ')}`, async (t) => {
    const { code, stdout, stderr } = await run(['explain', ...argv]);
    t.match({ code, stdout }, { code: 2, stdout: '' });
    t.match(stderr, message);
  });
}

t.test('3: standard input that breaks; 130: Ctrl-C', async (t) => {
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() }) as Output;
  const broken = new Readable({
    read() {
      this.destroy(Object.assign(new Error('x'), { code: 'EIO' }));
    },
  });
  const terminal = { stdout: stderr, stderr, env: {} };
  t.equal(await main(['explain', '-'], { ...terminal, stdin: broken, signal: new AbortController().signal }), 3);
  t.equal(
    await main(['explain', '-'], { ...terminal, stdin: new Readable({ read() {} }), signal: AbortSignal.abort() }),
    130,
  );
});
