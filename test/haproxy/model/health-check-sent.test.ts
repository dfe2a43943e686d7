import t from 'tap';
import { withNames } from '../../../src/haproxy/model/health-check-names.ts';
import { parseVersion, since } from '../../../src/haproxy/versions.ts';
import { loadTools } from '../../provision/tools.ts';
import { anyState, messagesOf } from './health-check-bytes.ts';
import { snippet } from './health-check-judge.ts';
import { readingOf } from './health-check-reading.ts';
import { record } from './health-check-recorder.ts';
import { sentCases, sentCasesOfSections, sentCasesWithHost } from './health-check-sent-cases.ts';

const tools = loadTools();
if (tools === null && process.env.CI === 'true') t.fail('no HAProxy: run test/provision/main.ts');
else if (tools === null) t.pass('no HAProxy here');

/** What differs from one check to the next: the server's state, and the time in a ClientHello. */
function comparable(message: string): string {
  if (message.slice(15).startsWith('HAPROXYSSLCHK')) return `${message.slice(0, 11)}\0\0\0\0${message.slice(15)}`;
  return message.replace(/(x-haproxy-server-state: ).*/, `$1${anyState}`);
}

for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${tool.version} sends what the rules say`, async (t) => {
    const version = parseVersion(branch);
    const withHost = since(version, '3.1') ? sentCasesWithHost : [];
    const cases = [...sentCases, ...withHost, ...(since(version, '3.4') ? sentCasesOfSections : [])];
    const records = await record(tool, cases);
    for (const [index, { lines }] of cases.entries()) {
      const { checks, problems } = readingOf(`${snippet(lines, index).join('\n')}\n`, version);
      const own = checks.get(`h${index}`) ?? checks.get(`be${index}`);
      const title = lines.replaceAll('\n', ' | ');
      t.same(
        problems.filter(({ severity }) => severity === 'fatal'),
        [],
        title,
      );
      if (!own) return t.fail(title);
      t.same(own.check.unknown, [], title);
      const expected = messagesOf(withNames(own.check, { server: `s${index}`, proxy: `be${index}` }), version);
      const { connections = [], result = '' } = records[index] ?? {};
      const came = expected.map((_, i) => connections[i]?.map(comparable) ?? []);
      t.same(came, expected, title, { result });
    }
  });
}
