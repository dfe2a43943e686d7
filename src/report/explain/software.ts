// Marks by which an error text shows whose it is, where it quotes the words of another.
const marks: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bcurl: \(|\(IN\), TLS|\(OUT\), TLS|\bSSL_connect: /, 'curl'],
  [/\bremote error: tls\b|\btls: |\bx509: |\bnet\/http\b/, 'Go'],
  [/\bjavax?\.net\.|\bReceived fatal alert: [a-z]|\bio\.netty\b/, 'Java'],
  [/_ssl\.c:\d+|\[SSL: |\brequests\.exceptions\b|\burllib3\b/, 'Python'],
  [/\bERR_SSL_|\bEPROTO\b|\bnode:/, 'Node'],
  [/\bremote party sent a TLS alert\b|\bSystem\.Net\b/, '.NET'],
  [/\breceived fatal alert: [A-Z]|\bAlertReceived\(|\brustls\b/, 'rustls'],
  [/\bOPENSSL_internal\b/, 'BoringSSL'],
  [/\bSSL alert number \d|\berror:[\dA-F]{8}:|\bSSL routines:|^(?:0x)?[\dA-F]{8}$/i, 'OpenSSL'],
];

/**
 * Whose words a text is in.
 * @param text an error text
 * @returns null: it does not show
 */
export function writtenBy(text: string): string | null {
  return marks.find(([mark]) => mark.test(text))?.[1] ?? null;
}
