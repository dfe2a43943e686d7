/** What lines are made of where real HAProxy is asked how it reads them. */
export const pieces = [
  ...[' ', ' ', '  ', '\t', '\v', '\f', '\r', 'a', 'b1', '-', '.', '{', '}', '[*]', ',', '\xe9', '\xff'],
  ...['"', '"', "'", '""', "''", '#', '\\', '\\\\', '\\ ', '\\t', '\\n', '\\#', '\\"', "\\'", '\\$', '\\1'],
  ...['\\x41', '\\x00', '\\x4', '\\xg1', '$', '$V', `\${V}`, '$E', `\${W2[*]}`, `\${.LINE}`],
  ...['"$V"', `"\${E}"`, `"\${E[*]}"`, `"\${W[*]}"`, `"\${W2[*]}"`, `"\${S[*]}"`, '"$Q"', `"\${Q[*]}"`, `"\${V-x}"`],
  ...[`"\${U-d d}"`, `"\${U[*]-d  d }"`, `"\${.LINE}"`, `"\${.FILE}"`, `"\${.SECTION}"`, `"\${.NO}"`],
  ...[`"\${1}"`, `"\${V"`, `"\${V[x]}"`, `"\${V[*}"`],
];

/** Set where they are read; `U` is not. */
export const variables: Record<string, string> = {
  E: '',
  V: 'v',
  W: 'p q',
  W2: ' p  q ',
  S: ' ',
  Q: 'a"b\'c\\d#e',
};
