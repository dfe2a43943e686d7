import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { kindOf } from '../../../src/matrix/input/kind.ts';
import { fixturePath } from './collect.ts';

t.test('the files of each kind', async (t) => {
  const kinds = {
    'list.txt': 'list',
    'pairs.csv': 'csv',
    'example.test.zone': 'zone',
    'chain.pem': 'certificate',
    'self-signed.pem': 'certificate',
    'haproxy/haproxy.cfg': 'haproxy',
    '../configs/hand-written.cfg': 'haproxy',
    '../configs/odd-layout.cfg': 'haproxy',
  };
  for (const [name, kind] of Object.entries(kinds))
    t.equal(kindOf(readFileSync(fixturePath(name), 'utf8').replace(/^\ufeff/, ''), true), kind, name);
});

t.test('the first line that says anything decides', async (t) => {
  const cases: [text: string, kind: string][] = [
    ['', 'list'],
    ['# a, b\nwww.example.test\n', 'list'],
    ['127.0.0.1 localhost\n', 'list'],
    ['10.0.0.1\ta.test # a, b\n', 'list'],
    ['https://a.test/x\n', 'list'],
    ['global\n', 'haproxy'],
    ['  defaults\n', 'haproxy'],
    ['frontend www\n', 'haproxy'],
    ['.if defined(X)\n', 'haproxy'],
    ['; zone\n$TTL 300\n', 'zone'],
    ['@ IN SOA ns1 h (\n', 'zone'],
    ['www 300 IN A 10.0.0.1\n', 'zone'],
    ['www\tCNAME\tx\n', 'zone'],
    ['www in a 10.0.0.1\n', 'zone'],
    ['10.0.0.1,a.test\n', 'csv'],
    ['10.0.0.1;a.test\n', 'csv'],
    ['a.test ; b.test\n', 'list'],
    ['-----BEGIN CERTIFICATE-----\n', 'certificate'],
    ['Certificate:\n    Data:\n', 'certificate'],
  ];
  for (const [text, kind] of cases) t.equal(kindOf(text, true), kind, JSON.stringify(text));
});

t.test('half a line says nothing yet', async (t) => {
  t.equal(kindOf('# comment\n10.0.0.1', false), null);
  t.equal(kindOf('10.0.0.1\n', false), 'list');
});

t.test('whatever it holds, it is one of them', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, whole) => kindOf(text, whole) !== null || !whole),
  );
});
