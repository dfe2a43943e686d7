import type { UpgradeCause } from './upgrade.ts';

/** HAProxy makes something else of what comes back. */
export const reportedOtherwise: UpgradeCause = {
  id: 'reported-otherwise',
  code: 'SNI346',
  title: 'the versions report the same answer otherwise',
  severity: 'error',
  explains({ differences, isReportAlone }) {
    if (differences.length > 0 && !isReportAlone) return null;
    return 'The versions make something else of the same answer, and no directive changes that.';
  },
};
