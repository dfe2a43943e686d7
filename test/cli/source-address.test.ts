import t from 'tap';
import { checkSourceAddress, ofSourceFamily } from '../../src/cli/source-address.ts';

t.test('addresses of this machine', async (t) => {
  // Linux: all of 127.0.0.0/8, whatever the interface lists.
  const own = process.platform === 'linux' ? ['127.0.0.1', '127.9.8.7'] : ['127.0.0.1'];
  for (const address of own) await t.resolves(checkSourceAddress(address));
  for (const address of ['192.0.2.77', '2001:db8::77'])
    await t.rejects(checkSourceAddress(address), { exitCode: 2, message: `--source ${address}: no address of this` });
});

t.test('the families agree', async (t) => {
  const both = ['192.0.2.1', '2001:db8::1'];
  t.same(ofSourceFamily('a.test', both, null), both);
  t.same(ofSourceFamily('a.test', both, '127.0.0.1'), ['192.0.2.1']);
  t.same(ofSourceFamily('a.test', both, '::1'), ['2001:db8::1']);
  t.throws(() => ofSourceFamily('a.test', ['192.0.2.1'], '::1'), {
    exitCode: 2,
    message: '--source ::1 is an IPv6 address, but a.test is reached over IPv4 only',
  });
});
