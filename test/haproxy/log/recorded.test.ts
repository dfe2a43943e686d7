import t from 'tap';
import { parseLogLine } from '../../../src/haproxy/log/line.ts';
import type { HttpLine, LogLine } from '../../../src/log-types.ts';
import { recordings, split } from './recorded.ts';
import { written, writtenPrefix } from './written.ts';

const all = recordings();

t.test('there is a recording of every HAProxy', async (t) => {
  t.strictSame(
    all.map(({ name }) => name),
    ['2.6', '2.8', '3.0', '3.2', '3.4'].map((branch) => `haproxy-${branch}.log`),
  );
});

for (const { name, lines } of all) {
  const read = lines.map((text) => ({ text, line: parseLogLine(text) }));

  t.test(`${name}: every field of every line is read, for the line can be written again`, async (t) => {
    const own = read.flatMap(({ text, line }) => {
      const parts = split(text);
      return parts === null ? [] : [{ ...parts, line }];
    });
    t.strictSame(
      own.map(({ prefix, message, line }) => line && writtenPrefix(line.prefix, prefix) + written(line, message)),
      own.map(({ prefix, message }) => prefix + message),
    );
    // What is no line of its own carries on with a message of several lines.
    t.strictSame(
      read.filter(({ text, line }) => split(text) === null && line !== null),
      [],
    );
    t.ok(own.length > 150);
  });

  t.test(`${name}: there are lines of every kind`, async (t) => {
    const kinds = new Set(read.map(({ line }) => line?.kind));
    for (const kind of ['health-check', 'server-state', 'backend-down', 'http', 'tcp', 'connection-error', 'notice'])
      t.ok(kinds.has(kind as LogLine['kind']), kind);
  });

  t.test(`${name}: requests were logged as they were made`, async (t) => {
    const found = read.flatMap(({ line }) => (line?.kind === 'http' ? [line] : []));
    const one = (frontend: string, backend: string): HttpLine | undefined =>
      found.find((line) => line.frontend === frontend && line.backend === backend);
    const common = { client: '127.0.0.1', frontendTls: false, server: 's1', requestCookie: 'SID=of-client' };
    t.match(one('fe_http', 'be_refused'), { ...common, status: 503, termination: 'SC--', responseCookie: null });
    t.match(one('fe_http', 'be_refused')?.timers, { connect: -1, response: -1 });
    t.equal(one('fe_http', 'be_refused')?.request, 'GET /be_refused/x?y=1 HTTP/1.1');
    t.match(one('fe_http', 'be_hang'), { ...common, status: 504, termination: 'sH--' });
    t.match(one('fe_http', 'be_retried'), {
      server: 's2',
      status: 200,
      redispatched: true,
      responseCookie: 'SID=of-server',
    });
    t.match(one('fe_http', 'be_queue'), { queue: { server: 0, backend: 1 }, termination: 'sQ--', server: '<NOSRV>' });
    t.strictSame(one('fe_http', 'be_ok')?.captured.slice(1), ['recorded']);
    t.match(one('fe_http', 'be_ok')?.captured[0], /^www\.example\.test\|curl\/8\.1/);
    t.match(one('fe_https', 'be_refused'), {
      frontendTls: true,
      https: { sni: 'www.example.test', version: 'TLSv1.3', resumed: false },
    });
    t.match(one('fe_asap', 'be_ok'), { unfinished: true, https: null });
    t.match(one('fe_clf', 'be_hang'), { status: 504, termination: 'sH--', captured: ['www.example.test', ''] });
    t.match(one('fe_denied', 'fe_denied'), { server: '<NOSRV>', status: 302, termination: 'LR--' });
  });

  t.test(`${name}: checks failed as the backends made them`, async (t) => {
    const down = read.flatMap(({ line }) => (line?.kind === 'server-state' && line.state === 'DOWN' ? [line] : []));
    const check = (server: string) => down.find((line) => line.server === server)?.check;
    t.match(check('refused'), { status: 'L4CON', code: null });
    t.match(check('not-found'), { status: 'L7STS', code: 404, info: 'Not Found' });
    t.match(check('tls-hangs'), { status: 'L6TOUT', info: null });
    t.match(check('hangs'), { status: 'L7TOUT' });
    t.match(check('tls-reset'), { status: 'L6RSP' });
    t.match(check('s.1:x'), { status: 'L7STS', code: 400, info: '<400> "no, not so". \\ \u00c2\u00a7' });
    t.match(
      down.find((line) => line.proxy === 'be_tracks'),
      { via: { proxy: 'be_logged', server: 's1' }, check: null },
    );
    t.match(
      down.find((line) => line.proxy === 'be_flip'),
      { left: { active: 0, backup: 1, runningOnBackup: true } },
    );
    t.match(
      down.find((line) => line.proxy === 'be_cli'),
      { cause: 'changed from CLI' },
    );
  });

  t.test(`${name}: what is wrong in a configuration is said with its place`, async (t) => {
    const notices = read.flatMap(({ line }) => (line?.kind === 'notice' ? [line] : []));
    const keyword = notices.find(({ message }) => message.includes('chekc'));
    t.match(keyword, { file: 'haproxy.cfg', line: 6, proxy: 'be', server: 's2', prefix: { level: 'ALERT' } });
  });
}
