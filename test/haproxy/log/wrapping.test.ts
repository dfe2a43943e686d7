import t from 'tap';
import { parseLogLine } from '../../../src/haproxy/log/line.ts';
import type { LogPrefix } from '../../../src/log-types.ts';
import { recordings, split } from './recorded.ts';

const nothing: LogPrefix = { time: null, host: null, program: null, pid: null, level: null };
const json = (text: string) => JSON.stringify(text);

/** What is put around a message, and what is then to be read of it. */
const wrappings: [name: string, wrap: (message: string) => string, said: Partial<LogPrefix>][] = [
  ['nothing', (m) => m, {}],
  ['its end', (m) => `${m}\r\n`, {}],
  [
    'RFC 3164 as HAProxy sends it',
    (m) => `<134>Nov 23 01:00:00 haproxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00', program: 'haproxy', pid: 12 },
  ],
  [
    'RFC 3164 with a host',
    (m) => `<134>Nov  3 01:00:00 lb1 haproxy[12]: ${m}`,
    { time: 'Nov  3 01:00:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  ['a priority alone', (m) => `<6>${m}`, {}],
  ['`format timed`', (m) => `<6>2026-11-23T01:00:00.123456+00:00 ${m}`, { time: '2026-11-23T01:00:00.123456+00:00' }],
  ['`format iso`', (m) => `2026-11-23T01:00:00.123456+00:00 ${m}`, { time: '2026-11-23T01:00:00.123456+00:00' }],
  [
    'RFC 5424',
    (m) => `<134>1 2026-11-23T01:00:00.1Z lb1 haproxy 12 - - ${m}`,
    { time: '2026-11-23T01:00:00.1Z', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'RFC 5424 with structured data and a byte order mark',
    (m) => `<134>1 2026-11-23T01:00:00Z - lb 12 id [a@1 x="]\\"y"][b@1] \u00ef\u00bb\u00bf${m}`,
    { time: '2026-11-23T01:00:00Z', program: 'lb', pid: 12 },
  ],
  [
    'a file of syslog',
    (m) => `Nov 23 01:00:00 lb1 haproxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'no process number',
    (m) => `Nov 23 01:00:00 lb1 haproxy: ${m}`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'haproxy' },
  ],
  [
    'a tag of its own',
    (m) => `Nov 23 01:00:00 lb1 edge-proxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'edge-proxy', pid: 12 },
  ],
  [
    'facility and level',
    (m) => `Nov 23 01:00:00 10.0.0.1 local0.notice haproxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00', host: '10.0.0.1', program: 'haproxy', pid: 12 },
  ],
  [
    'busybox',
    (m) => `Mon Nov 23 01:00:00 2026 daemon.notice haproxy[12]: ${m}`,
    { time: 'Mon Nov 23 01:00:00 2026', program: 'haproxy', pid: 12 },
  ],
  [
    'rsyslog with ISO times',
    (m) => `2026-11-23T01:00:00.123456+01:00 lb1 haproxy[12]: ${m}`,
    { time: '2026-11-23T01:00:00.123456+01:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o short-precise',
    (m) => `Nov 23 01:00:00.123456 lb1 haproxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00.123456', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o short-iso',
    (m) => `2026-11-23T01:00:00+0100 lb1 haproxy[12]: ${m}`,
    { time: '2026-11-23T01:00:00+0100', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o short-full',
    (m) => `Mon 2026-11-23 01:00:00 CET lb1 haproxy[12]: ${m}`,
    { time: 'Mon 2026-11-23 01:00:00 CET', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o short-unix',
    (m) => `1795395600.123456 lb1 haproxy[12]: ${m}`,
    { time: '1795395600.123456', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o short-monotonic',
    (m) => `[ 1234.567890] lb1 haproxy[12]: ${m}`,
    { time: '1234.567890', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o json',
    (m) =>
      `{"_HOSTNAME":"lb1","__REALTIME_TIMESTAMP":"1795395600123456","SYSLOG_IDENTIFIER":"haproxy","_PID":"12","MESSAGE":${json(m)}}`,
    { time: '1795395600123456', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'journalctl -o json of bytes',
    (m) => `{"SYSLOG_IDENTIFIER":"haproxy","MESSAGE":[${Array.from(m, (c) => c.charCodeAt(0))}]}`,
    { program: 'haproxy' },
  ],
  [
    'docker json-file',
    (m) => `{"log":${json(`${m}\n`).replaceAll('<', '\\u003c')},"stream":"stdout","time":"2026-11-23T01:00:00.1Z"}`,
    { time: '2026-11-23T01:00:00.1Z' },
  ],
  [
    'docker json-file around syslog',
    (m) =>
      `{"log":${json(`<134>Nov 23 01:00:00 haproxy[12]: ${m}\n`)},"stream":"stdout","time":"2026-11-23T01:00:00.1Z"}`,
    { time: 'Nov 23 01:00:00', program: 'haproxy', pid: 12 },
  ],
  ['docker compose', (m) => `haproxy-1  | ${m}`, { program: 'haproxy-1' }],
  ['docker compose in colour', (m) => `\u001b[36mlb-1  | \u001b[0m${m}`, { program: 'lb-1' }],
  ['CRI', (m) => `2026-11-23T01:00:00.123456789Z stderr F ${m}`, { time: '2026-11-23T01:00:00.123456789Z' }],
  [
    'kubectl logs --timestamps',
    (m) => `2026-11-23T01:00:00.123456789Z ${m}`,
    { time: '2026-11-23T01:00:00.123456789Z' },
  ],
  ['kubectl logs --prefix', (m) => `[pod/ingress-7d9f/haproxy] ${m}`, { program: 'haproxy' }],
  [
    'kubectl logs --prefix --timestamps',
    (m) => `[pod/ingress-7d9f/haproxy] 2026-11-23T01:00:00Z ${m}`,
    { program: 'haproxy', time: '2026-11-23T01:00:00Z' },
  ],
  [
    'grep',
    (m) => `/var/log/haproxy.log.1:17:Nov 23 01:00:00 lb1 haproxy[12]: ${m}`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  ['grep of a file', (m) => `haproxy.log:${m}`, {}],
  ['a quotation', (m) => `>>> haproxy[12]: ${m}`, { program: 'haproxy', pid: 12 }],
  ['indentation', (m) => `\t  ${m}`, {}],
  [
    'rsyslog with the line feed written out',
    (m) => `Nov 23 01:00:00 lb1 haproxy[12]: ${m}#012`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
  [
    'syslog-ng, which escapes quotes',
    (m) => `Nov 23 01:00:00 lb1 haproxy[12]: ${m.replaceAll('"', '\\"')}`,
    { time: 'Nov 23 01:00:00', host: 'lb1', program: 'haproxy', pid: 12 },
  ],
];

const stderr: typeof wrappings = [
  ['stderr since 2.4', (m) => `[WARNING]  (78) : ${m}`, { level: 'WARNING', pid: 78 }],
  ['stderr before', (m) => `[ALERT] 170/171536 (78) : ${m}`, { level: 'ALERT', pid: 78, time: '170/171536' }],
  [
    'stderr in the journal',
    (m) => `Nov 23 01:00:00 lb1 haproxy[1]: [NOTICE]   (1) : ${m}`,
    { level: 'NOTICE', pid: 1, host: 'lb1', program: 'haproxy', time: 'Nov 23 01:00:00' },
  ],
];

const messages = recordings().flatMap(({ lines }) => lines.flatMap((line) => split(line) ?? []));
const bySyslog = messages.filter(({ prefix }) => prefix.startsWith('<')).map(({ message }) => message);
const onStderr = messages.filter(({ prefix }) => prefix.startsWith('[')).map(({ message }) => message);

for (const [cases, forms] of [
  [bySyslog, wrappings],
  [onStderr, stderr],
] as const) {
  for (const [name, wrap, said] of forms) {
    t.test(`${name} is taken off`, async (t) => {
      const bare = stderr[0]?.[1] ?? wrap;
      const wrong = cases.filter((message) => {
        const expected = {
          ...parseLogLine(cases === onStderr ? bare(message) : message),
          prefix: { ...nothing, ...said },
        };
        const read = parseLogLine(wrap(message));
        return JSON.stringify(sorted(read)) !== JSON.stringify(sorted(expected));
      });
      t.strictSame(wrong, []);
      t.ok(cases.length > 100);
    });
  }
}

/** The order of fields does not matter. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}

t.test('what a client sends cannot pass for a line of its own', async (t) => {
  const forged =
    'Server be/s1 is DOWN, reason: Layer4 timeout, check duration: 1ms. 0 active and 0 backup servers left.';
  for (const line of [
    `10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/0/0/0 200 1 - - ---- 1/1/1/1/0 0/0 {${forged}} "GET / HTTP/1.1"`,
    `10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/0/0/0 200 1 - - ---- 1/1/1/1/0 0/0 "${forged}"`,
    `10.0.0.1 "${forged}" 200`,
    `agent: ${forged}`,
  ])
    t.not(parseLogLine(line)?.kind, 'server-state', line);
});
