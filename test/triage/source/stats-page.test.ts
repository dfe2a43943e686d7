/** Stats pages that are none, ask for more, or send elsewhere. */
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { createPki } from '../../../fixtures/pki.ts';
import { fromStatsUrl } from '../../../src/triage/source/stats-page.ts';
import { statsUrl } from '../../../src/triage/source/stats-url.ts';
import { listener, refusal } from './fake.ts';

t.jobs = 16;
const signal = new AbortController().signal;
const csv = '# pxname,svname,status,type,addr,\nbe,s1,DOWN,2,[2001:db8::1]:443,\nbe,BACKEND,DOWN,1,,\n';
const title = '<html><head><title>Statistics Report for HAProxy</title>';

async function web(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

void t.test('addresses', async (t) => {
  const csvOf = (text: string) => statsUrl(text).csv.href;
  t.equal(csvOf('http://h/stats'), 'http://h/stats;csv');
  t.equal(csvOf('h:1936'), 'http://h:1936/;csv');
  t.equal(csvOf('http://h/haproxy?stats'), 'http://h/haproxy?stats;csv');
  t.equal(csvOf('http://h/haproxy?stats;csv;norefresh'), 'http://h/haproxy?stats;csv');
  t.equal(csvOf('https://[::1]/stats;up;no-maint#be'), 'https://[::1]/stats;csv');
  t.equal(csvOf('http://h/a;csvx/stats'), 'http://h/a;csvx/stats;csv');
  t.match(statsUrl('http://h/stats;scope=be'), { scoped: true });
  t.match(statsUrl('http://us%40er:100%25@h/'), { auth: 'us@er:100%', shown: 'http://h/' });
  t.match(statsUrl('http://u:100%@h/'), { auth: 'u:100%' });
  for (const wrong of ['ftp://u:secret@h/', '', '::secret', 'http://u:secret@:/'])
    t.notMatch(await refusal(fromStatsUrl(wrong, { signal })), /secret/);
});

/** Answers without end. */
function endless(to: ServerResponse, start = ''): void {
  const chunk = Buffer.alloc(1 << 20, 'x');
  const more = () => {
    while (!to.destroyed && to.write(chunk));
  };
  to.on('drain', more).write(start);
  more();
}

const cases: [name: string, answer: RequestListener, message: RegExp, hint?: RegExp][] = [
  ['404', (_, to) => to.writeHead(404).end(), /it answers 404/, /`stats uri`/],
  ['403', (_, to) => to.writeHead(403).end(), /it answers 403/, /do not let this address in/],
  ['another page', (_, to) => to.end('<html>hello</html>'), /no stats page of a HAProxy: it answers HTML/],
  ['escapes', (_, to) => to.end('\x1b[2Jhello\n'), /it answers "\\x1B\[2Jhello"/],
  ['binary', (_, to) => to.end(Buffer.from([0, 255, 10])), /it answers "\\x00\\xFF"/],
  ['empty', (_, to) => to.end(), /it answers ""/],
  ['HTML', (_, to) => to.end(title), /answers in HTML where CSV was asked for/, /drops ";csv"/],
  ['Prometheus', (_, to) => to.end('# HELP haproxy_x\n'), /metrics for Prometheus/],
  ['half', (_, to) => to.end(csv.slice(0, 50)), /breaks off/],
  [
    'cut',
    (_, to) => void to.writeHead(200, { 'content-length': 999 }).write(csv, () => to.destroy()),
    /not HTTP|cannot/,
  ],
  ['circle', (from, to) => to.writeHead(302, { location: from.url }).end(), /redirects again and again/],
  [
    'away',
    (_, to) => to.writeHead(302, { location: 'http://u:p@other.example.test/' }).end(),
    /another place/,
    /other\.ex/,
  ],
  ['port', (_, to) => to.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /redirects to another place/],
  ['script', (_, to) => to.writeHead(302, { location: 'javascript:x' }).end(), /redirects to another place/],
  ['endless', (_, to) => endless(to), /more than 64 MB/],
];
for (const [name, answer, message, hint] of cases)
  void t.test(name, { buffered: true }, async (t) => {
    const said = await refusal(fromStatsUrl(`${await web(t, answer)}/stats`, { signal, auth: 'user:secret' }));
    t.match(said.message, message);
    if (hint) t.match(said.hint, hint);
    t.notMatch(JSON.stringify(said), 'secret');
  });

void t.test('not HTTP', { buffered: true }, async (t) => {
  const port = await listener(t, (socket) => socket.end('hello\n'), true);
  t.match(await refusal(fromStatsUrl(`127.0.0.1:${port}`, { signal })), { hint: /https:\/\// });
  t.match(await refusal(fromStatsUrl('127.0.0.1:1', { signal })), { message: /nothing listens there/ });
  t.match(await refusal(fromStatsUrl('http://none.invalid', { signal })), { message: /does not resolve/ });
});

void t.test('a redirect on the same host', { buffered: true }, async (t) => {
  const seen: (string | undefined)[] = [];
  const page = await web(t, (from, to) => {
    seen.push(from.headers.authorization);
    if (from.url === '/;csv') to.writeHead(301, { location: '/stats;csv' }).end();
    else to.end(from.url === '/stats;csv' ? csv : '');
  });
  const state = await fromStatsUrl(page, { signal, auth: 'u:p' });
  t.match(state.servers, [{ proxy: 'be', server: 's1', address: '2001:db8::1', port: 443, traffic: null }]);
  t.same([...new Set(seen)], [`Basic ${btoa('u:p')}`]);
});

void t.test('what the page itself says', { buffered: true }, async (t) => {
  const head = `${title}<h1><a href="x">HAProxy version 2.6.12-1+deb12u3, released</a></h1>
    <p><b>pid = </b> 77 (process #1, nbproc = 1)<br><b>uptime = </b> 1d 2h03m04s; warnings = 3<br>`;
  const page = await web(t, (from, to) => {
    if (from.url?.endsWith(';csv')) to.end(csv);
    else endless(to, head);
  });
  t.match(await fromStatsUrl(`${page}/haproxy?stats`, { signal }), {
    version: '2.6.12',
    pid: 77,
    uptimeSeconds: 93_784,
  });
  const given = new AbortController();
  const silent = await web(t, () => given.abort(new Error('enough')));
  await t.rejects(fromStatsUrl(silent, { signal: given.signal }), /^enough$/);
});

void t.test('over TLS', { buffered: true }, async (t) => {
  const pki = await createPki();
  const { certPem, keyPem } = await pki.leaf({ names: ['localhost'] });
  const server = createTlsServer({ cert: certPem, key: keyPem }, (_, to) => to.end(csv)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = `https://localhost:${port}/stats`;
  t.match(await refusal(fromStatsUrl(url, { signal })), { message: /not trusted/, hint: /--ca-file/ });
  t.equal((await fromStatsUrl(url, { signal, ca: pki.caPem })).servers.length, 1);
  const other = `https://127.0.0.1:${port}/stats`;
  t.match(await refusal(fromStatsUrl(other, { signal, ca: pki.caPem })), { message: /for another name/ });
  const plain = await refusal(fromStatsUrl(url.replace('https', 'http'), { signal }));
  t.match(plain, { hint: 'is it an https:// page?' });
});
