import t from 'tap';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import { add, drop, edited, lineBeside, read, replace } from './edited.ts';

t.test('a new line is indented as the one that it is put next to', async (t) => {
  const text = 'backend b\n\toption httpchk # x\n  server s 10.0.0.1:443\n';
  t.equal(
    edited(text, lineBeside(2, 'after', 'http-check send meth GET')),
    'backend b\n\toption httpchk # x\n\thttp-check send meth GET\n  server s 10.0.0.1:443\n',
  );
  t.equal(
    edited(text, lineBeside(3, 'before', 'http-check send meth GET')),
    'backend b\n\toption httpchk # x\n  http-check send meth GET\n  server s 10.0.0.1:443\n',
  );
});

t.test('behind a header it is indented as most lines of the section', async (t) => {
  t.equal(
    edited(
      'listen a\n x\n\nbackend b\n\n    .if 1\n      x\n    .endif\n    y\n    z\n',
      lineBeside(4, 'after', 'mode http'),
    ),
    'listen a\n x\n\nbackend b\n    mode http\n\n    .if 1\n      x\n    .endif\n    y\n    z\n',
  );
  t.equal(
    edited('backend b\nlisten a\n\tx\n\ty\nlisten c\n  z\n', lineBeside(1, 'after', 'mode http')),
    'backend b\n\tmode http\nlisten a\n\tx\n\ty\nlisten c\n  z\n',
    'without lines: as those of other sections',
  );
  t.equal(edited('backend b\n', lineBeside(1, 'after', 'mode http')), 'backend b\n    mode http\n', 'four blanks else');
});

t.test('it is laid out as its neighbours', async (t) => {
  const columns = 'backend b\n  mode            http\n  option          httpchk\n';
  t.equal(
    edited(columns, lineBeside(3, 'after', 'http-check send meth GET')),
    `${columns}  http-check      send meth GET\n`,
  );
  t.equal(
    edited(columns, lineBeside(3, 'after', 'http-check-longer-word send')),
    `${columns}  http-check-longer-word send\n`,
  );
  const odd = 'backend b\n  mode http\n  option  httpchk\n';
  t.equal(edited(odd, lineBeside(3, 'after', 'stats enable')), `${odd}  stats enable\n`, 'two blanks are no column');
  const tabs = 'backend b\n\toption\thttpchk\n\tserver\ts\t10.0.0.1:443\tcheck\n';
  t.equal(
    edited(tabs, lineBeside(2, 'after', 'http-check send meth GET')),
    'backend b\n\toption\thttpchk\n\thttp-check\tsend meth GET\n\tserver\ts\t10.0.0.1:443\tcheck\n',
  );
  t.equal(
    edited(tabs, lineBeside(3, 'before', 'default-server ssl alpn h2')),
    'backend b\n\toption\thttpchk\n\tdefault-server\tssl\talpn\th2\n\tserver\ts\t10.0.0.1:443\tcheck\n',
  );
});

t.test('comments right above a line stay with it', async (t) => {
  const text =
    'backend b\n  # the whole section\n  option httpchk\n\n  # the first\n  #server old 10.0.0.9:80\n  server s 10.0.0.1:443\n';
  t.equal(
    edited(text, lineBeside(7, 'before', 'default-server ssl')),
    'backend b\n  # the whole section\n  option httpchk\n\n  default-server ssl\n  # the first\n  #server old 10.0.0.9:80\n  server s 10.0.0.1:443\n',
  );
  t.equal(
    edited(text, lineBeside(3, 'before', 'mode http')),
    text.replace('  option', '  mode http\n  option'),
    'one that opens the section is about the section',
  );
});

t.test('lines at the same place keep their order, and equal ones are put there once', async (t) => {
  t.equal(
    edited(
      'backend b\n  option httpchk\n  server s 10.0.0.1:443\n',
      lineBeside(2, 'after', 'http-check connect ssl'),
      lineBeside(3, 'before', 'http-check send meth GET'),
      lineBeside(2, 'after', 'http-check connect ssl'),
      lineBeside(2, 'after', 'http-check expect status 200'),
    ),
    'backend b\n  option httpchk\n  http-check connect ssl\n  http-check send meth GET\n  http-check expect status 200\n  server s 10.0.0.1:443\n',
  );
});

