import t from 'tap';
import { testVersion } from './conformance/version-test.ts';

/** The longest of all tests: it is named so that it begins first, and its versions are measured one after the other. */
const branches = ['2.6', '2.8', '3.0', '3.2', '3.4'];

/** As long as one version may take, in ms. */
const once = 400_000;

t.setTimeout(branches.length * once);

for (const branch of branches) {
  t.test(`HAProxy ${branch} does what was foretold of it`, { timeout: once }, (t) => testVersion(t, branch));
}
