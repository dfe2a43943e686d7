import t from 'tap';
import { shownText } from '../../../src/haproxy/syntax/shown.ts';

const bytes = (text: string) => Buffer.from(text).toString('latin1');

t.test('text is shown as it was written, and what is no text as bytes', async (t) => {
  t.equal(shownText('www.example.test'), 'www.example.test');
  t.equal(shownText(bytes('bücher.example')), 'bücher.example');
  t.equal(shownText('b\xfccher'), 'b\\xfccher', 'latin1 is no UTF-8');
  t.equal(shownText('a\0b\x1b[2J\r\n'), 'a\\x00b\\x1b[2J\\x0d\\x0a');
  t.equal(shownText(bytes('\u202eevil\ufeff')), '\\u{202e}evil\\u{feff}');
});

t.test('a long word is cut, and not inside a character', async (t) => {
  t.equal(shownText('a'.repeat(80)), 'a'.repeat(80));
  t.equal(shownText('a'.repeat(1_000_000)), `${'a'.repeat(80)}...`);
  t.equal(shownText(bytes(`${'a'.repeat(79)}ü and more`)), `${'a'.repeat(79)}...`);
  t.equal(shownText(`${'a'.repeat(79)}\xc3`), `${'a'.repeat(79)}\\xc3`, 'what is no character at the very end');
});
