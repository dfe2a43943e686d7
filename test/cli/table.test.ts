import t from 'tap';
import { columns } from '../../src/cli/table.ts';

const logs = 'L6RSP "SSL handshake failure"';

t.test('names are never cut', async (t) => {
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.test`;
  const text = columns([
    ['step', 'backend answered', 'HAProxy 2.6 logs'],
    ['TLS, unrelated.invalid', 'ok, TLSv1.3, cert untrusted 43.2 ms', logs],
    ['  GET / for unrelated.invalid', '421 Misdirected Request 76.7 ms', logs],
    [`TLS, ${long}`, 'RESET after ClientHello 40.5 ms', logs],
  ]);
  t.notMatch(text, '...');
  t.match(text, /^ unrelated\.invalid /m);
  t.match(text, /^ {3}unrelated\.invalid /m);
  const first = text.split('\n').map((line) => line.slice(1, 21).trim());
  t.ok(first.join('').includes(long), text);
  t.same(
    text.split('\n').filter((line) => line.length > 80),
    [],
  );
});
