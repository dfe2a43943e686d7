import type { UpgradeCause } from './upgrade.ts';

/** The same is sent and comes back, and HAProxy makes something else of it. */
export const reportedOtherwise: UpgradeCause = {
  id: 'reported-otherwise',
  code: 'SNI346',
  title: 'the versions report the same answer otherwise',
  severity: 'error',
  explains({ differences }) {
    if (differences.length > 0) return null;
    return 'The same is sent and comes back: the versions make something else of it, and no directive changes that.';
  },
};
