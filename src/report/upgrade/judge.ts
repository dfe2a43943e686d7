import { isRefused } from '../../catalogue/needs/curves.ts';
import { type Reason, reasonsOf } from '../../catalogue/upgrades/index.ts';
import { type Lending, lending, sessionOfCheck } from '../../catalogue/upgrades/session-of-check.ts';
import type { Both, Upgrade } from '../../catalogue/upgrades/upgrade.ts';
import { handshakeComplete } from '../../observation.ts';
import { largeHello } from '../../plan.ts';
import type { Plan } from '../../types.ts';
import type { UpgradeChange, UpgradeInfo, UpgradeSends, UpgradeUnknown } from '../../upgrade-types.ts';
import type { Find } from '../check/outcome.ts';
import { trafficFails } from '../check/question.ts';
import type { Target } from '../check/target.ts';
import { infosOf } from './infos.ts';
import { type Conversation, conversations, type Pair, type Reported, reportedOf } from './pair.ts';
import { changedSends, sentBy } from './sends.ts';
import { isTrap, severityOf, type Verdict, verdictOf } from './verdict.ts';

/** A conversation with what became of it. */
export interface Judged {
  conversation: Conversation;
  verdict: Verdict;
  /** The one first that tells most. */
  reasons: [Reason, ...Reason[]];
}

/** Everything that is said of a server that both versions have, before edits are looked for. */
export interface JudgedPair {
  pair: Pair & Both<Target>;
  reported: Both<Reported>;
  /** Conversations that are sent otherwise, or end otherwise. */
  judged: Judged[];
  /** Traffic that a session of the check helps in one of the versions. */
  lent: { conversation: Conversation; lending: Lending }[];
}

/**
 * Compares a server under two versions.
 * @param pair the server, as both read it
 * @param find what was seen; null: nothing was asked (`--offline`)
 * @returns what differs
 */
export function judgePair(pair: Pair & Both<Target>, find: Find | null): JudgedPair {
  const { from, to } = pair;
  const reported = { from: reportedOf(from, find), to: reportedOf(to, find) };
  const both = <K extends 'version' | 'proxy' | 'server' | 'sent'>(key: K) => ({ from: from[key], to: to[key] });
  // What the second version makes of what the first one gets.
  const alike = reportedOf({ ...from, version: to.version }, find);
  const turn = { version: both('version'), proxy: both('proxy'), server: both('server') };
  const all = conversations(from, to, reported);
  const judged = all.flatMap((conversation): Judged[] => {
    const verdict = verdictOf(pair, reported, conversation);
    if (conversation.differences.length === 0 && (verdict === 'same' || verdict === 'unknown')) return [];
    const held = { from: heldTo(from, conversation, 'from'), to: heldTo(to, conversation, 'to') };
    const isReportAlone =
      verdict !== 'same' &&
      verdict !== 'unknown' &&
      verdictOf(pair, { from: alike, to: reported.to }, conversation) === 'same' &&
      verdictOf(pair, { from: reported.from, to: alike }, conversation) === verdict;
    const stopsAtHandshake = [reported.from, reported.to].some((one) => failsBeforeRequest(one, conversation));
    const refusesLargeHello = plansOf(pair, reported, conversation).some((plan) => find && refusesLarge(plan, find));
    return [
      {
        conversation,
        verdict,
        reasons: reasonsOf({ ...turn, ...conversation, held, isReportAlone, stopsAtHandshake, refusesLargeHello }),
      },
    ];
  });
  const lent = all.flatMap((conversation) => {
    if (conversation.of === 'check' || judged.some((one) => one.conversation === conversation)) return [];
    const found = lending(turn, both('sent'), conversation.row);
    return found && needsHelp(reported, conversation) ? [{ conversation, lending: found }] : [];
  });
  return { pair, reported, judged, lent };
}

/** What both versions send in a conversation. */
function plansOf({ from, to }: Both<Target>, reported: Both<Reported>, { of, row }: Conversation): Plan[] {
  if (of === 'check') return [from, to].flatMap(({ sent }) => sent.check?.legs.map(({ plan }) => plan) ?? []);
  return [reported.from.plans[row.from], reported.to.plans[row.to]].flatMap((plan) => plan ?? []);
}

/** Its own ClientHello is answered, and one of OpenSSL 3.5 in its place is not, each time that it was sent. */
function refusesLarge(plan: Plan, find: Find): boolean {
  const hello = largeHello(plan);
  if (hello === null) return false;
  const large = [...find(hello), ...find({ ...hello, again: true })];
  return large.length > 0 && large.every(isRefused) && find(plan).some(handshakeComplete);
}

function heldTo({ sent }: Target, { of, row }: Conversation, side: keyof Both<unknown>): string | null {
  const trust = of === 'check' ? sent.check?.legs[0]?.trust : sent.traffic[row[side]]?.trust;
  return trust?.name ?? null;
}

/** A check that ends below HTTP; traffic for which no server was reached. */
function failsBeforeRequest({ check, traffic }: Reported, { of, row }: Conversation): boolean {
  if (of === 'check') return /^L[46](?:RSP|TOUT|CON)$/.test(check.status ?? '');
  return traffic.some(({ termination }, i) => (i === row.from || i === row.to) && /^[sS]C/.test(termination ?? ''));
}

