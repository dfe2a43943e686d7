import t from 'tap';
import { startNames } from '../../src/cli/names.ts';
import { parseResolve } from '../../src/cli/resolve-option.ts';

t.test('--resolve as curl has it', async (t) => {
  const one = { name: 'a.test', port: 443, addresses: ['127.0.0.1'] };
  t.same(parseResolve('a.test:443:127.0.0.1'), one);
  t.same(parseResolve('A.Test.:443:127.0.0.1'), one);
  t.same(parseResolve('+a.test:443:127.0.0.1'), one);
  t.same(parseResolve('a.test:443:[::1],127.0.0.1,::2').addresses, ['::1', '127.0.0.1', '::2']);
  t.same(parseResolve('*:443:127.0.0.1').name, '*');
});

t.test('what is none', async (t) => {
  const cases: [text: string, message: RegExp][] = [
    ['a.test', /is not NAME:PORT:ADDRESS/],
    ['a.test:443', /is not NAME:PORT:ADDRESS/],
    ['a.test::127.0.0.1', /is no port/],
    ['a.test:0:127.0.0.1', /is no port/],
    ['a.test:443:b.test', /"b\.test" is no IP address/],
    ['a.test:443:127.0.0.1,', /"" is no IP address/],
    ['-a.test:443', /nothing to take away/],
    ['[::1]:443:127.0.0.1', /an address is not resolved/],
    ['10.0.0.5:443:127.0.0.1', /10\.0\.0\.5 is an address/],
  ];
  for (const [text, message] of cases) t.throws(() => parseResolve(text), { message }, text);
});

t.test('given addresses stand before those of the resolver', async (t) => {
  const overrides = ['*:443:127.0.0.9', 'a.test:443:127.0.0.1', 'A.test:443:127.0.0.2', 'b.test:1:127.0.0.3'];
  const names = startNames(overrides.map(parseResolve), new AbortController().signal);
  t.same(await names.resolve('a.test', 443), ['127.0.0.2'], 'the last one counts, in whatever case');
  t.same(await names.resolve('a.test.', null), ['127.0.0.2'], 'without a port, whatever port it is for');
  t.same(await names.resolve('c.test', 443), ['127.0.0.9'], 'any name');
  t.same(await names.resolve('b.invalid', 80), [], 'no such name');
  t.same(
    names.unused().map(({ name, addresses }) => [name, ...addresses]),
    [
      ['a.test', '127.0.0.1'],
      ['b.test', '127.0.0.3'],
    ],
  );
});

t.test('the resolver is asked once a name, and Ctrl-C ends it', async (t) => {
  const abort = new AbortController();
  const names = startNames([], abort.signal);
  const found = await names.resolve('localhost', 443);
  t.ok(found.length > 0);
  t.equal(await names.resolve('localhost', 80), found);
  abort.abort();
  await t.rejects(names.resolve('other.invalid', 80), { name: 'AbortError' });
});
