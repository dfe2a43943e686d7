import { aclKeyword } from '../request/acl-keywords.ts';
import { readCondition } from '../request/condition.ts';
import { type Expression, readExpression } from '../request/expression.ts';
import { typeOf } from '../request/sample.ts';
import type { Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { explainUnknown, hasKeyword, type KeywordList } from './keyword-list.ts';
import { converters, counters, fetches } from './sample-names.ts';
import type { ConditionWords } from './types.ts';

/** Fetches that have no value where a server is connected to, of any release (`haproxy -dKall` of the measured builds). */
const ofAnswers =
  /^(?:bc[._]|bs\.|capture\.res\.hdr$|rep_ssl_hello_type$|req\.timer\.queue$|res\.|resp_ver$|scook(?:_|$)|server_status$|shdr(?:_|$)|ssl_bc(?:_|$)|ssl_ocsp_|status$|txn\.(?:conn_retries|redispatched|status)$)/;

/** Further keywords of ACLs (haproxy v3.4.0 `-dKacl`). */
const ofAcls = /^(?:payload(?:_lv)?|req_rdp_cookie(?:_cnt)?|(?:scook|shdr)_(?:beg|dir|dom|end|len|reg|sub))$/;

/** Of scripts and of libraries that a build may have: only it knows which. */
const ofTheBuild = /^(?:lua\.|51d\.|da-csv|wurfl-)/;

/**
 * A fetch or converter of a condition that no release of HAProxy has, or not the one that is meant (haproxy v3.4.0
 * src/acl.c, `parse_acl_expr`).
 * @param condition the condition, with criteria in braces
 * @param version the version
 * @returns the word and why HAProxy refuses it; null: nothing that is known
 */
export function wrongCondition({ words }: ConditionWords, version: HaproxyVersion): [Word, string] | null {
  const suites = readCondition(words);
  if (typeof suites === 'string') return null;
  for (const term of suites.flat()) {
    const wrong = term.name === null ? wrongCriterion(term.words, version) : null;
    if (wrong) return wrong;
  }
  return null;
}

/**
 * The same of the criterion of an ACL, and whether it can be compared in the way that `-m` names.
 * @param words the criterion and what follows it
 * @param version the version
 * @returns the word and why HAProxy refuses it; null: nothing that is known
 */
export function wrongCriterion([word, ...flags]: readonly Word[], version: HaproxyVersion): [Word, string] | null {
  if (!word || word.unset) return null;
  const read = readExpression(word.text);
  if (!read || read.end < word.text.length) return null;
  const isKeyword = aclKeyword(read.fetch.name) !== null || ofAcls.test(read.fetch.name);
  const wrong = isKeyword ? wrongConverter(word, read, version) : wrongNames(word, read, version);
  if (wrong) return wrong;
  const how = flags[flags.findIndex(({ text }) => text === '-m') + 1];
  const type = typeOf(read);
  if (!how || !isRaw(type) || flags[0]?.text === '--' || !/^(?:bool|int|ip)$/.test(how.text)) return null;
  return flags.some(({ text }) => text === '-m') ? [how, `bytes cannot be compared with "-m ${how.text}"`] : null;
}

/** Bytes and methods are never numbers (haproxy v3.4.0 src/sample.c:1056, the matrix of casts). */
const isRaw = (type: string | null) => type === 'bin' || type === 'meth';

const ofNumbers = /^(?:add|and|bool|cpl|div|even|iif|mod|mul|neg|not|odd|or|sub|xor)$/;

/** When a rule looks for samples: before there is a request, on the way of one through a frontend, a backend, or both. */
export type Moment = 'connection' | 'session' | 'frontend' | 'backend' | 'listen';

const ofRequests =
  /^(?:base(?:32|q)?(?:\+src)?$|be_|bytes_|capture\.|cook|cur_(?:connect|queue|server|tunnel)|distcc_|fcgi\.|hdr|http_|internal\.htx|method$|path|payload|query$|rdp_cookie|req[._]|request_date$|srv_(?:id|name)$|url)/;
const ofHandshakes = /^(?:fc_pp_tlv$|fc_settings_streams_limit$|fs\.|ssl_[cf]_)/;
const ofBackends =
  /^(?:be_(?:id|name|(?:connect|queue|server|tarpit|tunnel)_timeout)|cur_(?:connect|queue|server|tunnel)_timeout)$/;
const ofServers = /^(?:bytes_out|res\.|srv_(?:id|name)$)/;

/** Columns of `haproxy -dKsmp` (measured builds): a fetch that has no value at that moment. */
function isEarly(name: string, moment: Moment): boolean {
  if (ofAnswers.test(name) || ofServers.test(name)) return true;
  if (moment === 'frontend') return ofBackends.test(name);
  if (moment === 'backend' || moment === 'listen') return false;
  return ofRequests.test(name) || (moment === 'connection' && ofHandshakes.test(name));
}

/**
 * The same of a sample expression in a rule, which must have a value there (haproxy v3.4.0 src/vars.c, `parse_store`).
 * @param word the expression
 * @param moment when the rule is run
 * @param version the version
 * @returns the word and why HAProxy refuses it; null: nothing that is known
 */
export function wrongSample(word: Word | undefined, moment: Moment, version: HaproxyVersion): [Word, string] | null {
  if (!word || word.unset) return null;
  const read = readExpression(word.text);
  return read && read.end === word.text.length ? wrongAt(word, read, moment, version) : null;
}

/**
 * The same of the expressions in a log-format string (haproxy v3.4.0 src/log.c, `add_sample_to_logformat_list`).
 * @param word the string
 * @param moment when the rule is run
 * @param version the version
 * @returns the word and why HAProxy refuses it; null: nothing that is known
 */
export function wrongFormat(word: Word | undefined, moment: Moment, version: HaproxyVersion): [Word, string] | null {
  if (!word || word.unset) return null;
  for (const { 1: flags, index } of word.text.matchAll(/(?<!%)(?:%%)*%(\{[^}]*\})?\[/g)) {
    if (flags) return null;
    const start = word.text.indexOf('[', index) + 1;
    const read = readExpression(word.text, start);
    const wrong = read && word.text[read.end] === ']' ? wrongAt(word, read, moment, version) : null;
    if (wrong) return wrong;
  }
  return null;
}

function wrongAt(word: Word, read: Expression, moment: Moment, version: HaproxyVersion): [Word, string] | null {
  const { name } = read.fetch;
  if (isEarly(name, moment)) return [word, `"${name}" has no value yet where this rule is run`];
  return wrongNames(word, read, version);
}

function wrongNames(word: Word, read: Expression, version: HaproxyVersion): [Word, string] | null {
  const { name } = read.fetch;
  const counter = counters.get(name.replace(/^(?:sc[0-2]?|src)_/, ''));
  if (!ofAnswers.test(name) && !counter && !isKnown(name, fetches, version))
    return [word, `"${name}" is no sample that HAProxy has${explainUnknown(name, fetches, version)}`];
  return wrongConverter(word, read, version);
}

function wrongConverter(word: Word, read: Expression, version: HaproxyVersion): [Word, string] | null {
  const wrong = read.converters.find(({ name }) => !isKnown(name, converters, version));
  if (wrong)
    return [word, `"${wrong.name}" is no converter that HAProxy has${explainUnknown(wrong.name, converters, version)}`];
  const unfit = read.converters.find(
    ({ name }, i) => ofNumbers.test(name) && isRaw(typeOf({ ...read, converters: read.converters.slice(0, i) })),
  );
  return unfit ? [word, `"${unfit.name}" takes numbers, and bytes are none`] : null;
}

function isKnown(name: string, list: KeywordList, version: HaproxyVersion): boolean {
  const keyword = list.get(name);
  return keyword ? hasKeyword(keyword, version) : ofTheBuild.test(name);
}
