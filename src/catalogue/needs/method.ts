import { word } from '../../haproxy/words.ts';
import { describe } from '../describe.ts';
import type { Need } from '../need.ts';

/** The backend refuses OPTIONS, which `option httpchk` sends where no method is given (HAProxy manual, `option httpchk`). */
export const method: Need = {
  id: 'method',
  code: 'SNI202',
  title: "the backend refuses HAProxy's default check method, OPTIONS",
  shown(view) {
    const options = view.get('http-options');
    if (
      !options ||
      view.question.method === 'OPTIONS' ||
      view.served(options) ||
      !view.served(view.centre ?? undefined)
    )
      return null;
    return {
      evidence: [options.id, view.centre?.id ?? ''],
      because: `OPTIONS: ${describe(options)}. ${view.question.method}: ${describe(view.centre ?? undefined)}.`,
    };
  },
  edits(view) {
    return [
      {
        directive: {
          scope: 'backend',
          text: `option httpchk ${word(view.question.method)} ${word(view.question.path)}`,
          because: method.code,
          since: '1.5',
          safety: 'safe',
        },
        step: 'check',
        apply: (settings) => settings,
      },
    ];
  },
};
