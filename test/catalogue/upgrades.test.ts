import { readFileSync } from 'node:fs';
import t from 'tap';
import { upgrades } from '../../src/catalogue/upgrades/index.ts';
import { environmentOf } from '../../src/cli/environment.ts';
import { checkConfig } from '../interop/real/haproxy-check-config.ts';
import { globalSection } from '../interop/real/haproxy-sections.ts';
import { loadTools } from '../provision/tools.ts';
import { backendNamed, site } from '../upgrade/cases.ts';
import { configuration, pki, upgraded } from '../upgrade/upgraded.ts';
import { configuration as withoutFrontend } from './linted.ts';
import { type Upgraded, upgradeRules } from './upgrade-rules.ts';

/** What is told of a configuration, whether it turns or only looks otherwise. */
async function told({ text, from, to, against }: Upgraded) {
  const backend = against === undefined ? null : await backendNamed(against).start({ host: site, pki });
  try {
    const file = configuration(text.replaceAll('PORT', String(backend?.port ?? 443)));
    const result = await upgraded(file, from, to, {
      offline: backend === null,
      environment: (version) => environmentOf({}, [], version),
    });
    return [...result.changes, ...result.sends, ...result.infos];
  } finally {
    await backend?.close();
  }
}

function named({ text, from, to, against }: Upgraded): string {
  return [text.replaceAll('\n', ' | '), `${from} to ${to}`, against && `against ${against}`].filter(Boolean).join(', ');
}

const codes = new Map(upgrades.map(({ id, code }) => [id, code]));

for (const { of, caught, silent } of upgradeRules) {
  for (const one of caught) {
    t.test(`${of}: told for ${named(one)}`, async (t) => {
      const all = await told(one);
      const found = all.filter(({ code }) => code === codes.get(of));
      t.ok(found.length > 0, `only ${all.map(({ code }) => code).join(', ') || 'nothing'} is told`);
      for (const { severity, because } of found) t.equal(severity, one.severity, because);
      if (one.says) t.match(found[0]?.because, one.says);
    });
  }
  for (const one of silent) {
    t.test(`${of}: not told for ${named(one)}`, async (t) => {
      t.same(
        (await told(one)).filter(({ code }) => code === codes.get(of)),
        [],
      );
    });
  }
}

/** Between which versions the page of a code shows what it is about. */
const shown: Record<string, readonly [from: string, to: string]> = {
  SNI340: ['3.2', '3.4'],
  SNI341: ['3.0', '3.2'],
  SNI342: ['2.8', '3.0'],
  SNI343: ['2.6', '3.2'],
  SNI344: ['2.8', '3.2'],
  SNI345: ['2.4', '2.8'],
  SNI348: ['2.6', '2.8'],
};

/** The two configurations of a page. */
function page(code: string): { before: string; after: string } {
  const text = readFileSync(new URL(`../../docs/codes/${code}.md`, import.meta.url), 'utf8');
  const [before = '', after = ''] = [...text.matchAll(/```haproxy\n([^`]+)```/g)].map(([, block]) => block ?? '');
  return { before, after };
}

for (const [code, [from, to]] of Object.entries(shown)) {
  t.test(`${code}: what its page shows before has it, what it shows after has not`, async (t) => {
    const { before, after } = page(code);
    const among = async (text: string) => (await told({ text, from, to })).map((one) => one.code);
    t.ok((await among(before)).includes(code), before);
    t.notOk((await among(after)).includes(code), after);
  });
}

t.test('HAProxy takes what the pages show, and refuses only what they say', async (t) => {
  const tools = loadTools();
  if (!tools) return process.env.CI === 'true' ? t.fail('no HAProxy at hand') : t.pass('no HAProxy at hand');
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    const said = (text: string) => {
      const own = `${globalSection()}${withoutFrontend(text.replaceAll('@system-ca', 'ca.pem'))}`;
      return checkConfig(tool, own, { 'ca.pem': pki.caPem });
    };
    for (const { code } of upgrades) {
      const { before, after } = page(code);
      const was = await said(before);
      t.equal(was.exitCode === 1, code === 'SNI343' && branch !== '2.6', `${code} on ${branch}: ${was.output}`);
      const is = await said(after);
      t.not(is.exitCode, 1, `${code} on ${branch}: ${is.output}`);
    }
  }
});
