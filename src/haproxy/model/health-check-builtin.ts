import { since } from '../versions.ts';
import { pgsqlRules, redisRules, smtpRules, sslHelloRules } from './health-check-builtin-rules.ts';
import { ldapRules, mysqlRules } from './health-check-databases.ts';
import { type Draft, emptyRuleset, type Ruleset } from './health-check-draft.ts';
import { type CheckLine, literal, type Refusal, refuse, textAt, unknownWords } from './health-check-line.ts';
import type { CheckType } from './types.ts';

/** Options whose rules are HAProxy's own, and how many words each may have behind its name. */
const most = {
  'ssl-hello-chk': 0,
  smtpchk: 2,
  'mysql-check': 3,
  'pgsql-check': 2,
  'redis-check': 0,
  'ldap-check': 0,
  'spop-check': 0,
} as const satisfies Partial<Record<CheckType, number>>;

/** The type of a check whose rules are HAProxy's own. */
export type BuiltinType = keyof typeof most;

/**
 * Whether an option is one whose rules are HAProxy's own.
 * @param option its name
 * @returns true where it is
 */
export function isBuiltin(option: string): option is BuiltinType {
  return Object.hasOwn(most, option);
}

/**
 * Reads such an option.
 * @param line the line
 * @param type the option
 * @param bounded whether words too many are refused: in a `healthcheck` section they are ignored
 * @returns its rules; or why it is refused
 */
export function readBuiltin(line: CheckLine, type: BuiltinType, bounded: boolean): Ruleset | Refusal {
  const end = most[type] + 2;
  if (bounded && line.words.length > end) return refuse(line, end, `"${textAt(line, end)}" is one word too many`);
  const problem = userProblem(line, type);
  if (problem) return problem;
  const drafts = rulesOf(line, type);
  if (drafts) {
    const rules = drafts.map((draft) => ({
      rule: { ...draft.rule, at: line.at },
      unknown: draft.unknown.map((one) => ({ ...one, ...line.at })),
    }));
    return { ...emptyRuleset(type), rules };
  }
  const because = `what ${type} says and expects is not modelled`;
  return { ...emptyRuleset(type), unknown: [{ ...line.at, text: type, because, affects: 'check' }] };
}

/** `user NAME [PROTOCOL]` (haproxy v3.4.0 src/tcpcheck.c:4741, 4938-4985). */
function userProblem(line: CheckLine, type: BuiltinType): Refusal | null {
  const [keyword, user, protocol] = [textAt(line, 2), textAt(line, 3), textAt(line, 4)];
  const optional = type === 'mysql-check' || !since(line.version, '2.2');
  if ((type !== 'mysql-check' && type !== 'pgsql-check') || (optional && keyword === '')) return null;
  if (keyword !== 'user' || user === '') return refuse(line, 2, `${type} takes "user" and a name`);
  const protocols = { 'post-41': '2.0', 'pre-41': '2.2', 'post-80': '3.4' };
  const first = Object.entries(protocols).find(([name]) => name === protocol)?.[1];
  const known = type === 'pgsql-check' || protocol === '' || (first !== undefined && since(line.version, first));
  return known ? null : refuse(line, 4, `"${protocol}" is no protocol of mysql-check here`);
}

/** null: they are not modelled. */
function rulesOf(line: CheckLine, type: BuiltinType): Draft[] | null {
  if (type === 'redis-check') return redisRules();
  if (type === 'ssl-hello-chk') return sslHelloRules();
  // Earlier releases held the answers to other expressions.
  if (!since(line.version, '2.6.12')) return null;
  if (type === 'ldap-check') return ldapRules();
  if (type === 'mysql-check') {
    const user = textAt(line, 2) === '' ? null : literal(line, 3).text;
    return mysqlRules(user, textAt(line, 4), unknownWords(line, 2));
  }
  if (type === 'smtpchk') return smtpRules(hello(line), unknownWords(line, 2));
  return type === 'pgsql-check' ? pgsqlRules(literal(line, 3).text, unknownWords(line, 2)) : null;
}

function hello(line: CheckLine): string {
  const greets = /^(?:EHLO|HELO)$/.test(textAt(line, 2)) && textAt(line, 3) !== '';
  return greets ? `${textAt(line, 2)} ${literal(line, 3).text}` : 'HELO localhost';
}
