import t from 'tap';
import { measuredBuilds } from '../../src/haproxy/versions.ts';
import { lintRules } from './lint-rules.ts';
import { configuration, type Linted, linted } from './linted.ts';

for (const { of, caught, silent } of lintRules) {
  for (const one of caught) {
    t.test(`${of}: caught in ${told(one)}`, async (t) => {
      const findings = await linted(one);
      const found = findings.find(({ id }) => id === of);
      if (!found) return t.fail(`found only ${findings.map(({ id }) => id).join(', ')}`);
      t.equal(found.severity, one.severity, found.because);
      if (one.at) t.ok(lineAt(one, found.line).startsWith(one.at), `line ${found.line}: ${lineAt(one, found.line)}`);
      if (one.says) t.ok(found.because.includes(one.says), found.because);
      if (one.advises) t.ok(found.advice?.join(' ').includes(one.advises), `${found.advice}`);
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

function told({ text, against, version, hosts }: Linted): string {
  const backend = typeof against === 'object' ? against.name : against;
  return [text.replaceAll('\n', ' | '), backend && `against ${backend}`, version, hosts?.join()]
    .filter(Boolean)
    .join(', ');
}

function lineAt({ text }: Linted, line: number): string {
  return configuration(text).split('\n')[line - 1]?.trim() ?? '';
}
