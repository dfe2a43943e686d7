import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Change } from '../../../src/haproxy/edit/change.ts';
import { unifiedDiff } from '../../../src/haproxy/edit/diff.ts';
import { onEveryHaproxy, readByHaproxy } from '../syntax/real.ts';
import { add, drop, edited, file, lineBeside, replace } from './edited.ts';

const before = readFileSync(new URL('../../../fixtures/configs/odd-layout.cfg', import.meta.url), 'latin1');

/** As an editor counts them. */
const lineOf = (text: string) => before.split('\n').findIndex((line) => line.includes(text)) + 1;

const changes: Change[] = [
  lineBeside(lineOf('  httpchk'), 'after', [
    ...['http-check', 'send', 'meth', 'GET', 'uri', '/is it#up', 'hdr', 'Host'],
    { raw: '"$SHOP"' },
  ]),
  lineBeside(lineOf('web1'), 'before', [
    'http-request',
    'set-header',
    'X-Motto',
    "it's gr\xc3\xbcn",
    'if',
    '{',
    'ssl_fc',
    '}',
  ]),
  ...[lineOf('web1'), lineOf('web2')].flatMap((line) => [
    add(line, 'ssl', 3),
    add(line, 'verify none', 3),
    add(line, 'check-sni shop.example.test', 4),
  ]),
  add(lineOf('web-3'), 'alpn http/1.1', 6),
  add(lineOf('web-3'), 'sni str(shop.example.test)'),
  add(lineOf('f1'), 'sni str(files.example.test)', 6),
  replace(lineOf('/health page'), 3, 4, ['/health']),
  drop(lineOf('balance')),
  lineBeside(lineOf('backend empty'), 'after', 'default-server inter 2s'),
];

const after = edited(before, ...changes);

t.test('a file laid out by many hands', async (t) => {
  const diff = unifiedDiff([{ name: file, text: before }], [{ name: file, text: after }]);
  t.equal(
    Buffer.from(diff, 'latin1').toString(),
    `--- haproxy.cfg
+++ haproxy.cfg
@@ -15,14 +15,16 @@
 
 backend shop   # der Laden
     option          httpchk
-    balance         roundrobin
+    http-check      send meth GET uri '/is it#up' hdr Host "$SHOP"
+    http-request set-header X-Motto "it's grün" if { ssl_fc }
     # der erste, seit 2019
     #server alt 127.0.0.1:8080
-    server web1   127.0.0.1:8443   check   inter 2s   # größer
-    server web2   "127.0.0.1:"'8444'   check   inter 2s\t\t
+    server web1   127.0.0.1:8443   ssl verify none check   check-sni shop.example.test inter 2s   # größer
+    server web2   "127.0.0.1:"'8444'   ssl verify none check   check-sni shop.example.test inter 2s\t\t
 
-    server 'web-3' 127.0.0.1:8445 ssl verify\tnone check# sni fehlt
+    server 'web-3' 127.0.0.1:8445 ssl verify\tnone alpn http/1.1 check sni str(shop.example.test)# sni fehlt
 backend files
-\toption\thttpchk\tGET\t"/health page"
-\tserver\tf1\t127.0.0.1:9443\tssl\tverify\tnone\tcheck
+\toption\thttpchk\tGET\t/health
+\tserver\tf1\t127.0.0.1:9443\tssl\tverify\tnone\tsni\tstr(files.example.test)\tcheck
 backend empty
+\tdefault-server\tinter 2s
`,
  );
});

t.test('real HAProxy takes it', async (t) => {
  await onEveryHaproxy(t, async (t, _branch, tool) => {
    for (const [name, text] of Object.entries({
      before,
      after,
      'after, CRLF': edited(before.replaceAll('\n', '\r\n'), ...changes),
    })) {
      const { exitCode, messages } = await readByHaproxy(tool, { [file]: text }, {});
      t.equal(exitCode, 0, `${name}: ${messages}`);
    }
  });
});
