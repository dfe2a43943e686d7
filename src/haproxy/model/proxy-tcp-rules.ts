import { explainUnknown, hasKeyword, type KeywordList, keywordList } from './keyword-list.ts';
import { type Draft, hasFrontend, type ProxyLine, type Wrong } from './proxy-draft.ts';
import { actionName } from './proxy-keywords.ts';

const everywhere = `
  accept capture expect-netscaler-cip expect-proxy reject sc-add-gpc@2.8 sc-inc-gpc@2.5 sc-inc-gpc0 sc-inc-gpc1
  sc-set-gpt@2.5 sc-set-gpt0 set-dst set-dst-port set-mark set-src set-src-port set-tos set-var set-var-fmt@2.5
  silent-drop track-sc track-sc0 track-sc1 track-sc2 unset-var set-fc-mark@3.0 set-fc-tos@3.0 do-log@3.2
`;

/** Actions of `tcp-request` by stage: what the measured builds name where they refuse another one. */
const actions: ReadonlyMap<string, KeywordList> = new Map([
  ['connection', keywordList(everywhere)],
  ['session', keywordList(`${everywhere} attach-srv@2.9`)],
  [
    'content',
    keywordList(`
      ${everywhere} do-resolve ot-group@2.4 send-spoe-group set-bandwidth-limit@2.7 set-bc-mark@3.0 set-bc-tos@3.0
      set-log-level set-nice set-priority-class set-priority-offset set-retries@3.2 switch-mode@2.4 use-service
    `),
  ],
]);

/** Actions that stand for one stage alone, though all parse them. */
const ofStage: ReadonlyMap<string, string> = new Map([
  ['capture', 'content'],
  ['expect-netscaler-cip', 'connection'],
  ['expect-proxy', 'connection'],
]);

/**
 * Whether HAProxy refuses a `tcp-request` line for its stage or its action (haproxy v3.4.0 src/tcp_rules.c,
 * `tcp_parse_tcp_req`; measured on 2.6.12 to 3.4.7). Actions of scripts and of later releases are not judged.
 * @param draft the section
 * @param line the line
 * @returns what is wrong; null: nothing that is known
 */
export function wrongTcpRequest(draft: Draft, { keyword, args }: ProxyLine): Wrong | null {
  const [stage, action] = args;
  if (!stage) return [keyword, '"tcp-request" needs "connection", "session", "content" or "inspect-delay"'];
  const known = actions.get(stage.text);
  if (stage.text === 'inspect-delay' || stage.unset || !known) return null;
  if (stage.text !== 'content' && draft.kind !== 'defaults' && !hasFrontend(draft))
    return [stage, `"tcp-request ${stage.text}" needs a section that clients come to, and a ${draft.kind} is none`];
  const name = actionName(action?.text ?? '', draft.context.version);
  // A condition alone accepts.
  if (!action || action.unset || name === 'if' || name === 'unless' || name.startsWith('lua.')) return null;
  const found = known.get(name);
  const misplaced = (ofStage.get(name) ?? stage.text) !== stage.text;
  if (found && hasKeyword(found, draft.context.version) && !misplaced) return null;
  const why = found ? '' : explainUnknown(name, known, draft.context.version);
  return [action, `"${name}" is no action of "tcp-request ${stage.text}"${why}`];
}
