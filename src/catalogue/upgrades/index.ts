import { alpnInCheck } from './alpn-in-check.ts';
import { automaticServerName } from './automatic-server-name.ts';
import { infoDiffers } from './info-differs.ts';
import { largeClientHello } from './large-client-hello.ts';
import { lineRefused } from './line-refused.ts';
import { reportedOtherwise } from './reported-otherwise.ts';
import { requestOfCheck } from './request-of-check.ts';
import { sessionOfCheck } from './session-of-check.ts';
import { textReadOtherwise } from './text-read-otherwise.ts';
import { unexplainedTurn } from './unexplained-turn.ts';
import type { Turn, Upgrade, UpgradeCause } from './upgrade.ts';

/** Everything that an upgrade changes, in order of code. */
export const upgrades: readonly Upgrade[] = [
  automaticServerName,
  sessionOfCheck,
  alpnInCheck,
  lineRefused,
  textReadOtherwise,
  requestOfCheck,
  reportedOtherwise,
  infoDiffers,
  unexplainedTurn,
  largeClientHello,
];

/** Why a conversation goes otherwise. */
export interface Reason {
  cause: Upgrade;
  /** A sentence. */
  because: string;
}

/**
 * Why a conversation goes otherwise.
 * @param turn what goes otherwise
 * @returns every reason, the one first that tells most; at least one
 */
export function reasonsOf(turn: Turn): [Reason, ...Reason[]] {
  const { differences, stopsAtHandshake } = turn;
  const ofLibrary = stopsAtHandshake ? largeClientHello.explains(turn) : null;
  if (ofLibrary !== null) return [{ cause: largeClientHello, because: ofLibrary }];
  if (differences.length === 0 || turn.isReportAlone) return found([reportedOtherwise], turn);
  // What is wrong with the handshake has to do with the name; what comes behind it, with the protocol that was chosen.
  const ofSending = stopsAtHandshake ? [automaticServerName, alpnInCheck] : [alpnInCheck, automaticServerName];
  const rest = differences.filter(({ aspect }) => aspect === 'request');
  return found([...ofSending, textReadOtherwise, ...(rest.length > 0 ? [requestOfCheck] : [])], turn);
}

function found(causes: readonly UpgradeCause[], turn: Turn): [Reason, ...Reason[]] {
  const reasons = causes.flatMap((cause): Reason[] => {
    const because = cause.explains(turn);
    return because === null ? [] : [{ cause, because }];
  });
  const [first, ...others] = reasons;
  return first ? [first, ...others] : [{ cause: unexplainedTurn, because: unexplainedTurn.explains(turn) ?? '' }];
}
