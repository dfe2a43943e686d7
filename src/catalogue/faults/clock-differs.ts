import type { Fault } from '../need.ts';
import type { View } from '../view.ts';

/** More than this is no matter of seconds in which clocks drift and answers travel, in ms. */
const tolerated = 5 * 60_000;

/** The clock here and the backend's, by the Date of its answers (RFC 9110, section 6.6.1), are minutes apart. */
export const clockDiffers: Fault = {
  id: 'clock-differs',
  code: 'SNI426',
  title: 'the clock here and the clock of the backend differ',
  severity: 'info',
  shown(view) {
    const differences = told(view);
    const smallest = Math.min(...differences.map(({ ms }) => Math.abs(ms)));
    const [first] = differences;
    if (!first || smallest <= tolerated) return null;
    // Answers that disagree among themselves tell nothing of a clock.
    if (differences.some(({ ms }) => Math.sign(ms) !== Math.sign(first.ms))) return null;
    const dates = view.primary?.tls?.reason ?? '';
    const judged = /EXPIRED|NOT_YET/.test(dates);
    return {
      ...(judged && { severity: 'warning' as const }),
      evidence: [first.id],
      because: `Its answers are dated ${lasting(Math.abs(first.ms))} ${first.ms < 0 ? 'before' : 'after'} the clock of this machine${judged ? ', by which a certificate is judged here that is not valid now' : ''}.`,
      advice: [
        'Compare `date -u` on this machine, on that of HAProxy and at the backend, and set the one that is wrong (`timedatectl`, `chronyc tracking`): certificates are judged by the clock of whoever verifies them.',
      ],
    };
  },
};

function told(view: View): { id: string; ms: number }[] {
  const here = Date.parse(view.at);
  return view.observations.flatMap(({ id, http, plan }) => {
    const date = Date.parse(http?.headers.date ?? '');
    // What a cache kept is as old as it says (RFC 9111, section 5.1).
    if (Number.isNaN(date) || http?.headers.age !== undefined || plan.port !== view.question.port) return [];
    return [{ id, ms: date - here }];
  });
}

function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
