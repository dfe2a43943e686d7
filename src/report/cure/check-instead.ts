import { sslHelloCheck } from '../../catalogue/lints/ssl-hello-check.ts';
import type { HealthCheck } from '../../haproxy/model/types.ts';
import type { CheckLine, CheckLines } from './check-lines.ts';
import type { CureEdit, Patient } from './cure.ts';
import { dropEdit, lineEdit, type Why, wordsEdit } from './edit.ts';

/**
 * A bare connection or handshake in the place of `option ssl-hello-chk`, which speaks of SSL 3.0 to a backend that knows
 * TLS. What any other check asks for and expects is the operator's choice, whether this backend answers it or not.
 * @param patient the server
 * @param check its check
 * @param lines its lines
 * @param words what the server line says of the connection of any other check
 * @returns the edits of each, the best first; none for checks of other kinds
 */
export function otherChecks(
  patient: Patient,
  check: HealthCheck,
  lines: CheckLines,
  words: readonly CureEdit[],
): CureEdit[][] {
  if (check.type !== 'ssl-hello-chk' || !patient.result.needs.includes('tls')) return [];
  const why: Why = { because: sslHelloCheck.code, since: '1.5', safety: 'review' };
  // It was to see that TLS is answered.
  const secure = words.map((edit): CureEdit => (edit.text === 'check-ssl' ? { ...edit, kept: true } : edit));
  return [[...secure, handshakeOnly(patient, lines, why)]];
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
