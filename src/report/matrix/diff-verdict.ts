import type { MatrixCell, MatrixDiff, MatrixDifference } from '../../matrix-types.ts';
import type { FailureKind, Stage } from '../../types.ts';
import { difference, isGuarded } from './judgement.ts';

/**
 * Whether one of two cells could not be tested.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns the only difference that can be told then; null: both were tested
 */
export function untested(from: MatrixCell, to: MatrixCell): MatrixDifference | null {
  const open = [from, to].filter(({ verdict }) => verdict === 'error');
  if (open.length === 0) return null;
  const where = open.map(({ target }) => target).join(' and ');
  return difference(
    'verdict',
    inWords(from),
    inWords(to),
    'look',
    `It could not be tested at ${where}: nothing is known.`,
  );
}

/**
 * Whether a difference tells no more than that a side could not be tested.
 * @param diff any
 * @returns true for what {@link untested} tells
 */
export function isUntested({ differences }: Pick<MatrixDiff, 'differences'>): boolean {
  return differences.some(({ what, from, to }) => what === 'verdict' && [from, to].some((side) => isError(side)));
}

function isError(side: string | null): boolean {
  return side === 'error' || side?.startsWith('error: ') === true;
}

/**
 * Whether the host is served at one of two targets only, or fails at both in different ways.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns one difference or none
 */
export function verdictDifference(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  const told = (judgement: MatrixDifference['judgement'], because: string) => [
    difference('verdict', inWords(from), inWords(to), judgement, because),
  ];
  if (from.verdict === 'ok' && to.verdict === 'ok') return [];
  if (from.verdict === 'ok') return told('blocks', `${to.target} ${fate(to)}, where ${from.target} serves it.`);
  if (to.verdict === 'ok') {
    const served = `${to.target} serves it, where ${from.target} ${fate(from)}`;
    return isGuarded(from)
      ? told('look', `${served}: what was kept from people without credentials may be open to all.`)
      : told('harmless', `${served}.`);
  }
  if (from.verdict === to.verdict && from.reason === to.reason && from.stage === to.stage) return [];
  return told('look', `It fails at both: ${from.target} ${fate(from)}, ${to.target} ${fate(to)}.`);
}

const stages: Record<Stage, string> = {
  resolve: 'as its name was looked up',
  connect: 'as the connection was made',
  proxy: 'after the PROXY header',
  tls: 'in the handshake',
  http: 'after the request',
};

const kinds: Record<FailureKind, string> = {
  refused: 'refuses the connection',
  unreachable: 'cannot be reached',
  timeout: 'does not answer in time',
  reset: 'resets the connection',
  closed: 'closes the connection without an answer',
  alert: 'refuses the handshake with an alert',
  local: "offers TLS that HAProxy's library refuses",
  'not-tls': 'does not speak TLS',
  'not-http': 'does not speak HTTP',
  protocol: 'breaks the protocol',
};

/** What becomes of a connection, as the end of a sentence that begins with the target. */
function fate(cell: MatrixCell): string {
  const { reason, verdict, status, redirect, stage, findings } = cell;
  switch (reason) {
    case null:
      return verdict;
    case 'certificate':
      return certificateFault(cell);
    case 'default-certificate':
      return 'presents its default certificate, as for a name that it does not know';
    case 'misdirected':
      return 'answers 421: it does not serve this name on this connection';
    case 'not-found':
      return verdict === 'wrong' ? `answers ${status}, as for a name that nobody has` : `answers ${status}`;
    case 'status':
      if (status !== null && status >= 400) return `answers ${status}`;
      return redirect === null ? 'answers otherwise than expected' : 'sends clients round in a circle';
    default: {
      const during = stage !== null && ['timeout', 'reset', 'closed'].includes(reason) ? ` ${stages[stage]}` : '';
      const cause = findings.find(({ severity }) => severity === 'error')?.code;
      return `${kinds[reason]}${during}${cause ? ` (${cause})` : ''}`;
    }
  }
}

function certificateFault({ certificate, findings }: MatrixCell): string {
  if (certificate && !certificate.matchesHost) return 'presents a certificate of other names';
  const id = findings.find(({ severity }) => severity === 'error')?.id;
  if (id === 'certificate-expired') return 'presents a certificate that has expired';
  if (id === 'certificate-not-yet-valid') return 'presents a certificate that is not valid yet';
  return 'presents a certificate that does not stand up to verification';
}

function inWords({ verdict, reason, status }: MatrixCell): string {
  if (reason === null) return verdict;
  return `${verdict}: ${reason}${reason === 'status' && status !== null ? ` ${status}` : ''}`;
}
