import { intermediaries } from '../answers/intermediaries.ts';
import { wordsIn } from '../answers/words.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';

/** Something on the way to the backend answers in its place. */
export const intermediaryAnswers: Fault = {
  id: 'intermediary-answers',
  code: 'SNI436',
  title: 'something on the way answers in place of the backend',
  severity: 'error',
  shown(view) {
    const { centre } = view;
    const words = centre && !view.served(centre) ? wordsIn(intermediaries, centre) : null;
    if (!centre || !words) return null;
    return {
      evidence: [centre.id],
      because: `${describe(centre)} in the words of ${words.by}: ${words.says}.`,
      advice: [words.advice],
    };
  },
};
