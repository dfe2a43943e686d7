import t from 'tap';
import { needs } from '../../src/catalogue/needs/index.ts';
import { products } from '../../src/catalogue/products/index.ts';
import { plain } from '../../src/report/formats/paint.ts';
import { products as onScreen } from '../../src/report/formats/products.ts';
import type { Finding, ProductSeen } from '../../src/types.ts';
import { diagnosed } from './diagnosed.ts';

const look = { paint: plain, columns: () => '', verbose: false, explain: false, several: false };
const result = await diagnosed('contour');
const seen = (name: string, likelihood: ProductSeen['likelihood'], text?: string): ProductSeen => ({
  id: 'one',
  name,
  likelihood,
  front: false,
  because: 'its Server header',
  evidence: [],
  remedies: text === undefined ? [] : [{ code: 'SNI101', text }],
});
const finding = result.findings.find(({ code }) => code === 'SNI101') as Finding;
const shown = (products: ProductSeen[], explain = false) =>
  onScreen({ ...result, findings: [finding], products }, { ...look, explain });

t.test('two lines at most, whatever is to be done there', async (t) => {
  for (const { name, remedies } of products) {
    for (const { id } of needs) {
      const [first] = remedies[`${id}-required`] ?? [];
      if (first === undefined) continue;
      const lines = shown([seen(name, 'likely', typeof first === 'string' ? first : first.text)]).split('\n');
      t.ok(lines.length <= 3 && lines.every((line) => line.length <= 80), `${name}, ${id}: ${lines.join('|')}`);
    }
  }
});

t.test('what is only possible is said with --explain alone, and by what', async (t) => {
  t.equal(shown([seen('Envoy', 'possible', 'do it.')]), '');
  t.equal(shown([seen('Envoy', 'possible')], true), ' Backend: possibly Envoy (by its Server header).\n');
  t.equal(shown([]), '');
});

t.test('several in a row are named, and what is sure is not called likely', async (t) => {
  t.equal(shown([seen('Traefik', 'certain'), seen('nginx', 'likely')]), ' Backend: Traefik and likely nginx.\n');
});

t.test('where the remedy stands in the findings already it is not said again', async (t) => {
  const broken = { ...result, verdict: 'broken' as const, findings: [finding] };
  t.equal(onScreen({ ...broken, products: [seen('nginx', 'certain', 'do it.')] }, look), ' Backend: nginx.\n');
});

t.test('on a backend that is known by its header', async (t) => {
  t.match(result.products, [{ name: 'Envoy', likelihood: 'likely', because: 'its Server header' }]);
  t.match(onScreen(result, look), /^ Backend: likely Envoy\. Or there: a `default_filter_chain`/);
});
