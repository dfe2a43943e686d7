import t from 'tap';
import { moved } from '../../../src/triage/source/moved.ts';

t.equal(moved({ address: '192.0.2.1' }, ['192.0.2.2', '192.0.2.1']), false);
t.equal(moved({ address: '192.0.2.1' }, ['192.0.2.2', '2001:db8::1']), true);
t.equal(moved({ address: '2001:db8::1' }, ['2001:0DB8:0:0::1']), false, 'another way to write it');
t.equal(moved({ address: '::ffff:192.0.2.1' }, ['192.0.2.1']), false, 'IPv4 in IPv6');
t.equal(moved({ address: '192.0.2.1' }, []), false, 'the name does not resolve');
t.equal(moved({ address: null }, ['192.0.2.1']), false, 'no address is in use');
t.equal(moved({ address: 'nonsense:x' }, ['192.0.2.1']), true);
