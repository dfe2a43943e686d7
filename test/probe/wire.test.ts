import t from 'tap';
import { alertOf, alertOfCode } from '../../src/probe/alerts.ts';
import { distinguishedName } from '../../src/probe/distinguished-name.ts';
import { serverFlight } from '../../src/probe/server-flight.ts';
import { clearAlert, handshakeMessages, looksLikeTls, tlsRecords } from '../../src/probe/wire.ts';

const bytes = (...hex: string[]): Buffer => Buffer.from(hex.join('').replaceAll(' ', ''), 'hex');
const alert = '15 0303 0002 02 70';

t.test('alerts have their names of the RFCs', async (t) => {
  t.strictSame(alertOf(112), { number: 112, name: 'unrecognized_name' });
  t.strictSame(alertOf(200), { number: 200, name: 'unknown' });
  for (const [code, number] of [
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 40],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 40],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 46],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 48],
    ['ERR_SSL_TLSV1_ALERT_USER_CANCELLED', 90],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 112],
    ['ERR_SSL_TLSV1_UNSUPPORTED_EXTENSION', 110],
  ] as const) {
    t.equal(alertOfCode(code)?.number, number, code);
  }
  for (const code of ['ERR_SSL_DH_KEY_TOO_SMALL', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'ECONNRESET']) {
    t.equal(alertOfCode(code), null, code);
  }
});

t.test('records', async (t) => {
  const two = bytes(alert, '16 0303 0003 aabbcc');
  t.strictSame(
    tlsRecords(two).map(({ type, body }) => [type, body.toString('hex')]),
    [
      [21, '0270'],
      [22, 'aabbcc'],
    ],
  );
  t.equal(tlsRecords(two.subarray(0, -1)).length, 1);
  t.equal(tlsRecords(Buffer.from('HTTP/1.1 400')).length, 0);
  t.ok(looksLikeTls(bytes('16')) && looksLikeTls(Buffer.alloc(0)) === false);
  t.notOk(looksLikeTls(bytes('16 04')) || looksLikeTls(Buffer.from('SSH-')));
});

t.test('the alert in clear', async (t) => {
  t.equal(clearAlert(bytes(alert)), 112);
  t.equal(clearAlert(bytes(alert, '15 0303 0002 01 00')), 112, 'close_notify behind it');
  t.equal(clearAlert(bytes('15 0303 0002 01 00')), null);
  t.equal(clearAlert(bytes('15 0303 001a', '00'.repeat(26))), null, 'an encrypted one');
  t.equal(clearAlert(bytes('16 0303 0002 02 70')), null);
});

t.test('handshake messages', async (t) => {
  const messages = handshakeMessages(bytes('02 000002 aabb', '0e 000000', '0b 000005 aa'));
  t.strictSame(
    messages.map(({ type, body }) => [type, body.length]),
    [
      [2, 2],
      [14, 0],
    ],
  );
});

const random = '11'.repeat(32);
const hello12 = `02 000026 0303 ${random} 00 c02f 00`;
const record = (hex: string): string => {
  const length = hex.replaceAll(' ', '').length / 2;
  return `16 0303 ${length.toString(16).padStart(4, '0')} ${hex}`;
};

t.test('a flight in clear', async (t) => {
  const certificate = '0b 00000b 000008 000001 aa 000001 bb';
  const request = '0d 000010 01 01 0002 0403 0008 0002 3000 0002 3001';
  const flight = serverFlight(bytes(record(hello12), record(certificate + request)), null);
  t.match(flight, { version: 'TLSv1.2', suite: 0xc02f });
  t.strictSame(flight?.chain?.map(String), [bytes('aa'), bytes('bb')].map(String));
  t.strictSame(
    flight?.authorities?.map((name) => name.toString('hex')),
    ['3000', '3001'],
  );
});

t.test('messages split over records, and cut off', async (t) => {
  const certificate = '0b 000007 000004 000001 aa';
  const whole = bytes(record(`${hello12} ${certificate.slice(0, 12)}`), record(certificate.slice(12)));
  t.equal(serverFlight(whole, null)?.chain?.length, 1);
  t.match(serverFlight(whole.subarray(0, -1), null), { version: 'TLSv1.2', chain: null, authorities: null });
});

t.test('what is no flight', async (t) => {
  t.equal(serverFlight(Buffer.alloc(0), null), null);
  t.equal(serverFlight(bytes(alert), null), null);
  t.equal(serverFlight(bytes(record('02 000003 030311')), null), null, 'a ServerHello that ends early');
  t.match(serverFlight(bytes(record(hello12.replace('0303', '0300'))), null), { version: null });
});

t.test('TLS 1.3 without a secret, or with an unknown suite, tells the version only', async (t) => {
  const hello = (suite: string): string => `02 00002e 0303 ${random} 00 ${suite} 00 0006 002b 0002 0304`;
  const sealed = `17 0303 0020 ${'00'.repeat(32)}`;
  for (const [suite, secret] of [
    ['1301', null],
    ['1304', Buffer.alloc(32)],
    ['1301', Buffer.alloc(32)],
  ] as const) {
    const flight = serverFlight(bytes(record(hello(suite)), sealed), secret);
    t.match(flight, { version: 'TLSv1.3', chain: null, authorities: null });
  }
});

t.test('distinguished names', async (t) => {
  const attribute = (type: string, tag: string, value: Buffer): string => {
    const inner = `${type}${tag}${hexByte(value.length)}${value.toString('hex')}`;
    const sequence = `30${hexByte(inner.length / 2)}${inner}`;
    return `31${hexByte(sequence.length / 2)}${sequence}`;
  };
  const name = (...sets: string[]): Buffer => {
    const content = sets.join('');
    return bytes(`30${hexByte(content.length / 2)}${content}`);
  };
  const country = attribute('0603550406', '13', Buffer.from('SE'));
  t.equal(distinguishedName(name(country, attribute('0603550403', '0c', Buffer.from('Zoë')))), 'C=SE, CN=Zoë');
  t.equal(distinguishedName(name(attribute('0603550403', '1e', bytes('00e9')))), 'CN=é');
  t.equal(distinguishedName(name(attribute('0603550403', '0c', Buffer.from('a\nb')))), 'CN=a\\0Ab');
  t.equal(distinguishedName(name(attribute('06032a0304', '0c', Buffer.from('x')))), '1.2.3.4=x');
  t.equal(distinguishedName(bytes('3000')), '');
  t.equal(distinguishedName(bytes('30ff')), '');
});

function hexByte(number: number): string {
  return number.toString(16).padStart(2, '0');
}
