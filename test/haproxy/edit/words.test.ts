import t from 'tap';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import { add, edited, read, replace } from './edited.ts';

/** The second line of a backend, before and after. */
const line = (before: string, ...changes: Parameters<typeof edited>[1][]) => {
  const text = edited(`backend b\n${before}\nbackend c\n`, ...changes);
  return text.slice('backend b\n'.length, -'\nbackend c\n'.length);
};

t.test('words join a line behind the last one, before the comment', async (t) => {
  const sni = add(2, 'check-sni www.example.test');
  t.equal(line('    server s 10.0.0.1:443 check', sni), '    server s 10.0.0.1:443 check check-sni www.example.test');
  t.equal(
    line('    server s 10.0.0.1:443 check     # the first: größer', sni),
    '    server s 10.0.0.1:443 check check-sni www.example.test     # the first: größer',
  );
  t.equal(line('server s 10.0.0.1:443#x', add(2, 'check')), 'server s 10.0.0.1:443 check#x', 'no blank before the #');
  t.equal(line(' server s 10.0.0.1:443 \t ', add(2, 'check')), ' server s 10.0.0.1:443 check \t ', 'blanks at the end');
  t.equal(line(' server s 10.0.0.1:443 check\r', sni), ' server s 10.0.0.1:443 check check-sni www.example.test\r');
});

t.test('words join a line in front of another', async (t) => {
  t.equal(line('  server s 10.0.0.1:443 check', add(2, 'ssl', 3)), '  server s 10.0.0.1:443 ssl check');
  t.equal(line('  option httpchk', add(2, 'no', 0)), '  no option httpchk', 'in front of the keyword');
  t.equal(line('  server s 10.0.0.1:443 check', add(2, 'ssl', 4)), '  server s 10.0.0.1:443 check ssl', 'the end');
});

t.test('the blanks are those of the line', async (t) => {
  t.equal(
    line('\tserver\ts\t10.0.0.1:443\tcheck', add(2, 'sni str(x)')),
    '\tserver\ts\t10.0.0.1:443\tcheck\tsni\tstr(x)',
  );
  t.equal(
    line('\tserver\ts\t10.0.0.1:443\tcheck', add(2, 'verify none', 3)),
    '\tserver\ts\t10.0.0.1:443\tverify\tnone\tcheck',
  );
  t.equal(
    line('\toption\thttpchk', add(2, 'GET /')),
    '\toption\thttpchk GET /',
    'a tab behind the keyword alone is a column',
  );
  t.equal(
    line(' server s h:443 verify\tnone check', add(2, 'crt c', 5)),
    ' server s h:443 verify\tnone crt c check',
    'one tab',
  );
  t.equal(
    line('  server s1   10.0.0.1:443   check   inter 2s', add(2, 'ssl', 3)),
    '  server s1   10.0.0.1:443   ssl check   inter 2s',
    'the column where words begin stays',
  );
  t.equal(line('  server s1   10.0.0.1:443   check', add(2, 'ssl')), '  server s1   10.0.0.1:443   check ssl');
});

t.test('odd quoting is left alone', async (t) => {
  const odd = `server 's' "10.0.0.1:"'443'  cookie a\\ b check`;
  t.equal(line(odd, add(2, 'ssl', 3)), `server 's' "10.0.0.1:"'443'  ssl cookie a\\ b check`);
  t.equal(line(odd, add(2, [{ raw: '"$NAME"' }, "it's"])), `${odd} "$NAME" "it's"`);
});

t.test('words give way to others', async (t) => {
  t.equal(
    line('  server s 10.0.0.1:443 ssl verify   none check', replace(2, 4, 6, 'verify required')),
    '  server s 10.0.0.1:443 ssl verify   required check',
    'as many: their blanks stay',
  );
  t.equal(
    line('  server s 10.0.0.1:443  send-proxy  check', replace(2, 3, 4, 'verify none')),
    '  server s 10.0.0.1:443  verify none  check',
  );
  t.equal(line('  option httpchk GET /a # x', replace(2, 2, 4, 'GET')), '  option httpchk GET # x');
});

