import t from 'tap';
import { escapeJson, printable } from '../../src/report/escape.ts';

t.test('printable ASCII stays', async (t) => {
  t.equal(printable('200 OK "x" \\ ~'), '200 OK "x" \\ ~');
});

t.test('everything else becomes visible', async (t) => {
  t.equal(printable('\u001b[2J'), '\\x1B[2J');
  t.equal(printable('a\r\nb\tc\0'), 'a\\x0D\\x0Ab\\x09c\\x00');
  t.equal(printable('\u009b31m\u0085\u007f'), '\\x9B31m\\x85\\x7F');
  t.equal(printable('\u202eevil\u2066'), '\\u{202E}evil\\u{2066}');
  t.equal(printable('\u2028\u2029\ufeff'), '\\u{2028}\\u{2029}\\u{FEFF}');
  t.equal(printable('ü😀'), '\\xFC\\u{1F600}');
  t.equal(printable('\ud800'), '\\u{D800}');
});

t.test('cut with an ellipsis, never inside an escape', async (t) => {
  t.equal(printable('abcdefgh', 8), 'abcdefgh');
  t.equal(printable('abcdefghi', 8), 'abcde...');
  t.equal(printable('abc\u001b\u001b\u001b', 8), 'abc...');
  t.equal(printable('abc', 2), '..');
});

t.test('JSON: what a terminal would act on is escaped, and it is the same document', async (t) => {
  const document = { 'k\u009b': 'a\u001b\u007f\u0085\u009f\u200f\u202e\u2066\u2028\u2029\ufeff\u{e0001}\ud800ü😀' };
  const text = escapeJson(JSON.stringify(document, null, 2));
  t.notMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  t.match(text, 'ü😀', 'what is legible stays legible');
  t.same(JSON.parse(text), document);
});
