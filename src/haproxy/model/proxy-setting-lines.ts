import { checkAddress } from './address.ts';
import { explainUnknown, hasKeyword, reaches } from './keyword-list.ts';
import {
  type Draft,
  doubtLine,
  hasBackend,
  hasFrontend,
  keep,
  type ProxyLine,
  refuseLine,
  type Wrong,
} from './proxy-draft.ts';
import { timeoutNames } from './proxy-keywords.ts';
import { excludedBy, takesWords, wrongOption } from './proxy-options.ts';
import { readDuration } from './time.ts';
import type { ProxyMode } from './types.ts';

/**
 * Reads `mode` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readMode(draft: Draft, line: ProxyLine): Wrong | null {
  const [word, excess] = line.args;
  const mode = word && modeOf(word.text, draft);
  if (!mode) return [word ?? line.keyword, `"${word?.text ?? ''}" is no mode (http, tcp)`];
  if (excess) refuseLine(draft, line, excess, 'one word is all that can stand behind "mode"');
  draft.scope.mode = mode;
  draft.scope.modeWord = word.text;
  return null;
}

function modeOf(text: string, draft: Draft): ProxyMode | null {
  const { version } = draft.context;
  if (text === 'http' || text === 'tcp') return text;
  if (text === 'health') return reaches(version, '2.3') ? null : 'other';
  if (text === 'log') return hasBackend(draft) && reaches(version, '2.9') ? 'other' : null;
  if (text === 'spop') return hasBackend(draft) && reaches(version, '3.1') ? 'other' : null;
  if (text === 'haterm') return hasFrontend(draft) && reaches(version, '3.4') ? 'http' : null;
  return null;
}

/**
 * Reads `timeout` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readTimeout(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, value, excess] = line.args;
  const known = name && timeoutNames.get(name.text);
  if (!known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name?.text ?? '', timeoutNames, draft.context.version);
    return [name ?? line.keyword, `"${name?.text ?? ''}" is no timeout${why}`];
  }
  if (!value) return [name, `"timeout ${name.text}" needs a duration`];
  const read = readDuration(value.text);
  if (value.unset) {
    doubtLine(draft, line, 'both');
    return null;
  }
  if ('error' in read) return [value, read.error];
  if (excess) refuseLine(draft, line, excess, 'one duration is all that can stand behind a timeout');
  const which = name.text;
  if (which === 'connect' || which === 'check' || which === 'server')
    // 0 is as good as none.
    draft.scope.timeouts = { ...draft.scope.timeouts, [which]: read.ms || null };
  return null;
}

/**
 * Reads `option`, but for those of health checks (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readOption(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, excess] = line.args;
  const wrong = wrongOption(name?.text ?? '', line.off, draft.kind, draft.context.version);
  if (wrong !== null || !name) return [name ?? line.keyword, wrong ?? ''];
  if (excess && !takesWords(name.text))
    refuseLine(draft, line, excess, `nothing can stand behind "option ${name.text}"`);
  const options = new Map(draft.scope.options);
  for (const other of excludedBy(name.text)) options.delete(other);
  if (line.off) options.delete(name.text);
  else options.set(name.text, line.at);
  draft.scope.options = options;
  return null;
}

/**
 * Reads `http-send-name-header` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readNameHeader(draft: Draft, line: ProxyLine): Wrong | null {
  const [name] = line.args;
  if (!name) return [line.keyword, 'the name of a header is missing'];
  const reserved = /^(?:host|content-length|transfer-encoding|connection)$/i.test(name.text);
  if (reserved && reaches(draft.context.version, '3.4'))
    return [name, `HAProxy does not overwrite the header ${name.text} this way`];
  if (name.unset) doubtLine(draft, line, 'traffic');
  else draft.scope.httpSendNameHeader = { name: name.text.toLowerCase(), at: line.at };
  return null;
}

/**
 * Reads `source` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readSource(draft: Draft, line: ProxyLine): Wrong | null {
  const [address, ...rest] = line.args;
  const wrong = address ? checkAddress(address.text, draft.context.version, {}) : 'an address is missing';
  if (wrong !== null) return [address ?? line.keyword, `"source": ${wrong}`];
  for (let i = 0; i < rest.length; i += 2) {
    const keyword = rest[i];
    if (!keyword) break;
    if (!/^(?:usesrc|interface)$/.test(keyword.text)) return [keyword, 'only "usesrc" and "interface" can stand here'];
    if (!rest[i + 1]) return [keyword, `"${keyword.text}" needs an argument`];
  }
  draft.scope.source = { words: line.statement.words, at: line.at };
  return null;
}

/**
 * Reads `disabled`, `enabled` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readSwitch(draft: Draft, line: ProxyLine): Wrong | null {
  if (line.args[0]) refuseLine(draft, line, line.args[0], `nothing can stand behind "${line.keyword.text}"`);
  draft.scope.disabled = line.keyword.text === 'disabled';
  keep(draft, line);
  return null;
}

/**
 * Reads `retries` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readRetries(draft: Draft, line: ProxyLine): Wrong | null {
  const [count, excess] = line.args;
  if (!count || excess) return [excess ?? line.keyword, '"retries" takes one number'];
  keep(draft, line);
  return null;
}

/**
 * Reads `http-reuse` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readReuse(draft: Draft, line: ProxyLine): Wrong | null {
  const [how, excess] = line.args;
  if (!how || excess || !/^(?:never|safe|aggressive|always)$/.test(how.text))
    return [excess ?? how ?? line.keyword, '"http-reuse" is never, safe, aggressive or always'];
  keep(draft, line);
  return null;
}
