import t from 'tap';
import { Permits } from '../../src/matrix/permits.ts';

/** Asks for permits and notes who was let in, in which order. */
function door(permits: Permits) {
  const inside: string[] = [];
  const turned: unknown[] = [];
  return {
    inside,
    turned,
    async ask(name: string, key: string, weight = 1, begun = false): Promise<void> {
      try {
        await permits.take(key, weight, begun);
        inside.push(name);
      } catch (error) {
        turned.push(error);
      }
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

t.test('no more than the limit of a target, and those who wait are let in as they came', async (t) => {
  const permits = new Permits(10, 2);
  const { ask, inside } = door(permits);
  for (const name of ['1', '2', '3', '4', '5']) void ask(name, 'a');
  await turn();
  t.same(inside, ['1', '2']);
  permits.give('a', 1);
  await turn();
  t.same(inside, ['1', '2', '3']);
  permits.give('a', 1);
  permits.give('a', 1);
  await turn();
  t.same(inside, ['1', '2', '3', '4', '5']);
});

t.test('no more than the limit of all, and the target with the fewest open comes first', async (t) => {
  const permits = new Permits(3, 3);
  const { ask, inside } = door(permits);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void ask(name, 'a');
  void ask('b1', 'b');
  void ask('b2', 'b');
  await turn();
  t.same(inside, ['a1', 'a2', 'a3']);
  permits.give('a', 1);
  await turn();
  t.equal(inside[3], 'b1');
  permits.give('a', 1);
  await turn();
  t.equal(inside[4], 'a4', 'as many open: in turn');
  permits.give('b', 1);
  await turn();
  t.equal(inside[5], 'b2');
});

t.test('a full target does not keep others out', async (t) => {
  const permits = new Permits(4, 1);
  const { ask, inside } = door(permits);
  for (const name of ['a1', 'a2', 'a3']) void ask(name, 'a');
  for (const name of ['b1', 'c1']) void ask(name, name);
  await turn();
  t.same(inside, ['a1', 'b1', 'c1']);
});

t.test('who goes on with what was begun comes before who begins', async (t) => {
  const permits = new Permits(1, 1);
  const { ask, inside } = door(permits);
  void ask('first', 'a');
  void ask('new', 'a');
  void ask('goes on', 'a', 1, true);
  permits.give('a', 1);
  permits.give('a', 0);
  await turn();
  t.same(inside, ['first', 'goes on']);
});

t.test('several at once or none, and nobody smaller overtakes', async (t) => {
  const permits = new Permits(4, 4);
  const { ask, inside } = door(permits);
  void ask('small', 'a');
  void ask('large', 'a', 4);
  void ask('late', 'a');
  void ask('other', 'b');
  await turn();
  t.same(inside, ['small', 'other'], 'none of the four is held while it waits');
  permits.give('a', 1);
  await turn();
  t.same(inside, ['small', 'other'], 'three are free: nobody else may have them');
  void ask('later', 'c');
  await turn();
  t.same(inside, ['small', 'other'], 'not even another target');
  permits.give('b', 1);
  await turn();
  t.same(inside, ['small', 'other', 'large']);
  permits.give('a', 4);
  await turn();
  t.same(inside.slice(3).sort(), ['late', 'later']);
});

t.test('many of all weights, at random: all are let in, and never more than the limits', async (t) => {
  const [most, each] = [7, 5];
  const permits = new Permits(most, each);
  const open = new Map<string, number>();
  let [seed, done, worst, worstAll] = [7, 0, 0, 0];
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const one = async (): Promise<void> => {
    const key = `t${random(4)}`;
    const weight = random(3) === 0 ? each : 1;
    await permits.take(key, weight, random(2) === 0);
    open.set(key, (open.get(key) ?? 0) + weight);
    worst = Math.max(worst, ...open.values());
    worstAll = Math.max(
      worstAll,
      [...open.values()].reduce((a, b) => a + b, 0),
    );
    for (let turns = random(3); turns > 0; turns--) await turn();
    open.set(key, (open.get(key) ?? 0) - weight);
    permits.give(key, weight);
    done += 1;
  };
  await Promise.all(Array.from({ length: 500 }, one));
  t.equal(done, 500);
  t.equal(worst, each);
  t.equal(worstAll, most);
});

t.test('one permit in all serves ladders too', async (t) => {
  const permits = new Permits(1, 8);
  t.equal(permits.perTarget, 1);
  const { ask, inside } = door(permits);
  void ask('1', 'a', permits.perTarget);
  void ask('2', 'b', permits.perTarget);
  permits.give('a', 1);
  await turn();
  t.same(inside, ['1', '2']);
});

t.test('nobody is let in after the end, and nobody waits for ever', async (t) => {
  const permits = new Permits(1, 1);
  const { ask, inside, turned } = door(permits);
  void ask('1', 'a');
  void ask('2', 'a');
  void ask('3', 'b', 1, true);
  await turn();
  const reason = new Error('over');
  permits.stop(reason);
  permits.give('a', 1);
  void ask('4', 'c');
  await turn();
  t.same(inside, ['1']);
  t.same(turned, [reason, reason, reason]);
});