/** Traffic that passes as it is needs no session; of what was not asked it is not known. */
function needsHelp({ from, to }: Both<Reported>, { row }: Conversation): boolean {
  return [from.traffic[row.from], to.traffic[row.to]].every(
    (one) =>
      one === undefined ||
      one.termination === null ||
      trafficFails({ status: one.status, termination: one.termination }),
  );
}

const turned = ({ verdict }: Judged) => verdict === 'broken' || verdict === 'mended' || verdict === 'other';

/**
 * The change of a server.
 * @param one the server
 * @returns null: neither its check nor its traffic ends otherwise
 */
export function changeOf({ pair, reported, judged }: JudgedPair): UpgradeChange | null {
  const turns = judged.filter(turned);
  const [worst] = [...turns].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
  if (!worst) return null;
  const { code, id } = worst.reasons[0].cause;
  return {
    ...placed(pair),
    code,
    id,
    severity: severityOf(
      turns.map(({ conversation, verdict }) => [conversation, verdict] as const),
      reported.to,
    ),
    before: { check: reported.from.check, traffic: reported.from.traffic },
    after: { check: reported.to.check, traffic: reported.to.traffic },
    because: [...sentences([worst, ...turns]), ...remarks(turns, reported)].join(' '),
    edits: [],
    editsAt: [],
    docs: `docs/codes/${code}.md`,
  };
}

function sentences(turns: readonly Judged[]): string[] {
  return [...new Set(turns.flatMap(({ reasons }) => reasons.map(({ because }) => because)))];
}

const rank: Record<Verdict, number> = { broken: 0, other: 1, mended: 2, same: 3, unknown: 3 };

/** What is to be known beside the reason. */
function remarks(turns: readonly Judged[], { to }: Both<Reported>): string[] {
  const wakes = turns.some(({ conversation, verdict }) => conversation.of === 'check' && verdict === 'mended');
  const trap = isTrap(to);
  const nameless = turns.some(({ conversation }) => conversation.of === 'traffic' && conversation.host === null);
  return [
    ...(wakes && trap ? [`The server then comes UP, and ${trap.host ?? 'a client'} still gets an error.`] : []),
    ...(nameless ? ['No name of its clients is known: --host gives one.'] : []),
  ];
}

/**
 * What is sent otherwise to a server whose conversation ends as before, or whose end is not known.
 * @param one the server
 * @param offline nothing was asked
 * @returns an entry for each such conversation
 */
export function sendsOf({ pair, judged, lent }: JudgedPair): UpgradeSends[] {
  const entry = (conversation: Conversation, cause: Upgrade) => ({
    ...placed(pair),
    code: cause.code,
    id: cause.id,
    of: conversation.of,
    ...(conversation.of === 'traffic' && { host: conversation.host }),
    before: sentBy(pair.from, conversation, 'from'),
    after: sentBy(pair.to, conversation, 'to'),
    edits: [],
    editsAt: [],
    docs: `docs/codes/${cause.code}.md`,
  });
  return [
    ...judged
      .filter((one) => !turned(one))
      .map((one) => ({
        ...entry(one.conversation, one.reasons[0].cause),
        severity: one.verdict === 'unknown' ? changedSends(one.conversation) : ('info' as const),
        because: sentences([one]).join(' '),
      })),
    ...lent.map(({ conversation, lending: { ends, because } }) => ({
      ...entry(conversation, sessionOfCheck),
      severity: ends ? ('warning' as const) : ('info' as const),
      because,
    })),
  ];
}

/**
 * The texts that change while the outcome stays.
 * @param one the server
 * @returns an entry for each conversation
 */
export function infosOfPair({ pair, reported, judged }: JudgedPair): UpgradeInfo[] {
  const turns = new Set(judged.filter(turned).map(({ conversation }) => `${conversation.of} ${conversation.host}`));
  return conversations(pair.from, pair.to, reported)
    .filter(({ of, host }) => !turns.has(`${of} ${host}`))
    .flatMap((conversation) => infosOf(conversation, reported))
    .map((info) => ({ ...placed(pair), ...info }));
}

/**
 * What could not be compared.
 * @param one the server
 * @returns each unknown part once; empty where the ends of all its conversations are known
 */
export function unknownOf({ pair, reported }: JudgedPair): UpgradeUnknown[] {
  const open = conversations(pair.from, pair.to, reported).some((one) => verdictOf(pair, reported, one) === 'unknown');
  if (!open) return [];
  const parts = [...pair.from.unknown, ...pair.to.unknown].flatMap(({ file, line, text, because, affects }) =>
    affects ? [{ ...placed(pair), file, line, of: affects, text, because }] : [],
  );
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

/**
 * @param pair a server
 * @returns where it stands, under the first version that has it
 */
export function placed({ from, to }: Pair): { proxy: string; server: string; file: string; line: number } {
  const target = (from ?? to) as Target;
  const { file, line } = target.server.at;
  return { proxy: target.proxy.name, server: target.server.name, file, line };
}
