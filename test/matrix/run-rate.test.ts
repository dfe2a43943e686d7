import t from 'tap';
import { type Clock, Pace } from '../../src/matrix/rate.ts';

/** A clock that stands still until it is moved. */
class StillClock implements Clock {
  time = 1000;
  #timers: { at: number; act: () => void }[] = [];

  now(): number {
    return this.time;
  }

  setTimeout(act: () => void, ms: number): unknown {
    const timer = { at: this.time + ms, act };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers = this.#timers.filter((one) => one !== timer);
  }

  /** Moves on, in steps of a millisecond or in one. */
  async pass(ms: number, step = 1): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.time += step;
      const due = this.#timers.filter(({ at }) => at <= this.time);
      this.#timers = this.#timers.filter(({ at }) => at > this.time);
      for (const { act } of due) act();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

async function ask(pace: Pace, began: number[], clock: StillClock): Promise<void> {
  const waits = pace.slot();
  if (waits) await waits;
  began.push(clock.time);
}

t.test('connections begin evenly, in turn', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(20, clock);
  const began: number[] = [];
  for (let i = 0; i < 5; i++) void ask(pace, began, clock);
  await clock.pass(1000);
  t.same(began, [1000, 1050, 1100, 1150, 1200]);
});

t.test('what was not used while idle is not made up for', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(20, clock);
  const began: number[] = [];
  await ask(pace, began, clock);
  await clock.pass(500);
  for (let i = 0; i < 3; i++) void ask(pace, began, clock);
  await clock.pass(200);
  t.same(began, [1000, 1500, 1550, 1600]);
});

t.test('more than a thousand a second, with timers of a millisecond', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(4000, clock);
  const began: number[] = [];
  for (let i = 0; i < 2000; i++) void ask(pace, began, clock);
  await clock.pass(100);
  t.ok(began.length >= 396 && began.length <= 402, `${began.length} in 100 ms`);
  const each = began.filter((time) => time === 1050).length;
  t.ok(each <= 5, `${each} in one`);
});

t.test('a process that was held up does not storm off', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(1000, clock);
  const began: number[] = [];
  for (let i = 0; i < 500; i++) void ask(pace, began, clock);
  await clock.pass(300, 300);
  t.ok(began.length <= 12, `${began.length} at once`);
});

t.test('less than one a second', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(0.5, clock);
  const began: number[] = [];
  for (let i = 0; i < 3; i++) void ask(pace, began, clock);
  await clock.pass(5000, 10);
  t.same(began, [1000, 3000, 5000]);
});

t.test('whoever waits is refused at the end', async (t) => {
  const clock = new StillClock();
  const pace = new Pace(1, clock);
  t.equal(pace.slot(), null);
  const waiting = pace.slot();
  pace.stop(new Error('over'));
  await t.rejects(Promise.resolve(waiting), { message: 'over' });
  await t.rejects(Promise.resolve(pace.slot()), { message: 'over' });
});
