import type { CheckSend } from '../../haproxy/model/types.ts';
import type { CheckLeg } from '../../haproxy/sent.ts';
import { type CheckChange, noChange } from './check-change.ts';
import { demandsOf } from './check-demand.ts';
import { type CheckLines, lineAt } from './check-lines.ts';
import { restored } from './check-lost.ts';
import { openParts, type Part, partSets, type Request, requestChange } from './check-request.ts';
import type { Patient } from './cure.ts';

/** One way to ask, on lines that may not be those in force. */
export interface RequestWay {
  check: CheckLines;
  change: CheckChange;
  /** Lines that stand elsewhere are written out in any case. */
  whole: boolean;
}

/**
 * The ways to change what a check asks for: not at all, with what its section's rules made it lose, or otherwise.
 * @param patient the server
 * @param check the lines of its check
 * @param legs its connections
 * @returns at least one, the best first
 */
export function requestWays(patient: Patient, check: CheckLines, legs: readonly CheckLeg[]): RequestWay[] {
  const requests = requestsOf(patient, check, legs);
  const none = { check, change: noChange, whole: false };
  return [
    none,
    ...lostWays(patient, check, requests),
    ...changed(patient, requests).map((change) => ({ ...none, change })),
  ];
}

/** Those that go to a place of which something is known. */
function requestsOf(patient: Patient, check: CheckLines, legs: readonly CheckLeg[]): Request[] {
  const sends = legs.map(({ rules }) => rules.find((rule) => rule.action === 'send'));
  const first = sends.findIndex((rule) => rule !== undefined);
  return legs.flatMap((leg, i): Request[] => {
    const rule = sends[i];
    if (!rule || demandsOf(patient, leg).length === 0) return [];
    const connect = leg.connect && lineAt(check, leg.connect.at);
    const send = lineAt(check, rule.at);
    return [
      {
        rule,
        send: send?.kind === 'send' ? send : null,
        ...optionOf(check, i === first),
        ...(connect && { behind: connect }),
      },
    ];
  });
}

/** The option, where it has a say, and what a new send rule comes behind: rules that hold answers to something follow it. */
function optionOf({ lines }: CheckLines, counts: boolean): Pick<Request, 'option' | 'behind'> {
  const option = lines.find(({ kind }) => kind === 'option') ?? null;
  const expect = lines.findIndex(({ kind }) => kind === 'expect');
  const above = option !== null && (expect < 0 || lines.indexOf(option) < expect);
  return { option: counts ? option : null, behind: above ? option : null };
}

/** Changes of the parts that may be wanted otherwise; none is left out here. */
function changed(patient: Patient, requests: readonly Request[]): CheckChange[] {
  const open = requests.map((request) => ({ request, parts: openParts(patient, request.rule) }));
  const all = [...new Set(open.flatMap(({ parts }) => parts))];
  const [rule] = requests.map((request) => request.rule);
  if (!rule || all.length === 0) return [];
  const change = (wanted: readonly Part[]) =>
    together(
      open.map(({ request, parts }) =>
        requestChange(
          patient,
          request,
          parts.filter((one) => wanted.includes(one)),
        ),
      ),
    );
  const whole = change(all);
  // Words that join lines which stand can be left out one by one.
  const alone = whole.rewrites.length >= open.reduce((sum, { parts }) => sum + parts.length, 0);
  return alone && whole.rewrites.every(({ line }) => line.own) ? [whole] : partSets(all).slice(1).map(change);
}

function together(changes: readonly CheckChange[]): CheckChange {
  return {
    rewrites: changes.flatMap(({ rewrites }) => rewrites),
    additions: changes.flatMap(({ additions }) => additions),
  };
}

function lostWays(patient: Patient, check: CheckLines, [now]: readonly Request[]): RequestWay[] {
  const found = restored(patient, check);
  if (!found) return [];
  const { rewrites } = found;
  const before = patient.target.proxy.lostChecks?.rules.find((rule) => rule.action === 'send');
  const rule = merged(before, now?.rule);
  const send = found.check.lines.find(({ kind }) => kind === 'send') ?? null;
  const connect = found.check.lines.find(({ kind }) => kind === 'connect');
  const request = rule && { rule, send, ...optionOf(found.check, true), ...(connect && { behind: connect }) };
  const further = request ? changed(patient, [request]) : [];
  return [noChange, ...further].map((change) => ({
    check: found.check,
    change: together([{ rewrites, additions: [] }, change]),
    whole: true,
  }));
}

/** The request that the lost rules and those in force make together: what the latter say counts. */
function merged(before: CheckSend | undefined, now: CheckSend | undefined): CheckSend | undefined {
  if (!before || !now) return before ?? now;
  const names = new Set(now.headers.map(([name]) => name.toLowerCase()));
  return {
    ...now,
    method: now.method === 'OPTIONS' ? before.method : now.method,
    version: now.version === 'HTTP/1.0' ? before.version : now.version,
    headers: [...now.headers, ...before.headers.filter(([name]) => !names.has(name.toLowerCase()))],
  };
}
