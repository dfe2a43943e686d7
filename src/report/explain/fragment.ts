import { checkStatuses, reasonOfStatus } from '../../haproxy/log/reasons.ts';
import { healthSymptom } from './health-symptom.ts';
import { type Reading, type Subject, said } from './reading.ts';
import { readStateRow, readStatRow } from './stat-rows.ts';
import type { Symptom } from './symptom.ts';
import { isTermination } from './termination.ts';
import { trafficSymptom } from './traffic.ts';

/** What is longer has one of the marks of HAProxy's: the logs of others are long. */
const shortest = 60;
const marks =
  /Layer[467]|layer[467]|reason: |L[467][A-Z]|SOCKERR|PROC|TCPCHK|HTTP content|returned by OS|tcp-check|status check|SSL |^\d+ \S+ \d+ |^(?:[^,]*,){40}| [CSPLRIDUKcs-][RQCHDLT-][NIDVEOU-][NIUPRD-](?: |$)/;

/**
 * Reads a piece of what HAProxy writes, in a log or on its stats page.
 * @param text `Layer6 invalid response, info: "…"`, `L7STS/400`, `* L4TOUT in 2001ms`, `SC--`, a row of `show stat`
 * @returns null: it is none
 */
export function readFragment(text: string): Reading | null {
  if (text.length > shortest && !marks.test(text)) return null;
  return (
    readStatRow(text) ??
    readStateRow(text) ??
    readReason(text) ??
    readStatus(text) ??
    readInfo(text) ??
    readTermination(text)
  );
}

// Words that anybody may write count only behind `reason:`.
const common = new Set([
  'Unknown',
  'Initializing',
  'No status change',
  'Health analyze',
  'Socket error',
  'External check error',
  'External check timeout',
  'External check passed',
]);
const phrases = checkStatuses.flatMap((status) => reasonOfStatus(status) ?? []);
const alternatives = (words: readonly string[]) => words.map((word) => word.replace(/[^\w ]/g, '\\$&')).join('|');
const reason = new RegExp(
  `(?:\\breason: (?<given>${alternatives(phrases)})|\\b(?<bare>${alternatives(phrases.filter((one) => !common.has(one)))})\\b|^(?<lone>Socket error|Health analyze)(?=$|,))`,
  'i',
);

