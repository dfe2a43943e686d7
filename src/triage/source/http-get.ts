import { Unreadable } from './unreadable.ts';

/** What a page is asked with. */
export interface Get {
  /** `user:password`; null: none. */
  auth: string | null;
  /** Authorities in PEM. */
  ca: string;
  signal: AbortSignal;
  /** The most that is read, in bytes. */
  room: number;
  /** More than that is left away; absent: it is refused. */
  cut?: true;
}

/** What came back. */
export interface Got {
  status: number;
  /** One character a byte. */
  body: string;
  /** Where it came from in the end. */
  url: URL;
}

const mostRedirects = 3;
/** In ms: until the connection stands, without a byte, the whole. */
const limits = { connect: 5000, silence: 10_000, total: 60_000 };

/**
 * Gets a page. The HTTP client is loaded only now.
 * @param url where it is
 * @param get see {@link Get}
 * @returns the answer, whatever its status; redirects are followed on the same host alone, since a password goes with them
 * @throws Unreadable whose message begins behind the name of the page; the signal's reason
 */
export async function get(url: URL, get: Get): Promise<Got> {
  const { Agent, request } = await import('undici');
  const agent = new Agent({
    connect: { ca: get.ca, timeout: limits.connect },
    headersTimeout: limits.silence,
    bodyTimeout: limits.silence,
    pipelining: 0,
  });
  const late = AbortSignal.timeout(limits.total);
  const headers = {
    accept: 'text/csv, text/plain, */*',
    'user-agent': 'sni-doctor',
    ...(get.auth === null ? {} : { authorization: `Basic ${Buffer.from(get.auth, 'utf8').toString('base64')}` }),
  };
  try {
    let at = url;
    for (let redirects = 0; ; redirects++) {
      const signal = AbortSignal.any([get.signal, late]);
      const { statusCode: status, headers: answered, body } = await request(at, { dispatcher: agent, headers, signal });
      const location = status >= 300 && status < 400 ? answered.location : undefined;
      if (location === undefined) return { status, body: await bounded(body, get), url: at };
      body.destroy();
      body.on('error', () => {});
      if (redirects === mostRedirects) throw new Unreadable('it redirects again and again');
      at = redirected(at, [location].flat()[0] ?? '');
    }
  } catch (error) {
    get.signal.throwIfAborted();
    if (error instanceof Unreadable) throw error;
    if (late.aborted) throw new Unreadable(`its answer does not end within ${limits.total / 1000} s`);
    throw problem(error as NodeJS.ErrnoException, url);
  } finally {
    await agent.destroy();
  }
}

async function bounded(body: AsyncIterable<Uint8Array>, { room, cut }: Get): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= room) continue;
    if (cut) break;
    throw new Unreadable(`it answers with more than ${room / 1e6} MB`);
  }
  return Buffer.concat(chunks).toString('latin1');
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  const safer = from.protocol === 'http:' && to?.protocol === 'https:';
  if (
    to &&
    to.hostname === from.hostname &&
    (to.host === from.host || safer) &&
    (to.protocol === from.protocol || safer)
  )
    return to;
  if (to) {
    to.username = '';
    to.password = '';
  }
  throw new Unreadable(
    'it redirects to another place, where a password is not to be sent',
    to ? `if that is right, name it: ${to.href.slice(0, 200)}` : null,
  );
}

function problem(error: NodeJS.ErrnoException, { protocol }: URL): Unreadable {
  // Of an answer that is no HTTP undici gives the name alone.
  const code = error.code ?? error.name;
  const hint = hints.find(([pattern]) => pattern.test(code));
  if (hint) return new Unreadable(hint[1], hint[2]);
  // Clear text that a TLS port does not understand, and the other way round.
  if (/^(?:EPROTO|ERR_SSL.*|HPE_.*|HTTPParserError|UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code))
    return protocol === 'https:'
      ? new Unreadable(`the TLS handshake or the answer fails (${code})`, 'is it an http:// page?')
      : new Unreadable(`its answer is not HTTP, or there is none (${code})`, 'is it an https:// page?');
  return new Unreadable(`it cannot be read (${code})`);
}

const trust = 'give the authority that signed it as --ca-file FILE';
const hints: readonly [RegExp, message: string, hint: string | null][] = [
  [
    /^ECONNREFUSED$/,
    'nothing listens there',
    'the `bind` line of the proxy with `stats enable` or `stats uri` is meant',
  ],
  [/^(?:ENOTFOUND|EAI_)/, 'its host name does not resolve', null],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/, 'it cannot be reached', null],
  [/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/, `no answer within ${limits.silence / 1000} s`, null],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'the head of its answer is too large', null],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name', 'name it as the certificate does'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired', null],
  [/SELF_SIGNED|UNABLE_TO|CERT_|ISSUER/, 'its certificate is not trusted', trust],
];
