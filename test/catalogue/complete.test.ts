import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { faults } from '../../src/catalogue/faults/index.ts';
import { lints } from '../../src/catalogue/lints/index.ts';
import { lives } from '../../src/catalogue/live/index.ts';
import { needs } from '../../src/catalogue/needs/index.ts';
import { upgrades } from '../../src/catalogue/upgrades/index.ts';
import { certificateRules } from './certificate-rules.ts';
import { httpRules } from './http-rules.ts';
import { lintRules } from './lint-rules.ts';
import { needRules } from './need-rules.ts';
import { promiseRules } from './promise-rules.ts';
import { transportRules } from './transport-rules.ts';
import { upgradeRules } from './upgrade-rules.ts';

const pages = new URL('../../docs/codes/', import.meta.url);
const rules = [...needRules, ...transportRules, ...certificateRules, ...promiseRules, ...httpRules];
const catalogue = [
  ...needs.map(({ id, code, title }) => ({
    of: id,
    id: `${id}-required`,
    code,
    title,
    severity: 'error',
    kind: 'need',
  })),
  ...faults.map(({ id, code, title, severity }) => {
    return { of: id, id, code, title, severity, kind: severity === 'info' ? 'info' : 'fault' };
  }),
];
/** What is found in configurations alone; a fault that has a lint too is told on one page. */
const ownLints = lints
  .filter(({ id }) => !faults.some((fault) => fault.id === id))
  .map(({ id, code, title, severity }) => ({ of: id, id, code, title, severity, kind: 'lint' }));
const ofUpgrades = upgrades.map(({ id, code, title, severity }) => {
  return { of: id, id, code, title, severity, kind: 'upgrade' };
});
const ofLives = lives.map(({ id, code, title, severity }) => ({ of: id, id, code, title, severity, kind: 'live' }));
const all = [...catalogue, ...ownLints, ...ofUpgrades, ...ofLives];
const headings = [
  '## What is seen',
  '## Why',
  '## What HAProxy does and logs',
  '## Remedy',
  '### Before',
  '### After',
  '## Show it by hand',
  '## When to leave it alone',
  '## References',
];

t.test('codes and ids are unique', async (t) => {
  t.equal(new Set(all.map(({ code }) => code)).size, all.length);
  t.equal(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { code } of all) t.match(code, /^SNI[1-4]\d\d$/);
});

t.test('lints stand in the order of their codes, and share all with the fault of the same id', async (t) => {
  const codes = lints.map(({ code }) => code);
  t.same(codes, [...codes].sort());
  for (const { id, code, title, severity } of lints) {
    const fault = faults.find((one) => one.id === id);
    if (fault) t.match({ code, title, severity }, { code: fault.code, title: fault.title, severity: fault.severity });
  }
});

for (const { id, code, title, severity, kind } of all) {
  t.test(`${code} ${id}: its page`, async (t) => {
    const lines = readFileSync(new URL(`${code}.md`, pages), 'utf8').split('\n');
    t.equal(lines[0], `# ${code}: ${title}`);
    t.ok(lines.includes(`| \`${id}\` | ${severity} | ${kind} |`), 'id, severity and kind');
    t.same(
      lines.filter((line) => /^##/.test(line)),
      headings,
    );
  });
}

for (const { of, id, code } of catalogue) {
  t.test(`${code} ${id}: its backends`, async (t) => {
    const own = rules.filter((rule) => rule.of === of);
    t.equal(own.length, 1, 'stands in one table');
    t.ok(own[0]?.caught.length, 'is caught on one');
    t.ok(own[0]?.silent.length, 'is silent on another');
  });
}

for (const { id, code } of lints) {
  t.test(`${code} ${id}: its configurations`, async (t) => {
    const own = lintRules.filter(({ of }) => of === id);
    t.equal(own.length, 1, 'stands in the table once');
    t.ok(own[0]?.caught.length, 'is caught in one');
    t.ok(own[0]?.silent.length, 'is silent on another');
  });
}

t.test('upgrades stand in the order of their codes', async (t) => {
  const codes = upgrades.map(({ code }) => code);
  t.same(codes, [...codes].sort());
});

for (const { id, code } of upgrades) {
  t.test(`${code} ${id}: its configurations`, async (t) => {
    const own = upgradeRules.filter(({ of }) => of === id);
    t.equal(own.length, 1, 'stands in the table once');
    t.ok(own[0]?.caught.length, 'is told for one');
    t.ok(own[0]?.silent.length, 'is not told for another');
  });
}

t.test('every page and every rule is of something in the catalogue', async (t) => {
  const codes = all.map(({ code }) => `${code}.md`);
  t.same(readdirSync(pages).sort(), [...codes, 'README.md'].sort());
  const ids = new Set(catalogue.map(({ of }) => of));
  t.same(
    rules.filter((rule) => !ids.has(rule.of)),
    [],
  );
  const ofUpgrade = new Set(upgrades.map(({ id }) => id));
  t.same(
    upgradeRules.filter(({ of }) => !ofUpgrade.has(of)),
    [],
  );
  const known = new Set(lints.map(({ id }) => id));
  t.same(
    lintRules.filter(({ of }) => !known.has(of)),
    [],
  );
});

t.test('the index lists every code', async (t) => {
  const index = readFileSync(new URL('README.md', pages), 'utf8').split('\n');
  for (const { id, code, title, severity, kind } of all) {
    t.ok(index.includes(`| [${code}](${code}.md) | \`${id}\` | ${severity} | ${kind} | ${title} |`), code);
  }
});

t.test('every case names a fixture', async (t) => {
  for (const { caught, silent } of rules) {
    for (const { fixture: name } of [...caught, ...silent]) t.ok(fixture(name), name);
  }
  for (const { against } of lintRules.flatMap(({ caught, silent }) => [...caught, ...silent])) {
    if (typeof against === 'string') t.ok(fixture(against), against);
  }
});
