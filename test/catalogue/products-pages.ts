import { products } from '../../src/catalogue/products/index.ts';

/** What stands before the table on a page. */
export const before = 'At the backend, where the probe says that this product answers:';

/**
 * What the products' words for a finding are on its page.
 * @param finding its id
 * @returns the lines of a table; empty: no product has words for it
 */
export function backendTable(finding: string): string[] {
  const rows = new Map<string, string[]>();
  for (const { name, remedies } of products) {
    const words = (remedies[finding] ?? []).map((one) => {
      if (typeof one === 'string') return one;
      const of = [one.alert === undefined ? '' : `alert ${one.alert}`, one.status === undefined ? '' : `${one.status}`];
      return `(${of.filter(Boolean).join(', ')}) ${one.text}`;
    });
    const text = words.join(' ');
    if (text) rows.set(text, [...(rows.get(text) ?? []), name]);
  }
  if (rows.size === 0) return [];
  return [
    '| product | there |',
    '| --- | --- |',
    ...[...rows].map(([text, names]) => `| ${names.join('; ')} | ${text} |`),
  ];
}
