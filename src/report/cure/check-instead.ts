import { sslHelloCheck } from '../../catalogue/lints/ssl-hello-check.ts';
import { unexplainedFailure } from '../../catalogue/lints/unexplained-failure.ts';
import type { CheckSend, HealthCheck } from '../../haproxy/model/types.ts';
import type { CheckLine, CheckLines } from './check-lines.ts';
import { openParts, partSets, requestChange } from './check-request.ts';
import type { CureEdit, Patient } from './cure.ts';
import { dropEdit, lineEdit, type Why, wordsEdit } from './edit.ts';

/**
 * Other kinds of check in the place of one that the backend cannot answer, whatever its connection is like: a bare
 * connection or handshake, and HTTP. Lines of rules that would have no effect any more go with it.
 * @param patient the server
 * @param check its check
 * @param lines its lines
 * @param words what the server line says of the connection of any other check
 * @returns the edits of each, the best first; none for a check that speaks HTTP, and for one that only connects
 */
export function otherChecks(
  patient: Patient,
  check: HealthCheck,
  lines: CheckLines,
  words: readonly CureEdit[],
): CureEdit[][] {
  const { type, rules } = check;
  const says = rules.some(({ action }) => action === 'bytes' || action === 'expect');
  if (type === 'httpchk' || type === 'none' || (type === 'tcp-check' && !says)) return [];
  const why: Why = {
    because: type === 'ssl-hello-chk' ? sslHelloCheck.code : unexplainedFailure.code,
    since: '1.5',
    safety: 'review',
  };
  // It was to see that TLS is answered.
  const secure = words.map((edit): CureEdit => (edit.text === 'check-ssl' ? { ...edit, kept: true } : edit));
  return [
    ...(type === 'ssl-hello-chk' ? [[...secure, handshakeOnly(patient, lines, why)]] : []),
    ...(patient.wanted.httpchk ? asHttp(patient, type, lines, why).map((edits) => [...words, ...edits]) : []),
  ];
}

const helloNote =
  'Without option ssl-hello-chk the check is the connection, with a handshake of today where it speaks TLS.';

/** The option goes; where it stands elsewhere, or in a `healthcheck` section, a check without rules takes its place. */
function handshakeOnly(patient: Patient, lines: CheckLines, why: Why): CureEdit {
  const reason = { ...why, notes: [helloNote] };
  const option = ownOption(lines);
  const [keyword = 'option'] = option?.words.map(({ text }) => text) ?? [];
  const bare = [keyword, 'tcp-check'];
  if (!option) return lineEdit(patient, { at: lines.behind, where: 'after' }, bare, reason);
  if (keyword === 'option') return dropEdit(patient, option.at, reason);
  return wordsEdit(patient, { at: option.at, from: 0, to: option.words.length }, bare, reason);
}

function ownOption({ lines }: CheckLines): CheckLine | undefined {
  return lines.find(({ kind, own }) => kind === 'option' && own);
}

function ruleDrops(patient: Patient, { lines }: CheckLines, why: Why): CureEdit[] {
  return lines
    .filter(({ own, kind }) => own && kind !== 'option')
    .map(({ at }) => dropEdit(patient, at, { ...why, kept: true }));
}

/** What `option httpchk` sends by itself (HAProxy manual, `option httpchk`). */
const plain: CheckSend = {
  action: 'send',
  at: { file: '', line: 0 },
  comment: null,
  step: 0,
  method: 'OPTIONS',
  uri: '/',
  version: 'HTTP/1.0',
  headers: [],
  body: null,
  fromOption: true,
};

function asHttp(patient: Patient, type: string, lines: CheckLines, why: Why): CureEdit[][] {
  const notes = [
    `option ${type} asks for what this backend does not answer: it is asked over HTTP instead, as its clients ask it.`,
  ];
  const reason = { ...why, notes };
  const option = ownOption(lines);
  const drops = ruleDrops(patient, lines, reason);
  return partSets(openParts(patient, plain), plain).map((parts) => {
    // A line of its own for the method alone would be longer.
    const methodAlone = parts.length === 1 && parts[0] === 'method';
    const words = ['httpchk', ...(methodAlone ? [patient.question.method, '/'] : [])];
    const { additions } = requestChange(
      patient,
      { rule: plain, send: null, option: null, behind: null },
      methodAlone ? [] : parts,
    );
    const next = { at: option?.at ?? lines.behind, where: 'after' } as const;
    const chosen = option
      ? wordsEdit(
          patient,
          { at: option.at, from: 0, to: option.words.length },
          [option.words[0]?.text ?? '', ...words],
          {
            ...reason,
            // Without its rules a tcp-check would pass on the connection alone.
            ...(type === 'tcp-check' && { kept: true }),
          },
        )
      : lineEdit(patient, next, ['option', ...words], reason);
    return [chosen, ...additions.map((one) => lineEdit(patient, next, one.words, one.why)), ...drops];
  });
}
