import { readFileSync } from 'node:fs';
import t from 'tap';
import { parseLogLine } from '../../../src/haproxy/log/line.ts';
import { createScanner } from '../../../src/haproxy/log/scan.ts';
import { entryOf } from '../../../src/report/explain/causes.ts';
import { createCollector } from '../../../src/report/explain/collect.ts';
import { explain } from '../../../src/report/explain/explain.ts';
import { families } from '../../../src/report/explain/families/index.ts';
import { mayBeClient } from '../../../src/report/explain/prefilter.ts';
import { readPiece } from '../../../src/report/explain/read.ts';
import type { Symptom } from '../../../src/report/explain/symptom.ts';
import { alerts } from '../../../src/report/explain/symptoms/alerts.ts';
import { certificates } from '../../../src/report/explain/symptoms/certificates.ts';
import { checks } from '../../../src/report/explain/symptoms/checks.ts';
import { connection } from '../../../src/report/explain/symptoms/connection.ts';
import { frontendErrors } from '../../../src/report/explain/symptoms/frontend.ts';
import { handshake } from '../../../src/report/explain/symptoms/handshake.ts';
import { http } from '../../../src/report/explain/symptoms/http.ts';
import { passed } from '../../../src/report/explain/symptoms/passed.ts';
import { proxyHeader } from '../../../src/report/explain/symptoms/proxy-header.ts';
import { statusSymptom } from '../../../src/report/explain/symptoms/statuses.ts';
import { noBackend, noServer, terminations } from '../../../src/report/explain/symptoms/terminations.ts';
import { clientTexts } from './known-clients.ts';
import { haproxyTexts } from './known-haproxy.ts';
import { unknownTexts } from './unknown.ts';

t.test('what is known, with what it says, its first cause and its command', async (t) => {
  for (const { text, kind, fields = {}, cause, likelihood, meaning, command } of [...haproxyTexts, ...clientTexts]) {
    const { inputs } = explain([text]);
    const [one] = inputs;
    t.equal(inputs.length, 1);
    t.equal(one?.kind, kind, text);
    t.match(one?.fields, fields, text);
    t.equal(one?.causes[0]?.id ?? null, cause, text);
    if (likelihood) t.equal(one?.causes[0]?.likelihood, likelihood, text);
    if (meaning) t.match(one?.meaning, meaning);
    if (command !== undefined) t.equal(one?.separate?.command ?? null, command, text);
  }
});

t.test('what is not known stays so', async (t) => {
  for (const text of unknownTexts) {
    const [one] = explain([text]).inputs;
    t.match(one, { kind: 'unknown', fields: {}, causes: [], separate: null }, text);
  }
});

t.test('a log is asked for nothing that is not there, and for all that is', async (t) => {
  for (const { text } of [...haproxyTexts, ...clientTexts])
    if (!parseLogLine(text) && readPiece(text)) t.ok(mayBeClient(text), text);
});

t.test('every line that HAProxy was seen to write is known', async (t) => {
  const folder = new URL('../../../fixtures/logs/', import.meta.url);
  for (const version of ['2.6', '2.8', '3.0', '3.2', '3.4']) {
    const log = readFileSync(new URL(`haproxy-${version}.log`, folder), 'latin1');
    const scanner = createScanner();
    const collector = createCollector();
    collector.add(scanner.push(log));
    collector.add(scanner.end());
    const { inputs, passedOver } = collector.result(scanner.passedOver);
    t.same(
      inputs.filter(({ kind }) => kind === 'unknown'),
      [],
      version,
    );
    t.ok(inputs.length > 20 && passedOver > 20, `${version} was recorded`);
  }
});

/** Every symptom that is told of anything. */
function symptoms(): Symptom[] {
  const tables: Record<string, Symptom>[] = [
    alerts,
    certificates,
    checks,
    connection,
    handshake,
    http,
    proxyHeader,
    terminations,
  ];
  const statuses = Array.from({ length: 500 }, (_, i) => i + 100);
  return [
    ...tables.flatMap((table) => Object.values(table)),
    ...statuses.map(statusSymptom),
    ...statuses.flatMap((status) => ['L7OK', 'L7OKC'].flatMap((word) => passed(word, status) ?? [])),
    ...families.flatMap(({ rules }) => rules.map(({ symptom }) => symptom)),
    ...['SSL handshake failure', 'Connection closed during SSL handshake', 'PROXY protocol header', 'x'].map(
      (message) => frontendErrors(message, null),
    ),
    noServer,
    noBackend,
  ];
}

