import t from 'tap';
import { requestBytes } from '../../src/probe/request-bytes.ts';
import { get } from './backend.ts';

t.test('nothing is added', async (t) => {
  t.equal(requestBytes(get({ version: '1.0', headers: [] })).toString('latin1'), 'GET / HTTP/1.0\r\n\r\n');
  t.equal(
    requestBytes(get({ path: '*', method: 'OPTIONS', headers: [['X', 'ü\ta']] })).toString('latin1'),
    'OPTIONS * HTTP/1.1\r\nX: ü\ta\r\n\r\n',
  );
});

t.test('no part can break out', async (t) => {
  for (const bad of [
    { method: 'GET /' },
    { method: 'GE\rT' },
    { method: '' },
    { path: '/ HTTP/1.1' },
    { path: '/\r\nX: y' },
    { path: '/\0' },
    { path: '' },
    { path: '/\u{1f600}' },
    { headers: [['X:', 'y']] },
    { headers: [['X\n', 'y']] },
    { headers: [['', 'y']] },
    { headers: [['X', 'y\r\nZ: 1']] },
    { headers: [['X', 'y\n']] },
    { headers: [['X', 'y\x7f']] },
    { headers: [['X', ' y']] },
  ] as Parameters<typeof get>[0][]) {
    t.throws(() => requestBytes(get(bad)), RangeError, JSON.stringify(bad));
  }
});
