import type { CureEdit, Patient } from './cure.ts';
import { statementAt } from './edit-place.ts';
import { asksMore } from './safety-check.ts';
import type { Danger, Said } from './safety-danger.ts';
import { changesHost, fixesOneOfSeveral, tellsHttps } from './safety-request.ts';
import { checksAnotherName, shiftsVersions, speaksHttp2, verifiesNothing } from './safety-tls.ts';

const dangers: readonly Danger[] = [
  takesAway,
  verifiesNothing,
  checksAnotherName,
  shiftsVersions,
  speaksHttp2,
  changesHost,
  fixesOneOfSeveral,
  tellsHttps,
  asksMore,
];

/**
 * Whether an edit can do harm that its server's being answered does not show.
 * @param edit the edit
 * @param patient the server that it serves
 * @returns `review` with what can happen, in whole sentences; `safe` where nothing is known that could
 */
export function safetyOf(edit: CureEdit, patient: Patient): { safety: CureEdit['safety']; notes: string[] } {
  const said = saidBy(edit, patient);
  const notes = dangers.flatMap((danger) => danger(said, patient, edit) ?? []);
  return { safety: notes.length > 0 ? 'review' : 'safe', notes };
}

/**
 * Says of an edit what it can do.
 * @param edit the edit
 * @param patient the server that it serves
 * @returns the same edit with {@link safetyOf} added: what was said of it before stays
 */
export function withSafety(edit: CureEdit, patient: Patient): CureEdit {
  const { safety, notes } = safetyOf(edit, patient);
  return {
    ...edit,
    safety: edit.safety === 'review' ? 'review' : safety,
    notes: [...new Set([...edit.notes, ...notes])],
  };
}

function saidBy({ change }: CureEdit, { configuration }: Patient): Said {
  const before = statementAt(configuration, change.at)?.words.map(({ text }) => text) ?? [];
  if (change.kind === 'drop') return { line: before, words: [] };
  const words = change.words.map((one) => (typeof one === 'string' ? one : one.raw));
  if (change.kind === 'line') return { line: words, words };
  const from = change.kind === 'replace' ? change.from : (change.before ?? before.length);
  const to = change.kind === 'replace' ? change.to : from;
  return { line: [...before.slice(0, from), ...words, ...before.slice(to)], words };
}

const lost: readonly (readonly [word: string, note: string])[] = [
  ['ssl', 'What goes to this server is no longer encrypted.'],
  ['send-proxy', "The server is no longer told clients' addresses by a PROXY header."],
  ['check', 'Nothing tells any more whether the server is up.'],
];

/** Whoever wrote it had a reason, which is not known here. */
function takesAway({ line }: Said, { configuration }: Patient, { change }: CureEdit): string | null {
  const off = change.kind !== 'drop' && change.kind !== 'line' ? change.words[0] : undefined;
  const negation = typeof off === 'string' ? /^no-(ssl|send-proxy)\b/.exec(off)?.[1] : undefined;
  if (negation !== undefined) return lost.find(([word]) => word === negation)?.[1] ?? null;
  if (change.kind === 'drop') return `The line \`${line.join(' ')}\` goes: it may have been there for a reason.`;
  if (change.kind !== 'replace' || change.words.length > 0) return null;
  const gone = (statementAt(configuration, change.at)?.words ?? [])
    .slice(change.from, change.to)
    .map(({ text }) => text);
  const known = lost.find(([word]) => gone[0] === word || gone[0]?.startsWith(`${word}-v2`));
  return known?.[1] ?? `\`${gone.join(' ')}\` goes: it may have been there for a reason.`;
}
