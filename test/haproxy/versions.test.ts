import t from 'tap';
import { expand, measuredBuilds, parseVersion, since } from '../../src/haproxy/versions.ts';

t.test('X.Y is the measured build of that branch', async (t) => {
  t.same(parseVersion('2.6').release, [2, 6, 12]);
  t.same(parseVersion('3.4').release, [3, 4, 7]);
  t.match(parseVersion('2.9'), { release: [2, 9, 0], basis: 'documented' });
  t.same(parseVersion('3.0.1'), { text: '3.0.1', release: [3, 0, 1], basis: 'measured' });
});

t.test('any stands for all measured builds, and has what each of them has', async (t) => {
  const any = parseVersion('any');
  t.same(
    expand(any).map(({ text }) => text),
    [...measuredBuilds],
  );
  t.ok(since(any, '2.6'));
  t.notOk(since(any, '3.3'));
});

t.test('versions are compared as numbers', async (t) => {
  t.ok(since(parseVersion('3.0.11'), '3.0.9'));
  t.notOk(since(parseVersion('3.0.9'), '3.0.11'));
  t.ok(since(parseVersion('3.3'), '2.8'));
});

t.test('what is no version, or outside the model, is refused', async (t) => {
  for (const text of ['', '3', 'v3.2', '3.2-dev1', '3.2.1.1', ' 3.2', 'latest']) {
    t.throws(() => parseVersion(text), /write X\.Y/, JSON.stringify(text));
  }
  for (const text of ['1.9', '3.6', '4.0']) t.throws(() => parseVersion(text), /2\.0 to 3\.5/, text);
});
