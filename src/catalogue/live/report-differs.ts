import { agreement, trafficAgreement } from './agreement.ts';
import type { Live, LiveSubject } from './live.ts';
import { isFlapping } from './signs.ts';
import { clientsGet, foretold, reported } from './words.ts';

/** A connection from here, made as the configuration says, comes to something else than HAProxy reports. */
export const reportDiffers: Live = {
  id: 'report-differs',
  code: 'SNI351',
  title: 'HAProxy reports something else than the same connection from here shows',
  severity: 'error',
  found(subject) {
    const { live, errors } = subject;
    // Where checks fail now and then it is no wonder that one more does not.
    const difference = isFlapping(live) ? null : differenceOf(subject);
    if (difference === null) return null;
    const others = errors.map(({ code, title }) => `${code} (${title})`);
    const from = others.length > 0 ? ` From here it would be ${others.slice(0, 4).join(', ')}.` : '';
    return {
      because: `${difference}${from}`,
      advice: [
        'Is the running configuration the one on disk? `show info` tells when HAProxy started; reload it, or give the file that it runs with.',
        'Has the backend changed since the last check, or does it answer HAProxy otherwise: another source address, another route, a firewall? Run this on the machine of HAProxy, and again.',
      ],
      ...(/^DOWN/.test(live.state) ? {} : { severity: 'warning' as const }),
    };
  },
};

function differenceOf({ live, predicted, errors }: LiveSubject): string | null {
  if (!predicted) return null;
  switch (agreement(live, predicted.check)) {
    case 'different':
      return `HAProxy says ${reported(live)}; the same check from here comes to ${foretold(predicted.check)}.`;
    case 'words':
      return `HAProxy's words are ${reported(live)}; from here ${foretold(predicted.check)} was expected.`;
    case 'unknown':
      // Requests that pass from here are no other report: some page or some client fares worse.
      if (errors.length === 0 || trafficAgreement(live, predicted.traffic) !== 'different') return null;
      return ofTraffic(live, predicted);
    case 'same':
      return null;
  }
}

function ofTraffic({ terminations }: LiveSubject['live'], { traffic }: NonNullable<LiveSubject['predicted']>): string {
  const ends = Object.entries(terminations ?? {}).sort((a, b) => b[1] - a[1]);
  const logged = ends.slice(0, 4).map(([end, times]) => `${end} (${times})`);
  return `HAProxy logged requests that ended in ${logged.join(', ')}; from here ${clientsGet(traffic)}.`;
}
