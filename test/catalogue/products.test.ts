import { readFileSync } from 'node:fs';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { faults } from '../../src/catalogue/faults/index.ts';
import { needs } from '../../src/catalogue/needs/index.ts';
import { products } from '../../src/catalogue/products/index.ts';
import { recognise } from '../../src/catalogue/products/recognise.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import { asked } from '../question.ts';
import { documentedAnswers, observed } from './products-answers.ts';
import { productBackends } from './products-backends.ts';
import { backendTable, before } from './products-pages.ts';

const textsOf = (words: (typeof products)[number]['remedies'][string]) =>
  words.map((one) => (typeof one === 'string' ? one : one.text));

t.test('every product has an id of its own, and words for findings that exist', async (t) => {
  const ids = products.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length);
  const findings = new Set([...needs.map(({ id }) => `${id}-required`), ...faults.map(({ id }) => id)]);
  for (const { id, remedies, madeOf = [] } of products) {
    t.same(
      Object.keys(remedies).filter((finding) => !findings.has(finding)),
      [],
      `${id}: findings`,
    );
    t.same(
      madeOf.filter((part) => !ids.includes(part)),
      [],
      `${id}: parts`,
    );
    for (const [finding, words] of Object.entries(remedies)) {
      for (const text of textsOf(words)) {
        t.match(text, /^[\x20-\x7e]+\.$/, `${id}, ${finding}: a sentence`);
        t.ok(text.length <= 160, `${id}, ${finding}: short: ${text}`);
      }
    }
  }
});

t.test('each documented answer names its product and no other', async (t) => {
  for (const answer of documentedAnswers) {
    const named = recognise([observed(answer)], true);
    const told = JSON.stringify({ ...answer, body: answer.body?.slice(0, 60) });
    t.same(
      named.map(({ product }) => product.id),
      answer.named,
      told,
    );
    t.same(
      [...new Set(named.slice(0, 1).map(({ likelihood }) => likelihood))],
      answer.named.length > 0 ? [answer.likelihood] : [],
    );
  }
});

t.test('every product has a documented answer', async (t) => {
  const answered = new Set(documentedAnswers.flatMap(({ named }) => named));
  t.same(
    products.map(({ id }) => id).filter((id) => !answered.has(id)),
    [],
  );
});

t.test('what is sure outdoes what is possible, and what holds the connection comes first', async (t) => {
  const header = observed({ named: [], likelihood: 'likely', status: 200, headers: { server: 'nginx' } });
  const cut = observed({ named: [], likelihood: 'likely', nameless: 'reset' });
  t.same(
    recognise([cut, header], true).map(({ product, likelihood }) => [product.id, likelihood]),
    [['nginx', 'likely']],
  );
  const own = observed({ named: [], likelihood: 'certain', certificate: ['TRAEFIK DEFAULT CERT'] });
  t.same(
    recognise([header, own], true).map(({ product, front }) => [product.id, front]),
    [
      ['traefik', true],
      ['nginx', false],
    ],
  );
});

t.test('a hostile backend gets none of its words told, and few products named', { timeout: 30_000 }, async (t) => {
  const headers = {
    server: `nginx/\x1b[2J${'A'.repeat(100_000)}`,
    via: 'varnish\r\n evil',
    'cf-ray': 'evil',
    'x-varnish': 'evil',
  };
  const pages = documentedAnswers.map(({ body = '' }) => body).join('');
  for (const body of [
    pages,
    '<hr><center>'.repeat(100_000),
    `{${' '.repeat(200_000)}`,
    '\u001b]0;evil\u0007'.repeat(50_000),
  ]) {
    const many = Array.from({ length: 50 }, () =>
      observed({ named: [], likelihood: 'likely', status: 400, headers, body, certificate: ['evil'.repeat(50_000)] }),
    );
    const named = recognise(many, true);
    t.ok(named.length <= 4);
    for (const { because, evidence } of named) {
      t.match(because, /^[ -~]+$/);
      t.notMatch(because, /evil|AAA/);
      t.ok(evidence.length <= 3);
    }
  }
});

const pki = await createPki();
for (const { fixture, named, finding, words, remedy } of productBackends) {
  t.test(`${fixture.name}: what is to be done there`, async (t) => {
    const backend = await fixture.start({ pki });
    t.teardown(() => backend.close());
    const question = asked({ address: backend.address, port: backend.port, caFile: '/etc/haproxy/lab-ca.pem' });
    const version = parseVersion('any');
    const credentials = { ca: pki.caPem, certificate: null };
    const result = diagnose(await gather(question, { credentials, versions: [version] }), version, 'default');
    t.same(
      (result.products ?? []).map(({ id, likelihood }) => `${id} ${likelihood}`),
      named,
    );
    const found = result.findings.find(({ id }) => id === finding);
    const advice = found?.advice?.filter((text) => text.startsWith('At the backend')) ?? [];
    t.match(advice, words ? [words] : [], `of ${result.findings.map(({ id }) => id).join(', ')}`);
    const remedies = (result.products ?? []).flatMap((one) => one.remedies).filter(({ code }) => code === found?.code);
    t.ok(
      remedies.some(({ text }) => (remedy ? remedy.test(text) : advice[0]?.includes(text))),
      'and by product',
    );
    const ids = new Set(result.observations.map(({ id }) => id));
    for (const { evidence } of result.products ?? []) t.ok(evidence.length > 0 && evidence.every((id) => ids.has(id)));
  });
}

const codes = [
  ...needs.map(({ id, code }) => ({ id: `${id}-required`, code })),
  ...faults.map(({ id, code }) => ({ id, code })),
];
for (const { id, code } of codes.filter(({ id }) => backendTable(id).length > 0)) {
  t.test(`${code} ${id}: its page tells what to do at the backend`, async (t) => {
    const lines = readFileSync(new URL(`../../docs/codes/${code}.md`, import.meta.url), 'utf8').split('\n');
    const start = lines.indexOf(before);
    t.ok(lines.indexOf('## Remedy') < start && start < lines.indexOf('### Before'), 'within the remedy');
    const table = lines.slice(start + 2);
    t.same(table.slice(0, table.indexOf('')), backendTable(id));
  });
}
