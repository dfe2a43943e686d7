import { describe } from '../describe.ts';
import type { Need } from '../need.ts';
import { redirectsToHttps } from '../view.ts';
import { forwardedProto } from './forwarded-proto.ts';

/** The port speaks clear text and only says "ask over https": behind a proxy that speaks clear text to it, for ever. */
export const redirect: Need = {
  id: 'redirect',
  code: 'SNI205',
  title: 'the port only redirects to https: users would go round for ever',
  shown(view) {
    const { centre } = view;
    if (!view.way?.startsWith('clear') || !redirectsToHttps(centre ?? undefined) || forwardedProto.shown(view))
      return null;
    const told = view.get('traffic-forwarded-proto');
    return {
      evidence: [centre?.id ?? '', ...(told ? [told.id] : [])],
      because: `Every request gets: ${describe(centre ?? undefined)}, to https${told ? '; X-Forwarded-Proto: https does not change that' : ''}. A check that takes 301 for healthy is green all the while.`,
      advice: waysOut(),
    };
  },
  unmet: () => true,
  edits: () => [],
};

/**
 * The ways out of a redirect loop where no header ends it.
 * @param speaksTls whether the port that was asked for speaks TLS: then the server line points there already
 * @returns sentences
 */
export function waysOut(speaksTls = false): string[] {
  return [
    speaksTls
      ? 'Point the server line at the TLS port, as here, and not at this one.'
      : 'Speak TLS to the backend: probe its TLS port, and point the server line there.',
  ];
}
