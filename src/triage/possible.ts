import { reported } from '../catalogue/live/words.ts';
import type { Cause } from '../explain-types.ts';
import { reasonOfStatus } from '../haproxy/log/reasons.ts';
import { explain } from '../report/explain/explain.ts';
import type { NamedCause } from '../report/triage/case.ts';
import type { LiveServer } from '../triage-types.ts';

/** So many are worth reading; the rest is for `explain` to say. */
const most = 4;

/**
 * What a server's report may mean by itself, where nobody can connect to its backend: as `explain` has it.
 * @param live the server as HAProxy has it
 * @returns causes that are possible, the likeliest first: warnings, since nothing shows them
 */
export function possibleCauses(live: LiveServer): NamedCause[] {
  const text = textOf(live);
  if (text === null) return [];
  const causes = explain([text]).inputs.flatMap((input) => input.causes);
  return causes.slice(0, most).map((cause) => named(cause, live));
}

/** The report as HAProxy's log has it, its own escapes included (haproxy v3.4.0 src/chunk.c:400). */
function textOf({ proxy, server, state, status, code, info, terminations }: LiveServer): string | null {
  const reason = status === null ? null : reasonOfStatus(status);
  if (/^DOWN/.test(state) && reason !== null) {
    const escaped = info?.replace(/[^ -~]|[<>"]/g, hex) ?? '';
    const parts = [
      `reason: ${reason}`,
      ...(code === null ? [] : [`code: ${code}`]),
      ...(info ? [`info: "${escaped}"`] : []),
    ];
    return `Server ${proxy}/${server} is DOWN, ${parts.join(', ')}, check duration: 0ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.`;
  }
  const [most] = Object.entries(terminations ?? {}).sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? null;
}

function hex(character: string): string {
  return `<${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`;
}

function named({ code, id, title, likelihood, because, docs }: Cause, live: LiveServer): NamedCause {
  const says = live.status === null ? live.state : reported(live);
  const word = `${likelihood.slice(0, 1).toUpperCase()}${likelihood.slice(1)}`;
  return { code, id, title, severity: 'warning', because: `${word}, going by ${says}: ${because}`, advice: [], docs };
}
