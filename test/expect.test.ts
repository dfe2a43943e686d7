import t from 'tap';
import { isExpect, meetsExpect, parseExpect, plainStatusList } from '../src/expect.ts';

t.test("HAProxy's words of http-check expect", async (t) => {
  const cases: [string | null, number[], number[]][] = [
    [null, [200, 301, 399], [199, 400, 503]],
    ['status 200', [200], [201, 301]],
    ['status 200-299,401', [200, 299, 401], [300, 400]],
    ['! status 500-599', [200, 404], [500, 503]],
    ['!status 503', [200], [503]],
    ['rstatus ^2', [200, 204], [302]],
    ['! rstatus ^5', [404], [500]],
  ];
  for (const [expect, good, bad] of cases) {
    for (const status of good) t.ok(meetsExpect(expect, status), `${expect} takes ${status}`);
    for (const status of bad) t.notOk(meetsExpect(expect, status), `${expect} refuses ${status}`);
  }
});

t.test('what is not understood, or would say more than a status, is refused', async (t) => {
  for (const expect of [
    '',
    '200',
    'status',
    'status 2xx',
    'status 20',
    'status 200,',
    'string OK',
    'rstatus ^2\nserver x',
    'rstatus (a+)+$',
  ]) {
    t.throws(() => parseExpect(expect), /understood|no status|no pattern/, JSON.stringify(expect));
  }
});

t.test("HAProxy's lists of statuses with numbers left out say the same in plain words", async (t) => {
  const cases = [
    ['200', '200'],
    ['200-299,401', '200-299,401'],
    ['200,', '200'],
    ['-404', '100-404'],
    ['200-99999', '200-999'],
    ['0200', '200'],
    [',0-50', '000'],
  ] as const;
  for (const [list, plain] of cases) {
    t.equal(plainStatusList(list), plain, list);
    t.ok(isExpect(`status ${plain}`), plain);
  }
  t.notOk(isExpect('rstatus (?i)^2'));
  t.notOk(isExpect('rstatus ['));
});
