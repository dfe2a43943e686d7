import t from 'tap';
import { formatWord, sectionName, serverAddress, word } from '../../src/haproxy/words.ts';

t.test('ordinary values stand as they are', async (t) => {
  for (const text of ['www.example.test', '/health/ready', '/etc/haproxy/ca.pem', '@system-ca', '[2001:db8::1]:443']) {
    t.equal(word(text), text);
  }
});

t.test('what HAProxy gives a meaning to is quoted', async (t) => {
  // A bare # begins a comment even inside a word, $ and " work inside double quotes, a backslash escapes.
  for (const text of ['a#b', 'a b', '$HOME', '"', 'a\\ b', '%', '{ ssl_fc }', ';']) t.equal(word(text), `'${text}'`);
});

t.test('what no quoting makes safe never gets into a line', async (t) => {
  const hostile = [
    "it's",
    'a\nserver evil 203.0.113.1:80',
    'a\rb',
    'a\0b',
    '\u001b[2J',
    'a\tb',
    '\u007f',
    'bücher',
    '‮',
    '',
  ];
  for (const text of hostile) {
    t.throws(() => word(text), /cannot be written/, JSON.stringify(text));
    t.throws(() => formatWord(text), /cannot be written/, JSON.stringify(text));
  }
});

t.test('a log-format value has its percent signs doubled', async (t) => {
  t.equal(formatWord('/a%20b'), "'/a%%20b'");
  t.equal(formatWord('%[env(HOME)]'), "'%%[env(HOME)]'");
});

t.test('section names hold letters, digits and underscores', async (t) => {
  t.equal(sectionName('www.example.test'), 'www_example_test');
  t.equal(sectionName('2001:db8::1'), '2001_db8_1');
  t.equal(sectionName('\n"#'), 'backend');
});

t.test('an IPv6 address has brackets', async (t) => {
  t.equal(serverAddress('192.0.2.7', 443), '192.0.2.7:443');
  t.equal(serverAddress('2001:db8::1', 443), '[2001:db8::1]:443');
});
