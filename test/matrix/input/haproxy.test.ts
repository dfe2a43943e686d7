import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { readHaproxyHosts } from '../../../src/matrix/input/haproxy.ts';
import { collect, fixturePath } from './collect.ts';

/** Reads a configuration whose files stand in `files`. */
function read(text: string, files: Record<string, string> = {}, version = 'any') {
  const configuration = readConfiguration([{ name: 'haproxy.cfg', text }], new Map(), parseVersion(version));
  return collect((sink) => {
    const find = (path: string) => {
      const text = files[path];
      return text === undefined ? { problem: 'no such file' } : { text };
    };
    readHaproxyHosts(configuration, { read: find }, sink);
  });
}
const frontend = (...lines: string[]) => `frontend f\n  bind :80\n${lines.map((line) => `  ${line}\n`).join('')}`;
const backend = (...lines: string[]) => `backend b\n${lines.map((line) => `  ${line}\n`).join('')}`;

t.test('every way in which a name stands there', async (t) => {
  const cases: [text: string, host: string][] = [
    [backend('server s 10.0.0.1:443 ssl check check-sni a.test'), 'a.test'],
    [backend('server s 10.0.0.1:443 ssl sni str(a.test)'), 'a.test'],
    [backend('default-server ssl sni str(A.test)'), 'a.test'],
    [backend('server-template s 3 10.0.0.1:443 ssl sni str(a.test)'), 'a.test'],
    [backend('http-request set-header Host a.test if TRUE'), 'a.test'],
    [backend('http-request set-header host %[str(a.test)]'), 'a.test'],
    [backend('http-request replace-header Host (.*) a.test if TRUE'), 'a.test'],
    [backend('http-check send meth GET hdr Accept x hdr Host a.test:8443'), 'a.test'],
    [backend('http-check connect ssl sni a.test'), 'a.test'],
    [backend('tcp-check connect port 443 ssl sni a.test'), 'a.test'],
    [backend('tcp-check send "GET / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"'), 'a.test'],
    [backend('option httpchk GET / HTTP/1.1\\r\\nHost:\\ a.test'), 'a.test'],
    [frontend('acl x hdr(host) -i a.test'), 'a.test'],
    [frontend('acl x req.hdr(Host),lower -m str a.test:443'), 'a.test'],
    [frontend('acl x hdr_dom(host) -i a.test'), 'a.test'],
    [frontend('acl x ssl_fc_sni a.test'), 'a.test'],
    [frontend('acl x req.ssl_sni -i a.test'), 'a.test'],
    [frontend('acl x req_ssl_sni -i a.test'), 'a.test'],
    [frontend('acl x hdr_reg(host) ^a\\.test$'), 'a.test'],
    [frontend('acl x base_beg a.test/path'), 'a.test'],
    [frontend('acl x req.hdr(host),field(1,:),lower a.test'), 'a.test'],
    [frontend('http-request set-var(txn.h) req.hdr(host),lower', 'acl x var(txn.h) -m str a.test'), 'a.test'],
    [frontend('use_backend b if !{ hdr(host) a.test } { path / }'), 'a.test'],
    [frontend('http-request deny unless { hdr(host) -i a.test }'), 'a.test'],
    [backend('use-server s if { req.ssl_sni a.test }', 'server s 10.0.0.1:443'), 'a.test'],
    ['defaults\n  http-check send hdr Host a.test\n', 'a.test'],
  ];
  for (const [text, host] of cases)
    for (const version of ['any', '2.2', '3.4']) t.same(read(text, {}, version).hosts, [host], `${version} ${text}`);
});

t.test('what names no host', async (t) => {
  const silent = [
    backend('server sni 10.0.0.1:443 ssl sni req.hdr(host)'),
    backend('server check-sni sni.test:443 ssl'),
    backend('# server s 10.0.0.1:443 check-sni a.test'),
    backend('http-request set-header X-Host a.test'),
    backend('http-request set-header Host %[req.hdr(x)].a.test'),
    backend('http-request replace-value Host ^www\\.(.*) \\1.test'),
    frontend('acl x path_beg /a.test'),
    frontend('acl x hdr(user-agent) a.test'),
    frontend('acl x hdr(host),length gt 5'),
    frontend('acl x var(txn.other) -m str a.test'),
    frontend('acl x ssl_fc_sni -m found'),
    '.if streq(a,b)\nbackend b\n  http-check send hdr Host a.test\n.endif\n',
    'peers p\n  server a.test 10.0.0.1:443 check-sni a.test\n',
  ];
  for (const text of silent) t.same(read(text), { hosts: [], pairs: [], problems: [], asides: [] }, text);
});

