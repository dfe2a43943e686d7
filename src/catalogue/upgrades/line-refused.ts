import type { Upgrade } from './upgrade.ts';

/** A line that HAProxy of one version does not start with. */
export const lineRefused: Upgrade = {
  id: 'line-refused',
  code: 'SNI343',
  title: 'only one of the versions takes this line',
  severity: 'error',
};
