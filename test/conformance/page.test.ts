import t from 'tap';
import { measuredBuilds } from '../../src/haproxy/versions.ts';
import { linesOnPage, pageText, readPage } from './page.ts';

t.test('the page is as the suite writes it: npx tsx test/conformance/record.ts', async (t) => {
  const page = readPage();
  const lines = linesOnPage(page);
  t.same(
    lines.map(({ row }) => /^\| (\S+) /.exec(row)?.[1]),
    measuredBuilds,
  );
  t.equal(page, pageText(lines));
});
