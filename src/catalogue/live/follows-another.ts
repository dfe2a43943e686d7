import type { Live } from './live.ts';
import { isDown } from './signs.ts';

/** The server is DOWN because one that it follows is. */
export const followsAnother: Live = {
  id: 'follows-another',
  code: 'SNI356',
  title: 'the server is DOWN because the one that it tracks is',
  severity: 'error',
  found({ live }) {
    if (live.tracks === undefined || live.tracks === '' || !isDown(live.state)) return null;
    return {
      because: `It tracks ${live.tracks} and makes no check of its own: what mends that server brings this one back.`,
      advice: [`Look at the other one: sni-doctor triage ${live.tracks}`],
    };
  },
};
