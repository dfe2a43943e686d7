// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so HAProxy writes environment variables
import t from 'tap';
import { modelOf } from './verdict.ts';

t.test('what the global section says of servers', async (t) => {
  const { globals, problems } = modelOf(`global
    ssl-server-verify none
    ssl-default-server-ciphers A:B
    ssl-default-server-ciphersuites C
    ssl-default-server-curves X25519
    ssl-default-server-sigalgs S
    ssl-default-server-options ssl-min-ver TLSv1.2 no-tls-tickets
    ssl-security-level 1
    ca-base /ca
    crt-base /crt
    tune.bufsize 32768
    tune.maxrewrite 2048
    maxconn 5
`);
  t.same(problems, []);
  t.match(globals, {
    verifyNone: true,
    serverCiphers: 'A:B',
    serverCiphersuites: 'C',
    serverCurves: 'X25519',
    serverSigalgs: 'S',
    securityLevel: 1,
    caBase: '/ca',
    crtBase: '/crt',
    bufsize: 32_768,
    maxrewrite: 2048,
    unknown: [],
  });
  t.same(
    globals.serverOptions.map(({ text }) => text),
    ['ssl-min-ver', 'TLSv1.2', 'no-tls-tickets'],
  );
  t.notOk('environment' in globals);
  t.same(modelOf('', '3.2', { A: 'b' }).globals.environment?.get('A'), 'b');
});

t.test('what it does not say', async (t) => {
  t.match(modelOf('backend b\n').globals, { verifyNone: false, serverCiphers: null, bufsize: null, serverOptions: [] });
});

t.test('what is refused, and what is not known', async (t) => {
  t.match(modelOf('global\n    ssl-server-verify maybe\n').problems, [{ line: 2, word: 'maybe', severity: 'fatal' }]);
  t.match(modelOf('global\n    ssl-default-server-options fast\n').problems, [{ line: 2, word: 'fast' }]);
  t.match(modelOf('global\n    mxconn 5\n').problems, [{ word: 'mxconn', message: /"maxconn"/ }]);
  t.match(modelOf('global\n    ssl-security-level 2\n', '2.8').problems, [{ message: /3\.0 is the first/ }]);
  t.match(modelOf('global\n    ca-base\n').problems, [{ line: 2, word: 'ca-base' }]);
  t.match(modelOf('global\n    ca-base "${BASE}"\n').globals, {
    caBase: null,
    unknown: [{ line: 2, because: 'environment variable BASE is not set' }],
  });
  const text = 'global\n    .if feature(LUA)\n    ssl-server-verify none\n    maxconn 5\n    .endif\n';
  t.match(
    modelOf(text).globals,
    { verifyNone: false, unknown: [{ line: 3 }] },
    'lines that decide nothing are not said',
  );
});