t.test('words that are taken out take the blanks before them', async (t) => {
  t.equal(line('  server s 10.0.0.1:443   ssl  check # x', replace(2, 3, 4, '')), '  server s 10.0.0.1:443  check # x');
  t.equal(line('  server s 10.0.0.1:443   ssl   # x', replace(2, 3, 4, '')), '  server s 10.0.0.1:443   # x');
  t.equal(line('  default-server ssl', replace(2, 1, 2, '')), '  default-server', 'only the keyword is left');
  t.equal(line('  no  option httpchk', replace(2, 0, 1, '')), '  option httpchk', 'the first word');
  t.equal(line(' a b c d e', replace(2, 1, 2, ''), replace(2, 2, 4, '')), ' a e', 'side by side');
  t.equal(line(' a  b c', replace(2, 0, 1, ''), replace(2, 1, 2, '')), ' c', 'the first ones side by side');
});

t.test('several changes of one line', async (t) => {
  t.equal(
    line(
      '  server s 10.0.0.1:443 check inter 2s # x',
      add(2, 'check-ssl', 4),
      add(2, 'sni str(www.example.test)'),
      add(2, 'ssl', 3),
      add(2, 'verify none', 3),
      add(2, 'check-sni www.example.test', 4),
      replace(2, 5, 6, '5s'),
    ),
    '  server s 10.0.0.1:443 ssl verify none check check-ssl check-sni www.example.test inter 5s sni str(www.example.test) # x',
    'what meets stands in the order in which it was given',
  );
  t.equal(
    line(
      '  server s 10.0.0.1:443  send-proxy  check',
      replace(2, 3, 4, ''),
      add(2, 'ssl', 3),
      add(2, 'verify none', 4),
    ),
    '  server s 10.0.0.1:443  ssl verify none  check',
    'words in place of others',
  );
  t.equal(
    line(' a b', add(2, 'x'), add(2, 'y'), add(2, 'x', 2), replace(2, 1, 2, 'c'), replace(2, 1, 2, 'c')),
    ' a c x y',
    'equal ones count once',
  );
});

t.test('what variables make of a line is not cut', async (t) => {
  const text = `backend b\n server s "\${TLS[*]}" check # x\n`;
  const configuration = read(text, { TLS: '10.0.0.1:443 ssl' });
  const tried = (before?: number) => applyChanges(configuration, [add(2, 'verify none', before)])[0]?.text;
  t.equal(tried(4), `backend b\n server s "\${TLS[*]}" verify none check # x\n`);
  t.equal(tried(2), `backend b\n server s verify none "\${TLS[*]}" check # x\n`);
  t.throws(() => tried(3), /^haproxy\.cfg:2 cannot be changed: an environment variable makes several words/);
  const open = read(`backend b\n server s 10.0.0.1:443 "\${TLS[*]}" # x\n`, { TLS: 'ssl ' });
  t.throws(() => applyChanges(open, [add(2, 'check')]), /several words/, 'an empty word behind it');
});

t.test('words behind one that is empty do not count', async (t) => {
  t.equal(line('  server s 10.0.0.1:443 "" check', add(2, 'ssl')), '  server s 10.0.0.1:443 ssl "" check');
});

t.test('what cannot be done is said', async (t) => {
  const one = ' server s 10.0.0.1:443 check';
  const refused: [changes: Parameters<typeof edited>[1][], message: RegExp][] = [
    [[add(2, 'ssl', 5)], /haproxy\.cfg:2 .*no words 5 to 5 among 4/],
    [[add(2, 'ssl', -1)], /no words/],
    [[add(2, 'ssl', 1.5)], /no words/],
    [[add(2, '')], /no words to be written/],
    [[replace(2, 3, 5, 'ssl')], /no words 3 to 5/],
    [[replace(2, 3, 3, 'ssl')], /no words to be replaced/],
    [[replace(2, 0, 4, '')], /no word would be left/],
    [[replace(2, 0, 2, ''), replace(2, 2, 4, '')], /no word would be left/],
    [[replace(2, 1, 3, 'a'), replace(2, 2, 4, 'b')], /same words/],
    [[replace(2, 1, 3, 'a'), replace(2, 1, 3, 'b')], /same words/],
    [[replace(2, 1, 3, 'a'), add(2, 'b', 2)], /another change takes away/],
    [[add(2, ['a\nserver evil 203.0.113.1:80'])], /invisible characters/],
    [[add(2, [{ raw: 'a b' }])], /single word/],
    [[add(2, 'a '.repeat(61))], /64 words/],
  ];
  for (const [changes, message] of refused) t.throws(() => line(one, ...changes), message, String(message));
});