t.test('every cause is in the catalogue, and none is told twice of one text', async (t) => {
  for (const { meaning, causes } of symptoms()) {
    const ids = causes.map(([id]) => id);
    t.same(
      ids.filter((id) => entryOf(id) === null),
      [],
      meaning,
    );
    t.equal(new Set(ids).size, ids.length, meaning);
    const rank = { certain: 0, likely: 1, possible: 2 };
    const ranks = causes.map(([, likelihood]) => rank[likelihood]);
    t.same(ranks, [...ranks].sort(), `${meaning}: the likeliest first`);
  }
});

t.test('pages exist', async (t) => {
  for (const { docs } of new Set(symptoms().flatMap(({ causes }) => causes.flatMap(([id]) => entryOf(id) ?? []))))
    t.ok(readFileSync(new URL(`../../../${docs}`, import.meta.url)).length > 0, docs);
});

t.test('no address, name or command is made up of what a text holds', async (t) => {
  const hostile = [
    'Server be/s1;reboot is DOWN, reason: Layer6 timeout, check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.',
    'Server -x/s1 is DOWN, reason: Layer6 timeout, check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.',
    "curl: (51) SSL: no alternative certificate subject name matches target host name '$(reboot)'",
    "curl: (51) SSL: no alternative certificate subject name matches target host name '-oProxyCommand=x'",
    'Error: connect ECONNREFUSED 999.1.1.1:443',
    'dial tcp 192.0.2.7:99999: connect: connection refused',
    "[ALERT]    (9) : config : parsing [/tmp/a'; reboot;':17] : x",
    'Get "https://user:secret@www.example.test/`reboot`": remote error: tls: unrecognized name',
    'http: TLS handshake error from 192.0.2.9:40000: EOF',
    '2024/02/09 12:00:00 [error] 30#30: *1 broken header: "" while reading PROXY protocol, client: 192.0.2.9, server: 0.0.0.0:443',
  ];
  const words =
    /^sni-doctor (?:probe|triage|check|upgrade|[A-Z]+|--\w+|[\w.:[\]]+(?:\/[\w.:]+)?|'(?:[^']|'\\'')*'| )+$/;
  for (const text of hostile) {
    const { inputs } = explain([text]);
    for (const { separate } of inputs) {
      t.match(separate?.command, words, text);
      t.notMatch(separate?.command, /192\.0\.2\.9|999\.1|99999|-oProxy|secret|reboot`|\$\(|-x/, text);
    }
  }
  t.match(explain([hostile[6] ?? '']).inputs[0]?.separate?.command, "'/tmp/a'\\''; reboot;'\\'''");
});

t.test('a trace of several lines is one thing, and its most telling line counts', async (t) => {
  const trace = [
    '*   Trying 192.0.2.7:443...',
    '* Connected to www.example.test (192.0.2.7) port 443 (#0)',
    '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
    '* TLSv1.3 (IN), TLS alert, unrecognized name (624):',
    '* Closing connection 0',
    'curl: (35) error:0A000458:SSL routines::tlsv1 unrecognized name',
  ].join('\n');
  const { inputs } = explain([trace]);
  t.equal(inputs.length, 1);
  t.match(inputs[0], { kind: 'client-error', fields: { alert: 'unrecognized_name' } });
});

t.test('words that the shell took apart are put together', async (t) => {
  t.match(explain(['Layer6', 'invalid', 'response']).inputs, [{ kind: 'haproxy-health', fields: { status: 'L6RSP' } }]);
  t.equal(explain(['SC--', 'nothing', 'L7STS/400']).inputs.length, 3);
});

t.test('texts of any length and bytes', async (t) => {
  for (const text of [
    'x'.repeat(1_000_000),
    'Server be/s1 is DOWN, reason: '.repeat(30_000),
    `${'CERTIFICATE_VERIFY_FAILED] '.repeat(40_000)}`,
    '\uD800',
    'a\0b'.repeat(9999),
    ','.repeat(100_000),
  ]) {
    const [one] = explain([text]).inputs;
    t.ok((one?.text.length ?? 0) <= 2000);
  }
});
