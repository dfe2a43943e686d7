const start = 'global\n';
const defaults = 'defaults\n timeout connect 1s\n timeout client 1s\n timeout server 1s\n';
const named = (name: string) => defaults.replace('defaults', `defaults ${name}`);
const backend = (header: string) => `backend ${header}\n server s 127.0.0.1:1\n`;
const frontend = (header: string) => `frontend ${header}\n bind 127.0.0.1:65535\n`;
const words = (count: number) =>
  `${start} log ${Array(count - 1)
    .fill('a')
    .join(' ')}`;

/** Headers of every section, alone in a file. */
const headers = [
  ...['global', 'traces', 'peers', 'resolvers', 'userlist', 'mailers', 'http-errors', 'ring', 'log-forward'],
  ...['log-profile', 'crt-store', 'healthcheck', 'namespace_list', 'defaults', 'backend', 'frontend', 'listen'],
].flatMap((keyword) => [`${keyword}\n`, `${keyword} n@1\n`, `${keyword} n1\n${keyword} n1\n`]);

/** Headers with more behind the name. Of proxies they are left out: without a line they say nothing up to 3.0. */
const longHeaders = [
  ...['global', 'traces', 'peers', 'resolvers', 'userlist', 'mailers', 'http-errors', 'ring', 'log-forward'],
  ...['log-profile', 'crt-store', 'healthcheck', 'namespace_list', 'defaults'],
].map((keyword) => `${keyword} n1 x\n`);

const proxies = [
  `${defaults}${frontend('w')}${backend('w')}`,
  `${defaults}${backend('w')}${frontend('w')}`,
  `${defaults}listen w\n bind 127.0.0.1:65535\n${backend('w')}`,
  `${named('w')}${backend('w')}`,
  `${defaults}${backend('w')}${named('w')}`,
  `${named('d')}${named('d')}${backend('w')}`,
  `${named('d')}${named('d')}${backend('w from d')}`,
  `${named('d')}${backend('w from d')}${named('d')}`,
  `${named('d')}${backend('w from d')}${backend('v')}`,
  `${named('d@d')}${backend('w from d@d')}`,
  `${named('d from d')}`,
  `${named('a from b')}${named('b from a')}`,
  `${named('a')}${named('from a')}${backend('w')}`,
  `${named('a b c d')}${backend('w')}`,
  `${named('a from')}${backend('w')}`,
  `${named('from')}${backend('w')}`,
  `${defaults}${backend('w x')}`,
  `${defaults}${backend('w from')}`,
  `${named('a')}${backend('w from a b')}`,
  `${defaults}frontend w 127.0.0.1:65535\n mode http\n`,
  `${defaults}${backend('w@w')}`,
  `${defaults}Backend w\n server s 127.0.0.1:1\n`,
  `${defaults}no backend w\n`,
  `${defaults}backend w\n no\n`,
  `${defaults}backend w\n no server s 127.0.0.1:1\n`,
  `${defaults}backend w\n no option redispatch\n no log\n default option redispatch\n`,
];

const ends = [
  '',
  '# only a comment\n',
  `${start}${defaults}`.replaceAll('\n', '\r\n'),
  `${start}# cut`,
  `${start}   `,
  `${start}.if 1\n.endif`,
  `${start} log\0 x\n${defaults}`,
  `${start}# a\0b\n${defaults}`,
  `${start}\0`,
  `\0${start}`,
  `\xef\xbb\xbf${start}`,
  `foo bar\n${start}`,
];

const branches = [
  '.if 1\n',
  '.endif\n',
  '.else\n',
  '.elif 1\n',
  '.if 1\n.else\n.else\n.endif\n',
  '.if 1\n.else\n.elif 1\n.endif\n',
  '.if 1\n.else x\n.endif\n',
  '.if 1\n.endif x\n',
  '.if 1\n.endif # x\n',
  '.if 1\n.endif "" x\n',
  '.if 0\n.if 0\n.else x\n.endif\n.endif\n',
  '.if 1\n.elif foo\n.endif\n',
  '.if 0\n.elif foo\n.endif\n',
  '.if 0\n.if foo\n.endif\n.endif\n',
  `${'.if 1\n'.repeat(99)}${'.endif\n'.repeat(99)}`,
  `${'.if 0\n'.repeat(100)}${'.endif\n'.repeat(100)}`,
  '.foo\n',
  '.if 0\n.foo\nbar baz\nno x\n.endif\n',
  '.if 0\n foo "bar\n.endif\n',
  '.if 0\n foo "" bar\n.endif\n',
  '.if 0\n[a@]\n.endif\n',
  '.notice a b\n',
  '.notice\n',
  '.alert x\n',
  '.warning x\n',
  '.diag x\n',
].map((text) => start + text);

const wordsAndVariables = [
  `${start}"" foo\n`,
  `${start}${defaults}backend w\n server s 127.0.0.1:1 "" foo\n`,
  `${start}${defaults}backend w\n server s 127.0.0.1:1 "$EMPTY"\n`,
  `${start}${defaults}backend w\n server s 127.0.0.1:1 "\${EMPTY[*]}" check\n`,
  `${words(65)}\n`,
  `.notice "\${NONE-x}"\n`,
  `\n.notice "\${NONE-x}"\n`,
  `${start}.notice ${'a'.repeat(1014)}"\${NONE-x}"\n`,
  `${start}.notice ${'a'.repeat(1015)}"\${NONE-x}"\n`,
  `${start}[]\n`,
  `${start}[a] b\n`,
  `${start}[a] # b\n`,
  `${start} [a\n`,
  ...['setenv', 'setenv A', 'setenv A b c', 'setenv A=b c', 'unsetenv', 'unsetenv A=', 'resetenv', 'presetenv A'].map(
    (line) => `${start} ${line}\n`,
  ),
];

const severalFiles = [
  [`${start}${defaults}backend w\n`, ' server s 127.0.0.1:1\n'],
  [`${start}${defaults}`, backend('w')],
  [`${start}.if 1\n`, '.endif\n'],
  [`${start}${defaults}${backend('w')}`, backend('w')],
];

/** Files that real HAProxy is asked about: does it take them? */
export const cases: readonly (readonly string[])[] = [
  ...[...headers, ...longHeaders, ...proxies].map((text) => [text]),
  ...[...ends, ...branches, ...wordsAndVariables].map((text) => [text]),
  ...severalFiles,
];
