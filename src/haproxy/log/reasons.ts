/** HAProxy's `check_status` words and what its log says for each (haproxy v3.4.0 src/check.c:289, the same since 1.5). */
const words: readonly (readonly [status: string, reason: string])[] = [
  ['UNK', 'Unknown'],
  ['INI', 'Initializing'],
  ['CHECKED', 'No status change'],
  ['HANA', 'Health analyze'],
  ['SOCKERR', 'Socket error'],
  ['L4OK', 'Layer4 check passed'],
  ['L4TOUT', 'Layer4 timeout'],
  ['L4CON', 'Layer4 connection problem'],
  ['L6OK', 'Layer6 check passed'],
  ['L6TOUT', 'Layer6 timeout'],
  ['L6RSP', 'Layer6 invalid response'],
  ['L7TOUT', 'Layer7 timeout'],
  ['L7RSP', 'Layer7 invalid response'],
  ['L7OK', 'Layer7 check passed'],
  ['L7OKC', 'Layer7 check conditionally passed'],
  ['L7STS', 'Layer7 wrong status'],
  ['PROCERR', 'External check error'],
  ['PROCTOUT', 'External check timeout'],
  ['PROCOK', 'External check passed'],
];

const statuses = new Map(words.map(([status, reason]) => [reason, status]));
const reasons = new Map(words);

/** Every `check_status` word that HAProxy knows, in its own order. */
export const checkStatuses: readonly string[] = words.map(([status]) => status);

/**
 * Says which `check_status` the words of a log stand for.
 * @param reason as in `reason: Layer6 invalid response`
 * @returns `L6RSP`; null: the words are not known
 */
export function statusOfReason(reason: string): string | null {
  return statuses.get(reason) ?? null;
}

/**
 * Says what a log has for a `check_status`.
 * @param status as in `show stat`: `L6RSP`, without the `* ` of a check that runs
 * @returns `Layer6 invalid response`; null: there is no such status
 */
export function reasonOfStatus(status: string): string | null {
  return reasons.get(status) ?? null;
}