t.test('parts of names, expressions, wildcards and addresses are said, not made into hosts', async (t) => {
  const patterns = [
    'hdr_end(host) .a.test',
    'hdr_beg(host) www.',
    'hdr_sub(host) shop',
    'hdr_reg(host) ^[a-z]+\\.test$',
    'hdr_dom(host) admin',
    'ssl_fc_sni_end .a.test',
    'req.ssl_sni -m end .a.test',
    'hdr(host),regsub(^www\\.,) -m str a.test',
  ];
  for (const pattern of patterns) {
    const { hosts, asides, problems } = read(frontend(`acl x ${pattern}`));
    t.same(hosts, [], pattern);
    t.match(asides, [['pattern']], pattern);
    t.same(problems, [], pattern);
  }
  t.match(read(frontend('acl x hdr(host) *.a.test')).asides, [['wildcard', '*.a.test']]);
  t.match(read(frontend('acl x hdr(host) 10.0.0.1')).asides, [['address', '10.0.0.1']]);
  t.match(read(frontend('acl x hdr(host) a_b/c')).problems, [{ line: 3, message: /no host name/ }]);
});

t.test('the keys of maps and the lines of ACL files', async (t) => {
  const files = {
    'f.map': '# no.test x\n a.test  be\tx\n\nb.test:8443 y\r\n',
    'f.lst': '#no.test\n  c.test\nd.test  \r\n',
    'f.end': '.e.test\n',
    'f.beg': 'f.test/path be\n',
  };
  t.same(read(frontend('use_backend %[req.hdr(host),lower,map(f.map)]'), files).hosts, ['a.test', 'b.test']);
  t.same(read(frontend('use_backend b-%[ssl_fc_sni,map_str(f.map,x)]'), files).hosts, ['a.test', 'b.test']);
  t.same(read(frontend('use_backend x if { hdr(host),map_dom(f.map) -m found }'), files).hosts, ['a.test', 'b.test']);
  t.same(read(frontend('use_backend %[base,map_beg(f.beg)]'), files).hosts, ['f.test']);
  t.same(read(frontend('acl x hdr(host) -i -f f.lst'), files).hosts, ['c.test', 'd.test']);
  t.same(read(frontend('acl x hdr(host) -M -f f.map'), files).hosts, ['a.test', 'b.test']);
  t.match(read(frontend('acl x hdr_end(host) -f f.end'), files), { hosts: [], asides: [['pattern', '.e.test']] });
  t.match(read(frontend('use_backend %[req.hdr(host),word(2,.),map(f.map)]'), files), {
    hosts: [],
    asides: [['pattern']],
  });
  t.same(read(frontend('use_backend %[path,map(f.map)]'), files).hosts, [], 'what is looked up is no host');
  t.match(read(frontend('acl x hdr(host) -f none.lst'), files).problems, [
    { line: 3, message: /none\.lst: no such file/ },
  ]);
});

t.test('a variable that is not set leaves a name unknown', async (t) => {
  t.match(read(frontend('acl x hdr(host) "$SITE"')).problems, [{ line: 3, message: /SITE is not set/ }]);
  t.match(read(backend('server s 10.0.0.1:443 check-sni "$SITE"')).problems, [{ message: /SITE is not set/ }]);
  t.same(read(`global\n  setenv SITE a.test\n${frontend('acl x hdr(host) "$SITE"')}`).hosts, ['a.test']);
});

t.test('whatever it holds, nothing is thrown', async () => {
  const hand = readFileSync(fixturePath('haproxy/haproxy.cfg'), 'latin1').split('\n');
  const words = hand.flatMap((line) => line.split(/(\s+|[(),{}])/));
  const line = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 20 }),
      (lines) => void read(frontend(...lines.map((one) => one.join(' ')))),
    ),
  );
});

t.test('long lines take time in proportion', async (t) => {
  t.equal(read(frontend(...Array(2000).fill(`acl x hdr(host) ${'a.test '.repeat(50)}`))).hosts.length, 100_000);
  t.match(read(frontend(`acl x hdr(host) ${'a.test '.repeat(20_000)}`)).problems, [{ line: 3 }], 'HAProxy refuses it');
  read(frontend(`use_backend b if ${'{ '.repeat(20_000)}`));
  read(frontend(`http-request set-header Host ${'%[map('.repeat(20_000)}`));
});