t.test('a line goes with its comment', async (t) => {
  const text = 'backend b\n  option httpchk # x\n\n  server s 10.0.0.1:443';
  t.equal(edited(text, drop(2)), 'backend b\n\n  server s 10.0.0.1:443');
  t.equal(
    edited(text, drop(2), drop(2), lineBeside(2, 'after', 'option tcp-check')),
    'backend b\n  option tcp-check\n\n  server s 10.0.0.1:443',
    'another in its place',
  );
  t.equal(edited(text, drop(4)), 'backend b\n  option httpchk # x\n\n');
});

t.test('line ends are those of the neighbours', async (t) => {
  const dos = 'backend b\r\n  option httpchk\r\n  server s 10.0.0.1:443 # x\r\n';
  t.equal(
    edited(dos, lineBeside(2, 'after', 'http-check send'), add(3, 'ssl')),
    'backend b\r\n  option httpchk\r\n  http-check send\r\n  server s 10.0.0.1:443 ssl # x\r\n',
  );
  t.equal(
    edited('backend b\r\n  x', lineBeside(2, 'after', 'y')),
    'backend b\r\n  x\r\n  y\r\n',
    'none at the end of the file: it is added',
  );
  t.equal(
    edited('backend b\n  x', lineBeside(2, 'before', 'y')),
    'backend b\n  y\n  x',
    'that of the file stays as it is',
  );
  t.equal(edited('backend b', lineBeside(1, 'after', 'y')), 'backend b\n    y\n');
  t.equal(edited('backend b\n  server s 10.0.0.1:443', add(2, 'ssl')), 'backend b\n  server s 10.0.0.1:443 ssl');
});

t.test('a line stays in the branch of the one that it is put next to', async (t) => {
  const text = 'backend b\n.if version_atleast(2.4)\n  x\n.else\n  y\n.endif\n  z\n';
  t.equal(edited(text, lineBeside(3, 'after', 'n')), text.replace('  x\n', '  x\n  n\n'));
  t.equal(edited(text, lineBeside(7, 'before', 'n')), text.replace('  z\n', '  n\n  z\n'));
  t.equal(edited(text, lineBeside(1, 'after', 'n')), text.replace('b\n', 'b\n  n\n'));
});

t.test('lines that do not count are not changed, nor those that may not', async (t) => {
  const text = 'backend b\n.if 0\n  x\n.endif\n.if defined(NO) || feature(LUA)\n  y\n.endif\n  # c\n\n';
  const say =
    (...changes: Parameters<typeof edited>[1][]) =>
    () =>
      edited(text, ...changes);
  for (const line of [2, 3, 8, 9, 10, 0])
    t.throws(
      say(add(line, 'z')),
      new Error(`haproxy.cfg:${line} cannot be changed: HAProxy reads no section and no keyword there`),
    );
  for (const change of [add(6, 'z'), drop(6), lineBeside(6, 'after', 'z'), replace(6, 0, 1, 'z')])
    t.throws(say(change), /haproxy\.cfg:6 .* not known, it depends on defined\(NO\) \|\| feature\(LUA\)/);
  t.throws(say(lineBeside(1, 'before', 'z')), /not in that section/);
  t.throws(say(drop(1)), /without its header/);
  const one = 'backend b\n  x\n';
  t.throws(() => edited(one, drop(2), add(2, 'z')), /takes the line out and another changes/);
  t.throws(() => edited(one, lineBeside(2, 'after', '')), /no words/);
  t.throws(() => applyChanges(read(one), [{ ...drop(2), at: { file: 'other.cfg', line: 2 } }]), /other\.cfg:2/);
});

t.test('several files: only those that are concerned change', async (t) => {
  const files = ['a.cfg', 'b.cfg'].map((name) => ({ name, lines: read('backend b\n  x\n').files[0]?.lines ?? [] }));
  const [section] = read('backend b\n  x\n').sections;
  if (!section) throw new Error('no section');
  const at = { file: 'b.cfg', line: 2 };
  const configuration = {
    files,
    sections: [{ ...section, lines: section.lines.map((line) => ({ ...line, at })) }],
    problems: [],
  };
  t.strictSame(applyChanges(configuration, [{ kind: 'add', at, words: ['y'] }]), [
    { name: 'a.cfg', text: 'backend b\n  x\n' },
    { name: 'b.cfg', text: 'backend b\n  x y\n' },
  ]);
});
