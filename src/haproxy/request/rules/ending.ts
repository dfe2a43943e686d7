import { since } from '../../versions.ts';
import type { SampleContext } from '../context.ts';
import { type Action, type Actions, type Effect, ends, nothing } from './effect.ts';
import { argument } from './headers.ts';
import { replyStatus } from './reply.ts';

/** What is logged where HAProxy refuses a request, and where it answers one (measured, 2.6 to 3.4). */
const refused = 'PR--';
const answered = 'LR--';

const cut = (_: unknown, { http }: SampleContext): Effect => ends(null, http ? refused : 'PR');

function answer(status: number, termination: (context: SampleContext) => string): Action {
  return (rule, context) => {
    const found = replyStatus(rule.args, status);
    return found.known ? ends(found.value, termination(context)) : { kind: 'unknown', because: found.because };
  };
}

/** 2.8 alone logs a tarpit as a refusal (haproxy v2.8.0 src/http_ana.c:827, measured 2.6 to 3.4). */
function tarpitted({ version }: SampleContext): string {
  return since(version, '2.8') && !since(version, '2.9') ? refused : 'PT--';
}

const redirect: Action = (rule, context) => {
  const words = rule.args.map(({ text }) => text);
  const after = (word: string) => words[words.indexOf(word) + 1];
  const code = words.includes('code') ? Number(after('code')) : 302;
  if (words.includes('ignore-empty')) {
    const location = argument(rule.args[words.indexOf('location') + 1], context, rule);
    if (!location.known) return { kind: 'unknown', because: location.because };
    if (location.value === '') return { kind: 'go', context };
  }
  return ends(code, answered);
};

const unknownService: Action = (rule) => ({ kind: 'unknown', because: `${rule.action} ${rule.args[0]?.text ?? ''}` });

/** Actions that end a request (HAProxy manual, 4.3). */
export const endingActions: Actions = new Map<string, Action>([
  ['deny', answer(403, () => refused)],
  ['tarpit', answer(500, tarpitted)],
  ['return', answer(200, () => answered)],
  ['redirect', redirect],
  ['auth', () => ends(401, answered)],
  ['reject', cut],
  ['silent-drop', cut],
  ['use-service', unknownService],
  ['allow', () => ({ kind: 'stop' })],
  ['accept', () => ({ kind: 'stop' })],
]);

/** Actions that neither change nor end a request (HAProxy manual, 4.3): what they count, log, wait for or tune. */
export const idleActions: Actions = new Map<string, Action>(
  [
    'add-acl',
    'cache-use',
    'capture',
    'del-acl',
    'del-map',
    'disable-l7-retry',
    'do-log',
    'early-hint',
    'expect-netscaler-cip',
    'expect-proxy',
    'pause',
    'sc-add-gpc',
    'sc-inc-gpc',
    'sc-inc-gpc0',
    'sc-inc-gpc1',
    'sc-set-gpt',
    'sc-set-gpt0',
    'set-bandwidth-limit',
    'set-bc-mark',
    'set-bc-tos',
    'set-fc-mark',
    'set-fc-tos',
    'set-log-level',
    'set-map',
    'set-mark',
    'set-nice',
    'set-priority-class',
    'set-priority-offset',
    'set-retries',
    'set-src',
    'set-src-port',
    'set-timeout',
    'set-tos',
    'strict-mode',
    'track-sc',
    'wait-for-body',
    'wait-for-handshake',
  ].map((name): [string, Action] => [name, nothing]),
);
