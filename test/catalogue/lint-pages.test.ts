import { readFileSync } from 'node:fs';
import t from 'tap';
import { lints } from '../../src/catalogue/lints/index.ts';
import { checkConfig } from '../interop/real/haproxy-check-config.ts';
import { globalSection } from '../interop/real/haproxy-sections.ts';
import { loadTools } from '../provision/tools.ts';
import { lintRules } from './lint-rules.ts';
import { configuration, files, linted } from './linted.ts';

/** The two configurations of a page. */
function page(code: string): { before: string; after: string } {
  const text = readFileSync(new URL(`../../docs/codes/${code}.md`, import.meta.url), 'utf8');
  const [before = '', after = ''] = [...text.matchAll(/```haproxy\n([^`]+)```/g)].map(([, block]) => block ?? '');
  return { before, after };
}

/** What only shows once a backend has answered. */
const seen = new Set(
  lintRules.filter(({ caught }) => caught.every(({ against }) => against !== undefined)).map(({ of }) => of),
);

/** The release that a page is about, where it is about one. */
const releases: Readonly<Record<string, string>> = { SNI337: '3.3.0' };

for (const { id, code } of lints) {
  t.test(`${code} ${id}: what its page shows before has it, what it shows after has not`, async (t) => {
    const { before, after } = page(code);
    const version = releases[code] ?? '3.2';
    const ids = async (text: string) => (await linted({ text, version })).map((finding) => finding.id);
    if (!seen.has(id)) t.ok((await ids(before)).includes(id), before);
    const left = await ids(after);
    t.notOk(left.includes(id), after);
  });
}

/** What HAProxy itself says of the pages' configurations where it is not content; by version where that differs. */
const refusals: Record<string, { refused: (branch: string) => boolean; says: RegExp }> = {
  SNI304: { refused: () => true, says: /error detected while parsing sni .*unknown fetch method 'www\.example\.test'/ },
  SNI310: { refused: () => false, says: /uses http-check rules without 'option httpchk', so the rules are ignored/ },
  SNI313: { refused: (branch) => branch !== '2.6', says: /hiding headers or body at the end of the version string is/ },
};

t.test('HAProxy takes what the pages show, and warns as they say', async (t) => {
  const tools = loadTools();
  if (!tools) return process.env.CI === 'true' ? t.fail('no HAProxy at hand') : t.pass('no HAProxy at hand');
  const own = (text: string) => text.replaceAll('@system-ca', 'ca.pem').replaceAll('/etc/haproxy/', '');
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    const said = (text: string) =>
      checkConfig(tool, `${globalSection()}${configuration(own(text))}`, Object.fromEntries(files));
    for (const { code } of lints) {
      const { before, after } = page(code);
      const [was, is] = [await said(before), await said(after)];
      const expected = refusals[code];
      t.equal(was.exitCode === 1, expected?.refused(branch) ?? false, `${code} on ${branch}: ${was.output}`);
      if (expected) t.match(was.output, expected.says, `${code} on ${branch}`);
      t.not(is.exitCode, 1, `${code} on ${branch}: ${is.output}`);
    }
  }
});
