import t from 'tap';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { loadTools } from '../../provision/tools.ts';
import { refusedBy, snippet } from './health-check-judge.ts';
import { readingOf } from './health-check-reading.ts';
import { snippets } from './health-check-snippets.ts';

const tools = loadTools();
if (tools === null && process.env.CI === 'true') t.fail('no HAProxy: run test/provision/main.ts');
else if (tools === null) t.pass('no HAProxy here');

for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${tool.version} refuses the lines that we refuse, and no others`, async (t) => {
    const known = snippets.filter((lines) => branch === '3.4' || !lines.startsWith('healthcheck'));
    const texts = known.map(snippet);
    const refused = await refusedBy(tool, texts);
    for (const [index, lines] of texts.entries()) {
      const { problems } = readingOf(`${lines.join('\n')}\n`, parseVersion(branch));
      const ours = problems.find(({ severity }) => severity === 'fatal');
      const theirs = refused.get(index);
      const title = known[index]?.replaceAll('\n', ' | ') ?? '';
      // Of what it refuses in the end HAProxy names no line.
      if (theirs === 0) t.ok(ours, title);
      else t.equal(ours?.line, theirs, title, { ours: ours?.message });
    }
  });
}
