import type { RequestRule } from '../../model/types.ts';
import { type Action, nothing } from './effect.ts';
import { endingActions, idleActions } from './ending.ts';
import { headerActions } from './headers.ts';
import { lineActions } from './line.ts';
import { variableActions } from './variables.ts';

/** The port that later rules see; where the connection goes is the server line's affair, but for servers without address. */
const setPort: Action = (_, context) => ({ kind: 'go', context: { ...context, port: null } });

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ...headerActions,
  ...lineActions,
  ...variableActions,
  ...endingActions,
  ...idleActions,
  ['set-dst', nothing],
  ['set-dst-port', setPort],
]);

/**
 * @param rule a rule of `http-request` or `tcp-request`
 * @returns what its action does
 */
export function actionOf(rule: RequestRule): Action {
  return actions.get(nameOf(rule)) ?? (() => ({ kind: 'unknown', because: `action ${rule.action}` }));
}

/**
 * @param rule a rule
 * @returns whether it can change or end a request
 */
export function matters(rule: RequestRule): boolean {
  return !idleActions.has(nameOf(rule));
}

/** Brackets and the number of `track-sc0` hold arguments. */
function nameOf({ action }: RequestRule): string {
  const name = action.split('(', 1)[0] ?? '';
  return /^track-sc\d+$/.test(name) ? 'track-sc' : name;
}
