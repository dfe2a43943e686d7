import { since } from '../versions.ts';
import { readAction } from './health-check-action.ts';
import { bytesKeywords, readBytes } from './health-check-bytes.ts';
import { readConnect } from './health-check-connect.ts';
import type { Draft } from './health-check-draft.ts';
import { readExpect } from './health-check-expect.ts';
import { type CheckLine, type Refusal, refuse, textAt } from './health-check-line.ts';
import { addHttpRule, addRule } from './health-check-merge.ts';
import { readOldExpect } from './health-check-old.ts';
import { readSend } from './health-check-send.ts';
import { type CheckState, switchesAreRules, withOwn } from './health-check-state.ts';

/**
 * Applies an `http-check` line (haproxy v3.4.0 src/tcpcheck.c:4367).
 * @param state the section so far
 * @param line the line
 * @returns the section with it, or why it is refused
 */
export function applyHttpCheck(state: CheckState, line: CheckLine): CheckState | Refusal {
  const action = textAt(line, 1);
  if (action === 'disable-on-404' || action === 'send-state') return applySwitch(state, line, action);
  if (!since(line.version, '2.2')) return applyOldExpect(state, line);
  const draft = readHttpRule(line);
  if ('refused' in draft) return draft;
  // With the option in force, the section's own rules begin to run: inherited ones are lost.
  const active = state.type === 'httpchk';
  const rules = (active ? addHttpRule : addRule)(state.http.rules, draft, line);
  if ('refused' in rules) return rules;
  const added = withOwn(state, 'http', { rules });
  return active ? { ...added, chosen: added.http } : added;
}

function readHttpRule(line: CheckLine): Draft | Refusal {
  const action = textAt(line, 1);
  if (action === 'connect') return readConnect(line);
  if (action === 'send') return readSend(line);
  return action === 'expect' ? readExpect(line) : readAction(line);
}

function applySwitch(
  state: CheckState,
  line: CheckLine,
  action: 'disable-on-404' | 'send-state',
): CheckState | Refusal {
  if (line.words.length > 2) return refuse(line, 2, `"${textAt(line, 2)}" is one word too many`);
  const field = action === 'send-state' ? 'sendState' : 'disableOn404';
  if (!switchesAreRules(line.version)) return { ...state, switches: { ...state.switches, [field]: line.at } };
  return withOwn(state, 'http', { switches: { ...state.http.switches, [field]: line.at } });
}

/** One for each proxy, whichever section it stands in (haproxy v2.0.0 src/cfgparse-listen.c:2912). */
function applyOldExpect(state: CheckState, line: CheckLine): CheckState | Refusal {
  if (textAt(line, 1) !== 'expect') return refuse(line, 1, `"${textAt(line, 1)}" is nothing that http-check can do`);
  if (state.oldExpect) return refuse(line, 1, 'a second http-check expect');
  const draft = readOldExpect(line, ['status', 'rstatus', 'string', 'rstring']);
  return 'refused' in draft ? draft : { ...state, oldExpect: draft };
}

/**
 * Applies a `tcp-check` line (haproxy v3.4.0 src/tcpcheck.c:4303).
 * @param state the section so far
 * @param line the line
 * @returns the section with it, or why it is refused
 */
export function applyTcpCheck(state: CheckState, line: CheckLine): CheckState | Refusal {
  const draft = readTcpRule(line);
  if ('refused' in draft) return draft;
  const rules = addRule(state.tcp.rules, draft, line);
  if ('refused' in rules) return rules;
  const added = withOwn(state, 'tcp', { rules });
  const active = state.type === 'tcp-check';
  return active ? { ...added, chosen: added.tcp } : added;
}

function readTcpRule(line: CheckLine): Draft | Refusal {
  const action = textAt(line, 1);
  if (action === 'connect') return readConnect(line);
  if (bytesKeywords.includes(action)) return readBytes(line);
  if (action !== 'expect') return readAction(line);
  return since(line.version, '2.2') ? readExpect(line) : readOldExpect(line, ['string', 'rstring', 'binary']);
}
