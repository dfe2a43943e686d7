import { readFileSync } from 'node:fs';
import t from 'tap';
import { lints } from '../../src/catalogue/lints/index.ts';
import { measuredBuilds } from '../../src/haproxy/versions.ts';
import { checkConfig } from '../interop/real/haproxy-check-config.ts';
import { globalSection } from '../interop/real/haproxy-sections.ts';
import { loadTools } from '../provision/tools.ts';
import { lintRules } from './lint-rules.ts';
import { configuration, type Linted, linted, pki } from './linted.ts';

for (const { of, caught, silent } of lintRules) {
  for (const one of caught) {
    t.test(`${of}: caught in ${told(one)}`, async (t) => {
      const findings = await linted(one);
      const found = findings.find(({ id }) => id === of);
      if (!found) return t.fail(`found only ${findings.map(({ id }) => id).join(', ')}`);
      t.equal(found.severity, one.severity, found.because);
      if (one.at) t.ok(lineAt(one, found.line).startsWith(one.at), `line ${found.line}: ${lineAt(one, found.line)}`);
      if (one.says) t.ok(found.because.includes(one.says), found.because);
      t.ok(found.advice?.length || !found.fixable, 'says what to do');
    });
  }
  for (const one of silent) {
    t.test(`${of}: silent on ${told(one)}`, async (t) => {
      const found = (await linted(one)).find(({ id }) => id === of);
      t.equal(found, undefined, found?.because ?? 'nothing');
    });
  }
}

t.test('the configuration that people end with has warnings at most', async (t) => {
  const text = `backend be_contour
    mode http
    http-request set-header Connection keep-alive
    http-request set-header Host www.example.test
    http-request set-header X-Forwarded-Proto https
    option httpchk GET /
    http-check send hdr Host www.example.test
    http-check expect status 200
    server contour 127.0.0.1:PORT ssl verify none check-sni www.example.test sni str(www.example.test) check`;
  for (const version of measuredBuilds) {
    for (const against of ['contour', undefined]) {
      const findings = await linted({ text, version, ...(against && { against }) });
      t.same(
        findings.filter(({ severity }) => severity === 'error').map(({ id, because }) => `${id}: ${because}`),
        [],
        `${version} ${against ?? 'offline'}`,
      );
    }
  }
});

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

for (const { id, code } of lints) {
  t.test(`${code} ${id}: what its page shows before has it, what it shows after has not`, async (t) => {
    const { before, after } = page(code);
    const ids = async (text: string) => (await linted({ text })).map((finding) => finding.id);
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
  const { certPem, keyPem } = await pki.leaf({ names: ['client.example.test'], clientAuth: true });
  const files = { 'ca.pem': pki.caPem, 'client.pem': certPem + keyPem };
  const own = (text: string) =>
    text.replaceAll('@system-ca', 'ca.pem').replaceAll('/etc/haproxy/client.pem', 'client.pem');
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    const said = (text: string) => checkConfig(tool, `${globalSection()}${configuration(own(text))}`, files);
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

function told({ text, against, version, hosts }: Linted): string {
  const backend = typeof against === 'object' ? against.name : against;
  return [text.replaceAll('\n', ' | '), backend && `against ${backend}`, version, hosts?.join()]
    .filter(Boolean)
    .join(', ');
}

function lineAt({ text }: Linted, line: number): string {
  return configuration(text).split('\n')[line - 1]?.trim() ?? '';
}
