import type { Upgrade } from './upgrade.ts';

/** What is logged changes, while the outcome stays. */
export const infoDiffers: Upgrade = {
  id: 'info-differs',
  code: 'SNI347',
  title: 'the same outcome is logged in other words',
  severity: 'info',
};
