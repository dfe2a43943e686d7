import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { inOrder } from '../../src/cli/in-order.ts';

t.test('results come in the order of the input, and no more are under way than allowed', async (t) => {
  let running = 0;
  let most = 0;
  const results: number[] = [];
  const work = async (item: number) => {
    most = Math.max(most, ++running);
    await sleep(item);
    running--;
    return item;
  };
  for await (const result of inOrder([30, 1, 20, 2, 3], 3, work)) results.push(result);
  t.same(results, [30, 1, 20, 2, 3]);
  t.equal(most, 3);
});

t.test('a failure ends it, in its turn', async (t) => {
  const results: number[] = [];
  const work = async (item: number) => {
    if (item === 2) throw new Error('two');
    return item;
  };
  await t.rejects(
    (async () => {
      for await (const result of inOrder([1, 2, 3], 3, work)) results.push(result);
    })(),
    { message: 'two' },
  );
  t.same(results, [1]);
});