/** What may stand behind a reason or a status. */
function more(text: string) {
  const number = (pattern: RegExp) => {
    const digits = pattern.exec(text)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  const info = /\b(?:info|last_chk|last_check)[:=]? *"(.*?)"/.exec(text)?.[1] ?? null;
  const decoded =
    info?.replace(/<([\dA-F]{2})>/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) ?? null;
  const told = /status check returned code <?(?:3C>)?(\d{3})/.exec(decoded ?? text)?.[1];
  return {
    code: number(/\b(?:code|check_code)[:=]? ?(\d{1,3})\b/) ?? (told === undefined ? null : Number(told)),
    info: decoded,
    durationMs: number(/\b(?:check duration: ?|in )(\d{1,9}) ?ms\b/),
  };
}

function readReason(text: string): Reading | null {
  const groups = reason.exec(text)?.groups;
  const phrase = groups?.given ?? groups?.bare ?? groups?.lone;
  const status = checkStatuses.find((one) => reasonOfStatus(one)?.toLowerCase() === phrase?.toLowerCase());
  if (phrase === undefined || status === undefined) return null;
  const { code, info, durationMs } = more(text);
  // The stats page: `Layer7 wrong status: Not Found`.
  const behind = new RegExp(`${phrase}: (?<info>[^,]+)$`, 'i').exec(text)?.groups?.info ?? null;
  return health(status, code, info ?? behind, durationMs, serverIn(text));
}

const words = checkStatuses.filter((word) => /\d|ERR$/.test(word)).join('|');
const cell = new RegExp(
  `(?:^|[\\s"'(=:,;])(?:\\* )?(?<status>${words})(?:\\/(?<code>\\d{3}))?(?![\\w+%&-])(?<rest>.*)$`,
  's',
);
const alone = new RegExp(`^(?:\\* )?(?<status>${checkStatuses.join('|')})$`);

function readStatus(text: string): Reading | null {
  const match = cell.exec(text) ?? alone.exec(text);
  if (!match?.groups?.status) return null;
  const { status, code, rest = '' } = match.groups;
  const told = more(text);
  const next = /^:? (\d{3})\b(?! ?ms)/.exec(rest)?.[1];
  const quoted = /^[^"]{0,20}"(?<info>[^"]*)"/.exec(rest)?.groups?.info ?? null;
  const behind = /^: (?<info>[^",]+)$/.exec(rest)?.groups?.info ?? null;
  const number = code === undefined ? (told.code ?? (next === undefined ? null : Number(next))) : Number(code);
  return health(status, number, told.info ?? quoted ?? behind, told.durationMs, serverIn(text));
}

// Texts of `info` that are HAProxy's own (haproxy v3.4.0 src/connection.c:958, src/tcpcheck.c:440).
const infos: readonly (readonly [text: RegExp, status: string])[] = [
  [/^Server presented an SSL certificate different from the (?:expected|configured) one$/, 'L6RSP'],
  [/^(?:SSL handshake failure|Connection (?:closed|error) during SSL handshake)(?: \([^)]*\))?$/, 'L6RSP'],
  [/^Timeout during SSL handshake$/, 'L6TOUT'],
  [/^SSL fatal error(?: \([^)]*\))?$/, 'SOCKERR'],
  [/^ECONNREFUSED returned by OS(?: \([^)]*\))?$/, 'L4CON'],
  [/^ENETUNREACH returned by OS(?: \([^)]*\))?$/, 'L4CON'],
  [/^(?:ECONNRESET|EPIPE) returned by OS(?: \([^)]*\))?$/, 'SOCKERR'],
  [/^TCPCHK got an empty response at step \d+/, 'L7RSP'],
  [/^(?:TCPCHK (?:did not match|matched unwanted) content|HTTP content check did not match)/, 'L7RSP'],
  [/^HTTP status check returned code <?(?:3C>)?\d{3}/, 'L7STS'],
  [/ at (?:initial connection step|step \d+) of tcp-check/, 'L4CON'],
];

function readInfo(text: string): Reading | null {
  const bare = text.replace(/^(?:(?:info|last_chk|last_check)[:=] *)?"?(.*?)"?$/, '$1');
  const decoded = bare.replace(/<([\dA-F]{2})>/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const found = infos.find(([pattern]) => pattern.test(decoded));
  if (!found) return null;
  const reading = health(found[1], more(text).code, decoded, null, {});
  const { status: _, ...fields } = reading?.fields ?? {};
  return reading && { ...reading, fields };
}

function health(
  status: string,
  code: number | null,
  info: string | null,
  durationMs: number | null,
  subject: Subject,
): Reading | null {
  const symptom = healthSymptom({ status, code, info });
  if (!symptom) return null;
  const { proxy, server } = subject;
  return {
    kind: 'haproxy-health',
    key: `fragment ${status} ${code ?? ''} ${info?.replace(/\d+/g, '#') ?? ''}`,
    fields: said({
      proxy,
      server,
      status,
      code: code ?? undefined,
      info: info ?? undefined,
      durationMs: durationMs ?? undefined,
    }),
    symptom,
    subject,
    fine: /OK$/.test(status) && symptom.causes.length === 0,
  };
}

function serverIn(text: string): Subject {
  const groups = /\b[Ss]erver (?<proxy>[\w.:-]+)\/(?<server>[\w.:-]+)/.exec(text)?.groups;
  return groups?.proxy && groups.server ? { proxy: groups.proxy, server: groups.server } : {};
}

/** A piece of a traffic line: `be/s1`, a status behind it, a termination state behind that. */
function sessionIn(text: string): Record<string, string | undefined> | null {
  const words = text.split(/\s+/, mostWords);
  const at = words.findIndex((word) => word.length === 4 && isTermination(word));
  const name = words.findIndex((word) => /^[\w.:-]+\/(?:<NOSRV>|[\w.:-]+)$/.test(word) && !/^[\d./-]+$/.test(word));
  if (at < 0 || name < 0 || name > at) return null;
  const status = words.slice(name, at).find((word) => /^(?:[1-5]\d\d|-1)$/.test(word));
  const [backend, server] = words[name]?.split('/') ?? [];
  const before = /^[\w.:-]+~?$/.exec(words[name - 1] ?? '')?.[0].replace(/~$/, '');
  return status === undefined ? null : { frontend: before, backend, server, status, state: words[at] };
}

/** A line of traffic has fewer, but for what is captured of requests. */
const mostWords = 100;
const short =
  /^(?:(?:termination|session|stream)(?:[ _]state)?:? )?(?:(?<status>[1-5]\d\d|-1) )?(?<state>[A-Za-z-]{2,4})(?: (?<after>[1-5]\d\d))?$/;

/** What a line says of a session that no server took, whatever else stands there. */
const unserved: Record<string, string | undefined> = { server: '<NOSRV>', state: 'SC--' };

function readTermination(text: string): Reading | null {
  const groups = sessionIn(text) ?? short.exec(text)?.groups ?? (text === '<NOSRV>' ? unserved : undefined);
  const state = groups?.state;
  if (!groups || state === undefined || !isTermination(state)) return null;
  const { frontend, backend, server } = groups;
  const digits = groups.status ?? groups.after;
  const status = digits === undefined ? undefined : Number(digits);
  const symptom: Symptom = trafficSymptom({
    frontend: frontend ?? null,
    backend: backend ?? null,
    server: server ?? null,
    termination: state,
    status: status ?? null,
    total: null,
  });
  const named = server !== undefined && server !== '<NOSRV>';
  const subject = backend === undefined ? {} : { proxy: backend, ...(named ? { server } : {}) };
  return {
    kind: 'haproxy-traffic',
    key: `termination ${state.slice(0, 2)} ${status ?? ''} ${server === '<NOSRV>'}`,
    fields: said({ frontend, backend, server, status, termination: state }),
    symptom,
    subject,
    fine: symptom.causes.length === 0,
  };
}
