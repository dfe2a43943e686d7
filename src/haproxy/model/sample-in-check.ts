/** A sample expression, taken apart: a fetch and its converters. */
type Call = { name: string; argument: string | null };

/**
 * Where a sample expression ends that stands in a log-format text (haproxy v3.4.0 src/sample.c, sample_parse_expr).
 * @param text the whole text
 * @param start behind `%[`
 * @returns the place of its `]`; null: HAProxy finds none
 */
export function expressionEnd(text: string, start: number): number | null {
  let i = start;
  for (;;) {
    const name = /^[^\s()[\],]+/.exec(text.slice(i));
    if (!name) return null;
    i += name[0].length;
    if (text[i] === '(') {
      const end = argumentsEnd(text, i + 1);
      if (end === null) return null;
      i = end + 1;
    }
    if (text[i] === ']') return i;
    if (text[i] !== ',') return null;
    i += 1;
  }
}

/** Where arguments end: quotes and backslashes hide a `)`. */
function argumentsEnd(text: string, start: number): number | null {
  let quote = '';
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && quote !== "'") i += 1;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === ')') return i;
  }
  return null;
}

/** Fetches that have no value in a check (`haproxy -dKall` of the measured builds, column "backend tcp-check rule"). */
const unusable = new RegExp(
  [
    '^(?:base|capture\\.(?:req|res\\.ver)|cook(?:$|_)|dst_conn$|fc\\.timer\\.total$|fcgi\\.',
    'fe_(?:id|name|client_timeout|defbe|tarpit_timeout)$|fs\\.|hdr_|http_auth|http_first_req$|method$|path|query',
    'rdp_cookie|req[._](?!timer\\.queue$|ssl_(?:cipherlist|keyshare_groups|sigalgs|supported_groups)$)|request_date$',
    'res\\.timer\\.data$|so_|ssl_[cfs]_|ssl_fc|txn\\.timer\\.|url)',
  ].join('|'),
);

/**
 * Whether HAProxy refuses a sample expression in a health check.
 * @param expression the expression
 * @returns true for what needs a client or is no expression; false where it is accepted or where that is not known
 */
export function isRefusedInChecks(expression: string): boolean {
  const name = /^[^(,]*/.exec(expression)?.[0] ?? '';
  return !/^[A-Za-z][\w.+-]*$/.test(name) || unusable.test(name) || /^int\((?!-?\d+\))/.test(expression);
}

/**
 * The value of a sample expression that is the same for every check of a server.
 * @param expression the expression
 * @param server what stands for the server's name
 * @param backend what stands for the backend's
 * @returns null: it is not known here
 */
export function knownSample(expression: string, server: string, backend: string): string | null {
  const [fetch, ...converters] = calls(expression);
  const value = fetch ? fetched(fetch, server, backend) : null;
  return converters.reduce(converted, value);
}

function calls(expression: string): Call[] {
  return Array.from(expression.matchAll(/([^,()]+)(?:\(([^)]*)\))?,?/g), ([, name = '', argument]) => ({
    name,
    argument: argument ?? null,
  }));
}

function fetched({ name, argument }: Call, server: string, backend: string): string | null {
  if (name === 'srv_name' && !argument) return server;
  if (name === 'be_name' && !argument) return backend;
  // Quotes, escapes and further arguments are left to HAProxy.
  if (name === 'str') return /["'\\,]/.test(argument ?? '') ? null : (argument ?? '');
  if (name === 'int' && argument && /^-?\d{1,15}$/.test(argument)) return String(Number(argument));
  return null;
}

function converted(value: string | null, { name, argument }: Call): string | null {
  const plain = value !== null && argument === null && /^[\x20-\x7e]*$/.test(value);
  if (plain && name === 'lower') return value.toLowerCase();
  if (plain && name === 'upper') return value.toUpperCase();
  return null;
}
