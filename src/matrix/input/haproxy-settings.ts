import { constantNames, constantText } from '../../haproxy/request/hosts.ts';
import type { Statement, Word } from '../../haproxy/syntax/tree.ts';
import { exactName, type Named, notSet } from './haproxy-names.ts';

/**
 * The names that a line sends by itself: `check-sni` and `sni str()` of servers, what `http-request` makes of Host, Host
 * and server name of checks. A name that each request decides is none.
 * @param line of a section with servers or checks
 * @returns the names
 */
export function namesSent({ words, at }: Statement): Named[] {
  return sent(words).flatMap(([word, read]) => {
    if (!word) return [];
    if (word.unset) return [notSet(word.unset, at)];
    return read(word.text).flatMap((text) => exactName(text, at) ?? []);
  });
}

type Sent = [word: Word | undefined, read: (text: string) => string[]];

/** Where the words of a server line begin that are no name and no address. */
const behind: Readonly<Record<string, number>> = { 'default-server': 1, server: 3, 'server-template': 4 };

function sent(words: readonly Word[]): Sent[] {
  const [keyword = '', action = '', ...args] = words.map(({ text }) => text);
  const from = Object.hasOwn(behind, keyword) ? behind[keyword] : undefined;
  if (from !== undefined)
    return [...after(words, from, 'check-sni', (text) => [text]), ...after(words, from, 'sni', constantNames)];
  if (keyword === 'http-request' && /^(?:set|add)-header$/.test(action))
    return args[0]?.toLowerCase() === 'host' ? [[words[3], constantText]] : [];
  // What takes a part of the old value over (`\1`) is no constant.
  if (keyword === 'http-request' && /^replace-(?:header|value)$/.test(action))
    return args[0]?.toLowerCase() === 'host' && !/\\\d/.test(args[2] ?? '') ? [[words[4], constantText]] : [];
  if (/^(?:http|tcp)-check$/.test(keyword)) {
    if (action === 'connect') return after(words, 2, 'sni', (text) => [text]);
    if (keyword === 'http-check' && action === 'send')
      return words.flatMap(({ text }, i): Sent[] => {
        const isHost = text === 'hdr' && words[i + 1]?.text.toLowerCase() === 'host';
        return isHost ? [[words[i + 2], constantText]] : [];
      });
    return /^send(?:-lf)?$/.test(action) ? [[words[2], hostInRequest]] : [];
  }
  // Before there was `http-check send`, headers stood behind the version.
  if (keyword === 'option' && action === 'httpchk') return words.slice(2).map((word) => [word, hostInRequest]);
  return [];
}

function after(words: readonly Word[], from: number, keyword: string, read: (text: string) => string[]): Sent[] {
  const at = words.findIndex(({ text }, i) => i >= from && text === keyword);
  return at < 0 ? [] : [[words[at + 1], read]];
}

function hostInRequest(text: string): string[] {
  const host = /[\r\n]host:[ \t]*([^\r\n]*)/i.exec(text)?.[1]?.trim();
  return host ? [host] : [];
}
