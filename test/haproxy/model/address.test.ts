import t from 'tap';
import { readAddress } from '../../../src/haproxy/model/address.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

const read = (text: string, version = '3.4') => readAddress(text, parseVersion(version), false);

t.test('addresses that TCP connections are made to', async (t) => {
  const ip = (address: string, port: unknown) => ({ kind: 'ip', address, port });
  const name = (text: string, port: unknown, rest = {}) => ({ kind: 'name', name: text, port, ...rest });
  const cases: [text: string, address: object][] = [
    ['192.0.2.7:443', ip('192.0.2.7', 443)],
    ['192.0.2.7', ip('192.0.2.7', null)],
    ['192.0.2.7:', ip('192.0.2.7', null)],
    ['192.0.2.7:0', ip('192.0.2.7', null)],
    ['192.0.2.7:+10', ip('192.0.2.7', { offset: 10 })],
    ['192.0.2.7:-10', ip('192.0.2.7', { offset: -10 })],
    ['[2001:DB8::1]:443', ip('2001:db8::1', 443)],
    ['[2001:db8::1]', ip('2001:db8::1', null)],
    ['2001:db8::1:443', ip('2001:db8::1', 443)],
    ['::ffff:192.0.2.7:443', ip('::ffff:192.0.2.7', 443)],
    ['ipv4@192.0.2.7:443', ip('192.0.2.7', 443)],
    ['ipv6@::1:443', ip('::1', 443)],
    ['tcp6@[::1]:443', ip('::1', 443)],
    ['mptcp@192.0.2.7:443', ip('192.0.2.7', 443)],
    [':443', ip('0.0.0.0', 443)],
    ['*:443', ip('0.0.0.0', 443)],
    ['*', ip('0.0.0.0', null)],
    ['www.example.test:443', name('www.example.test', 443)],
    ['www.example.test', name('www.example.test', null)],
    ['ipv6@www.example.test:443', name('www.example.test', 443, { family: 6 })],
    // The C library makes an address of it.
    ['192.0.7:80', name('192.0.7', 80)],
    ['01.2.3.4:80', name('01.2.3.4', 80)],
  ];
  for (const [text, address] of cases) t.same(read(text), { address, problem: null, datagram: false }, text);
});

t.test('addresses that TCP connections are not made to', async (t) => {
  for (const text of ['/run/x.sock', 'unix@x.sock', 'uxst@x', 'abns@x', 'abnsz@x', 'sockpair@5'])
    t.same(read(text), { address: { kind: 'other', text }, problem: null, datagram: false }, text);
  for (const text of ['udp@192.0.2.7:514', 'uxdg@x', 'dgram+ipv4@192.0.2.7:514']) t.ok(read(text).datagram, text);
});

t.test('addresses that HAProxy refuses', async (t) => {
  const refused = [
    '192.0.2.7:80-90',
    '192.0.2.7:x',
    '192.0.2.7:80x',
    '192.0.2.7:65536',
    '192.0.2.7:+x',
    'fd@3',
    'rhttp@',
  ];
  for (const text of refused) t.type(read(text).problem, 'string', text);
  t.notOk(read('192.0.2.7:80x', '2.8').problem, 'before 3.0 what follows the digits is passed over');
  t.match(read('quic4@192.0.2.7:443', '3.2').problem, /3\.3/);
  t.notOk(readAddress('quic4@192.0.2.7:443', parseVersion('3.4'), true).problem, 'experimental from 3.3 on');
});

t.test('forms that a version does not know yet are names, and no good ones', async (t) => {
  t.match(read('mptcp@192.0.2.7:443', '3.0').address, { kind: 'name', name: 'mptcp@192.0.2.7' });
});
