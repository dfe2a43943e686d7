import t from 'tap';
import { proxyHeader } from '../../src/probe/proxy-header.ts';

t.test('version 1: the lines of the specification, section 2.1', async (t) => {
  const line = (from: string, to: string, fromPort: number, toPort: number): string =>
    proxyHeader('v1', { address: from, port: fromPort }, { address: to, port: toPort }).toString('latin1');
  t.equal(line('192.168.0.1', '192.168.0.11', 56324, 443), 'PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n');
  t.equal(
    line('255.255.255.255', '255.255.255.255', 65535, 65535),
    'PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n',
  );
  const longest = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
  t.equal(line(longest, longest, 65535, 65535), `PROXY TCP6 ${longest} ${longest} 65535 65535\r\n`);
  t.ok(line(longest, longest, 65535, 65535).length <= 107);
  t.equal(line('fe80::1%eth0', 'fe80::2', 1, 2), 'PROXY TCP6 fe80::1 fe80::2 1 2\r\n');
});

t.test('version 2: signature, command, family, length, addresses, section 2.2', async (t) => {
  const hex = (from: string, to: string): string =>
    proxyHeader('v2', { address: from, port: 56324 }, { address: to, port: 443 }).toString('hex');
  const signature = '0d0a0d0a000d0a515549540a';
  t.equal(hex('192.168.0.1', '192.168.0.11'), `${signature}2111000cc0a80001c0a8000bdc0401bb`);
  const zeros = (bytes: number): string => '00'.repeat(bytes);
  t.equal(hex('2001:db8::1', '::1'), `${signature}21210024${`20010db8${zeros(11)}01`}${`${zeros(15)}01`}dc0401bb`);
  t.equal(
    hex('1:2:3:4:5:6:7:8', '::ffff:192.0.2.1'),
    `${signature}21210024${'00010002000300040005000600070008'}${`${zeros(10)}ffffc0000201`}dc0401bb`,
  );
  t.match(hex('fe80::1%eth0', '::'), new RegExp(`^${signature}21210024fe80${zeros(13)}01${zeros(16)}`));
});
