import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import { difference } from './judgement.ts';

/** What a Strict-Transport-Security header says (RFC 6797, section 6.1). */
interface Policy {
  /** In seconds; null: missing or no number, then browsers pass over the whole header. */
  maxAge: number | null;
  includeSubDomains: boolean;
  preload: boolean;
}

/**
 * What differs in what browsers are told to remember. Never harmless: what they remember outlives the move, and the way
 * back.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns one difference, or none
 */
export function hstsDifference(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  if (from.status === null || to.status === null) return [];
  const [before, after] = [from.headers.hsts, to.headers.hsts];
  const told = (because: string) => [difference('hsts', before, after, 'look', because)];
  if (after === null) {
    // An error page lacks much.
    if (before === null || to.verdict !== 'ok') return [];
    return told(
      `${to.target} does not send it: browsers forget it when their time is over, and new ones never learn it.`,
    );
  }
  const policy = read(after);
  if (before === null) return told(appears(policy, to));
  const changes = changesOf(read(before), policy);
  return changes.length === 0
    ? []
    : told(`${to.target} tells browsers something else to remember: ${changes.join(', ')}.`);
}

function appears({ maxAge, includeSubDomains, preload }: Policy, { target }: MatrixCell): string {
  if (maxAge === null) return `${target} sends it without a max-age: browsers pass over it as it stands.`;
  if (maxAge === 0) return `${target} tells browsers to forget what they remember of it.`;
  const also = [
    ...(includeSubDomains ? [', and for all names below it'] : []),
    ...(preload ? [', and agrees to be put into browsers themselves (preload)'] : []),
  ].join('');
  return `${target} tells browsers to use nothing but TLS with this name for ${lasting(maxAge)}${also}: they remember it, and it cannot be taken back before.`;
}

function changesOf(before: Policy, after: Policy): string[] {
  return [
    ...(before.maxAge === after.maxAge ? [] : [`max-age ${before.maxAge ?? 'none'} becomes ${after.maxAge ?? 'none'}`]),
    ...flag('includeSubDomains', before.includeSubDomains, after.includeSubDomains),
    ...flag('preload', before.preload, after.preload),
  ];
}

function flag(name: string, before: boolean, after: boolean): string[] {
  return before === after ? [] : [after ? `${name} is new` : `${name} is gone`];
}

function read(header: string): Policy {
  const directives = header.split(';').map((text) => text.trim().toLowerCase());
  const age = directives
    .map((text) => /^max-age\s*=\s*"?(\d{1,12})"?$/.exec(text)?.[1])
    .find((text) => text !== undefined);
  return {
    maxAge: age === undefined ? null : Number(age),
    includeSubDomains: directives.includes('includesubdomains'),
    preload: directives.includes('preload'),
  };
}

function lasting(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  if (days >= 1) return days === 1 ? 'a day' : `${days} days`;
  return `${seconds} seconds`;
}
