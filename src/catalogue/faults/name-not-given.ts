import type { Fault } from '../need.ts';

/** No name is known to ask for, so that nothing can be said of server name and Host. */
export const nameNotGiven: Fault = {
  id: 'name-not-given',
  code: 'SNI302',
  title: 'no host name was given',
  severity: 'info',
  shown(view) {
    if (view.question.host !== null || view.question.sni !== null || view.question.hostHeader !== null) return null;
    return {
      evidence: [],
      because: 'Needs are judged without a name: whether the backend wants a server name or a Host header stays open.',
      advice: ['Say which site it is with --host NAME.'],
    };
  },
};
