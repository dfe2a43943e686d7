import t from 'tap';
import { readTargets, resolvePlace } from '../../src/cli/matrix-targets.ts';
import { Refusal } from '../../src/cli/refusal.ts';
import { terminalWith } from './matrix-input-terminal.ts';

const silent = { aside() {} };
const read = (...written: string[]) => readTargets(written, 443, silent, terminalWith(''));

t.test('a list, with labels and without', async (t) => {
  t.same(await read('old=203.0.113.1,new=10.0.0.5:8443, v6=[2001:db8::1]:443,'), [
    { label: 'old', address: '203.0.113.1', isAddress: true, port: 443 },
    { label: 'new', address: '10.0.0.5', isAddress: true, port: 8443 },
    { label: 'v6', address: '2001:db8::1', isAddress: true, port: 443 },
  ]);
  t.match(await read('203.0.113.1', '10.0.0.5:8443,[2001:db8::1]:444,Edge.example.test'), [
    { label: '203.0.113.1' },
    { label: '10.0.0.5:8443', port: 8443 },
    { label: '[2001:db8::1]:444' },
    { label: 'edge.example.test', isAddress: false, port: 443 },
  ]);
  t.match(await read('new=https://edge.example.test:8443/x'), [
    { label: 'new', address: 'edge.example.test', port: 8443 },
  ]);
});

t.test('a file of one a line, with comments', async (t) => {
  const file = `${t.testdir({ targets: '\ufeff# two\r\nold=203.0.113.1\r\n\r\nnew = 10.0.0.5:8443 ; the new one\r\n' })}/targets`;
  t.match(await read(file), [
    { label: 'old', address: '203.0.113.1' },
    { label: 'new', address: '10.0.0.5', port: 8443 },
  ]);
});

t.test('what is wrong is said, with the word or the line', async (t) => {
  const folder = t.testdir({ bad: 'old=203.0.113.1\nnew=10.0.0.256\n', empty: '# nothing\n' });
  const cases: [written: string, exitCode: 2 | 3, message: RegExp][] = [
    ['old=203.0.113.1,old=203.0.113.2', 2, /two targets are called "old"/],
    ['203.0.113.1,203.0.113.1', 2, /two targets are called "203/],
    ['new=10.0.0.256', 2, /10\.0\.0\.256/],
    ['new=', 2, /names no address/],
    ['=10.0.0.1', 2, /label is empty/],
    ['new=10.0.0.1:0', 2, /no port/],
    ['new=10.0.0.0/8', 2, /10\.0\.0\.0\/8/],
    [' , ', 2, /holds no target/],
    [`${'x'.repeat(65)}=10.0.0.1`, 2, /at most 64/],
    ['\u001b[31mred=10.0.0.1', 2, /control character/],
    [`${folder}/bad`, 3, /bad:2: .*10\.0\.0\.256/],
    [`${folder}/empty`, 3, /holds no target/],
    [`${folder}/none`, 3, /no such file/],
    [folder, 3, /is a folder/],
  ];
  for (const [written, exitCode, message] of cases) {
    const error = await read(written).then(
      () => null,
      (error: unknown) => error,
    );
    t.type(error, Refusal, written);
    t.match(error, { exitCode, message }, written);
  }
});

t.test('a name becomes its addresses', async (t) => {
  const place = { label: 'new', address: 'edge.test', isAddress: false, port: 8443 };
  const names = (...addresses: string[]) => ({ resolve: async () => addresses });
  const at = { port: 8443, name: 'edge.test' };
  t.same(await resolvePlace(place, names('10.0.0.1'), null), [{ label: 'new', address: '10.0.0.1', ...at }]);
  t.same(await resolvePlace(place, names(), null), [{ label: 'new', address: null, ...at }]);
  t.same(await resolvePlace(place, names('10.0.0.1', '::1'), null), [
    { label: 'new@10.0.0.1', address: '10.0.0.1', ...at },
    { label: 'new@::1', address: '::1', ...at },
  ]);
  t.same(await resolvePlace(place, names('10.0.0.1', '::1'), '::1'), [{ label: 'new', address: '::1', ...at }]);
});
