import { slowCheck } from '../../catalogue/faults/slow-check.ts';
import { defaultInter } from '../../haproxy/check-sends.ts';
import { argument } from '../../haproxy/model/setting.ts';
import { readDuration } from '../../haproxy/model/time.ts';
import type { Observation } from '../../types.ts';
import { checkLines } from './check-lines.ts';
import type { CureEdit, Patient } from './cure.ts';
import { lineEdit, serverEdit, wordsEdit } from './edit.ts';
import { sectionAt } from './edit-place.ts';

const why = {
  because: slowCheck.code,
  since: '1.5',
  safety: 'review',
  notes: ['A backend that is really down is noticed as much later.'],
} as const;

/**
 * More time for a backend that is slower than its check waits: twice what it took (HAProxy manual, `inter`,
 * `timeout check`, `timeout connect`).
 * @param patient the server
 * @returns the edits; empty where there is time enough
 */
export function limitEdits(patient: Patient): CureEdit[] {
  const { server, proxy } = patient.target;
  const needed = patient.wanted.inter ?? missed(patient);
  if (needed === null) return [];
  const inter = readDuration(argument(server, 'inter') ?? '');
  const text = `${needed / 1000}s`;
  const isShort = ('ms' in inter ? inter.ms : defaultInter) < needed;
  const { check, connect } = proxy.timeouts;
  return [
    ...(isShort ? [serverEdit(patient, ['inter', text], why)] : []),
    ...(check !== null && check < needed ? [timeoutEdit(patient, 'check', text)] : []),
    // It bounds the handshake, of clients too.
    ...(connect !== null && connect < needed ? [timeoutEdit(patient, 'connect', text)] : []),
  ];
}

/** What a check that ran out of time would have needed; null: it did not, or nobody knows. */
function missed({ outcomes }: Patient): number | null {
  if (!outcomes.check[0]?.status.endsWith('TOUT')) return null;
  const answered = outcomes.seen.check.filter((seen) => seen?.outcome === 'passed');
  const ms = Math.max(0, ...answered.map((seen) => lasted(seen)));
  return ms === 0 ? null : Math.ceil((ms * 2) / 1000) * 1000;
}

function lasted(seen: Observation | null): number {
  const { http = 0, tls = 0, connect = 0 } = seen?.at ?? {};
  return Math.max(http, tls, connect);
}

function timeoutEdit(patient: Patient, name: 'check' | 'connect', text: string): CureEdit {
  const { configuration, target } = patient;
  const section = sectionAt(configuration, target.proxy.at);
  const own = section?.lines.findLast(({ words }) => words[0]?.text === 'timeout' && words[1]?.text === name);
  if (own)
    return { ...wordsEdit(patient, { at: own.at, from: 2, to: 3 }, [text], why), text: `timeout ${name} ${text}` };
  return lineEdit(patient, { at: checkLines(patient).behind, where: 'after' }, ['timeout', name, text], why);
}
