import t from 'tap';
import { failureOf, refusedSettings } from '../../src/probe/failure.ts';

const none = { code: null, timedOut: false, transport: null, wire: Buffer.alloc(0), answer: Buffer.alloc(0) };

t.test('connecting', async (t) => {
  for (const [code, kind] of [
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EADDRNOTAVAIL', 'unreachable'],
    ['EPERM', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EMFILE', 'local'],
  ] as const) {
    t.match(failureOf({ ...none, stage: 'connect', code }), { kind, stage: 'connect', code, alert: null });
  }
  t.match(failureOf({ ...none, stage: 'connect', timedOut: true }), { kind: 'timeout', code: null });
});

t.test('our own refusal is not taken for an alert of the backend', async (t) => {
  for (const code of [
    'ERR_SSL_DH_KEY_TOO_SMALL',
    'ERR_SSL_EE_KEY_TOO_SMALL',
    'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
    'ERR_SSL_WRONG_SIGNATURE_TYPE',
  ]) {
    // A peer may answer our alert with one of its own.
    const wire = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);
    t.match(failureOf({ ...none, stage: 'tls', code, wire }), { kind: 'local', alert: null, code });
  }
});

t.test('what ended the transport decides where TLS says no more than that it ended', async (t) => {
  const code = 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING';
  t.match(failureOf({ ...none, stage: 'tls', code }), { kind: 'closed', code: null });
  t.match(failureOf({ ...none, stage: 'tls', code, transport: 'EPIPE' }), { kind: 'reset', code: 'EPIPE' });
  t.match(failureOf({ ...none, stage: 'http', code, transport: 'ETIMEDOUT' }), { kind: 'timeout', code: 'ETIMEDOUT' });
  t.match(failureOf({ ...none, stage: 'proxy', code: 'EPIPE', transport: 'EPIPE' }), { kind: 'reset', stage: 'proxy' });
});

t.test('settings that OpenSSL refuses', async (t) => {
  t.match(refusedSettings('ERR_SSL_NO_CIPHER_MATCH'), { kind: 'local', stage: 'tls', code: 'ERR_SSL_NO_CIPHER_MATCH' });
  t.equal(refusedSettings(null), null);
});

t.test('a message holds nothing that the peer sent', async (t) => {
  const raw = Buffer.from('\x1b[31mevil');
  for (const stage of ['tls', 'http'] as const) {
    const code = stage === 'tls' ? 'ERR_SSL_WRONG_VERSION_NUMBER' : 'HTTP1_MALFORMED';
    const failure = failureOf({ ...none, stage, code, wire: raw, answer: raw });
    t.equal(failure.received, '\x1b[31mevil');
    t.notMatch(failure.message, /evil/);
  }
});
