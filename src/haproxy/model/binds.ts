import type { Statement, Word } from '../syntax/tree.ts';
import { keywordList } from './keyword-list.ts';
import type { Bind } from './types.ts';

/** Keywords of `bind` that take an argument (`bind_kw` tables of haproxy v2.0.0 to v3.5-dev5). */
const withArgument = keywordList(`
  accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file cc ciphers ciphersuites
  client-sigalgs crl-file crt crt-ignore-err crt-list curves default-crt ecdhe ech expose-fd gid group guid-prefix id
  idle-ping interface ktls label level maxconn mode mss name namespace nbconn nice npn process proto quic-cc-algo
  quic-socket severity-output shards sigalgs ssl-max-ver ssl-min-ver tcp-md5sig tcp-ss tcp-ut thread tls-ticket-keys uid
  user verify
`);

/**
 * Reads a `bind` line (HAProxy manual, `bind`).
 * @param statement the line
 * @returns its address as written, the words behind it, and whether clients speak TLS to it (`ssl`, or QUIC); null: it names no address
 */
export function readBind({ words, at }: Statement): Bind | null {
  const [, address, ...rest] = words;
  if (!address) return null;
  return { at, address: address.text, ssl: isQuic(address.text) || hasSsl(rest), words: rest };
}

function isQuic(address: string): boolean {
  return address.split(',').some((one) => /^quic[46+]/.test(one));
}

function hasSsl(words: readonly Word[]): boolean {
  for (let i = 0; i < words.length; i++) {
    const text = words[i]?.text ?? '';
    if (text === 'ssl') return true;
    if (withArgument.has(text)) i++;
  }
  return false;
}
