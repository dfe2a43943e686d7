import t from 'tap';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { loadTools } from '../../provision/tools.ts';
import { snippet } from './health-check-judge.ts';
import { readingOf } from './health-check-reading.ts';
import { type Recorded, record } from './health-check-recorder.ts';

const tools = loadTools();
if (tools === null && process.env.CI === 'true') t.fail('no HAProxy: run test/provision/main.ts');
else if (tools === null) t.pass('no HAProxy here');

/** An answer without a reason phrase: HAProxy's info says then which step failed. */
const failing: readonly Recorded[] = `
option httpchk
===
option httpchk
http-check expect status 200
===
option httpchk
http-check send uri /x
http-check expect status 200
===
http-check send uri /x
option httpchk
===
option httpchk
http-check connect
===
option httpchk
http-check connect
http-check set-var(check.x) int(1)
http-check send uri /x
http-check expect status 200
===
option httpchk
http-check comment first
http-check expect status 500
http-check comment second
http-check expect status 200
===
http-check comment a
http-check send uri /x
http-check expect status 500 comment b
http-check expect status 200
option httpchk
===
option httpchk
http-check comment lost
http-check send uri /x
http-check expect status 200
===
option httpchk
http-check set-var(check.x) int(1)
http-check comment kept
http-check expect status 200
`
  .trim()
  .split('\n===\n')
  .map((lines) => ({ lines, answer: 'HTTP/1.1 500\r\ncontent-length: 0\r\n\r\n' }));

/** Where `disable-on-404` may stand: from 3.4 on it goes with the rules. */
const missing: readonly Recorded[] = `
option httpchk
===
option httpchk
http-check disable-on-404
===
http-check disable-on-404
option httpchk
http-check expect status 200
===
defaults
option httpchk
http-check disable-on-404
backend
===
defaults
option httpchk
backend
http-check disable-on-404
===
defaults
option httpchk
http-check disable-on-404
backend
option httpchk
===
defaults
http-check disable-on-404
backend
option httpchk
===
defaults
option httpchk
backend
http-check disable-on-404
http-check send uri /x
`
  .trim()
  .split('\n===\n')
  .map((lines) => ({ lines, answer: 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n' }));

for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${tool.version} counts the rules as we do, and knows disable-on-404 where we do`, async (t) => {
    const cases = [...failing, ...missing];
    const records = await record(tool, cases);
    // These releases say nothing where there is no reason phrase.
    const silent = branch === '2.6' || branch === '3.0';
    for (const [index, { lines }] of cases.entries()) {
      const { checks } = readingOf(`${snippet(lines, index).join('\n')}\n`, parseVersion(branch));
      const { rules = [], disableOn404 } = checks.get(`be${index}`)?.check ?? {};
      const title = lines.replaceAll('\n', ' | ');
      const result = records[index]?.result ?? '';
      if (index >= failing.length) t.equal(result.startsWith('L7OKC'), disableOn404, title, { result });
      else {
        const last = rules.at(-1);
        const comment = last?.comment ? ` comment: ${last.comment}` : '';
        const step = silent ? '' : `TCPCHK did not match content(status codes) at step ${last?.step}`;
        t.equal(result, `L7STS/500/${step}${comment}`, title);
      }
    }
  });
}
