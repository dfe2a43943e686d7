import fc from 'fast-check';
import t from 'tap';
import { inShard, parseShard } from '../../src/matrix/shard.ts';

t.test('a host is in the same part on every machine and in every version', async (t) => {
  const part = (host: string, count: number) =>
    Array.from({ length: count }, (_, index) => index).filter((index) => inShard(host, index, count));
  // printf %s HOST | sha256sum | cut -c1-8, read as a number, modulo the number of parts.
  t.same(part('www.example.test', 8), [5]);
  t.same(part('api.example.test', 8), [1]);
  t.same(part('xn--bcher-kva.example.test', 5), [3]);
  t.same(part('2001:db8::1', 3), [0]);
  t.same(part('WWW.Example.Test', 8), part('www.example.test', 8));
});

t.test('every host is in one part, and the parts are about as large', async (t) => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 50 }), (host, count) => {
      const parts = Array.from({ length: count }, (_, index) => inShard(host, index, count));
      return parts.filter(Boolean).length === 1;
    }),
  );
  const sizes = [0, 1, 2, 3].map(
    (index) =>
      Array.from({ length: 4000 }, (_, i) => `host-${i}.example.test`).filter((host) => inShard(host, index, 4)).length,
  );
  t.equal(
    sizes.reduce((sum, size) => sum + size),
    4000,
  );
  t.ok(
    sizes.every((size) => size > 900 && size < 1100),
    sizes.join(),
  );
});

t.test('--shard counts from 0, as JOB_COMPLETION_INDEX does', async (t) => {
  t.same(parseShard('0/1'), { index: 0, count: 1 });
  t.same(parseShard('3/4'), { index: 3, count: 4 });
  t.throws(() => parseShard('4/4'), /counted from 0, the last of 4 is 3\/4/);
  t.throws(() => parseShard('0/0'), /1 to 100000 parts/);
  for (const text of ['', '1', '-1/4', '1/4/2', ' 1/4', '1.5/4', '1/x', '0x1/4', '1/4000000'])
    t.throws(() => parseShard(text), /no part of a run: I\/N, as 0\/4 to 3\/4/, text);
});
