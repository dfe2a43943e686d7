import type { Fault } from '../need.ts';
import { slowest } from '../slowest.ts';

/** The backend answers, but later than a health check waits by default: 2 seconds (HAProxy manual, `inter`). */
export const slowCheck: Fault = {
  id: 'slow-check',
  code: 'SNI419',
  title: 'the backend answers later than a health check waits',
  severity: 'warning',
  shown(view) {
    const ms = slowest(view);
    if (!view.centre || ms <= 2000) return null;
    return {
      evidence: [view.centre.id],
      because: `The answer took ${Math.round(ms)} ms; a check waits 2000 ms where neither inter nor timeout check says otherwise.`,
      advice: ['Find out why the backend is slow. A longer inter keeps the check from calling it DOWN meanwhile.'],
    };
  },
};
