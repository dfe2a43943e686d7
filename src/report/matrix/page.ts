import type { HttpFacts } from '../../types.ts';

/** The name that nobody has, which unknown names are asked for (RFC 6761, section 6.4). */
const nobody = 'unrelated.invalid';

/** The answer that a name which nobody has gets, with a NUL wherever it repeats the name. */
export interface UnknownPage {
  status: number;
  location: string | null;
  /** The first bytes. */
  body: string;
  /** Whether there may be more than those. */
  cut: boolean;
}

/** No more of a body is kept by who reads it. */
const most = 1024;

/**
 * The answer that a name which nobody has gets, ready to be compared with that of another name.
 * @param http the answer
 * @returns the page
 */
export function unknownPage({ status, headers, body }: HttpFacts): UnknownPage {
  const blank = (text: string) => text.replaceAll(nobody, '\0');
  const location = headers.location === undefined ? null : blank(headers.location);
  return { status, location, body: blank(body.slice(0, most)), cut: body.length >= most };
}

/**
 * Whether a good answer is what unknown names get: a default page, or a target that serves any name alike.
 * @param http the answer
 * @param asked for which host, and how
 * @param pages what unknown names get
 * @returns undefined: not known
 */
export function servesAnyName(
  http: HttpFacts,
  { host, method }: { host: string; method: string },
  pages: readonly UnknownPage[],
): boolean | undefined {
  // Without a body one answer is like another.
  if (pages.length === 0 || method === 'HEAD') return undefined;
  return pages.some((page) => isUnknownPage(http, host, page));
}

/**
 * Whether an answer is what unknown names get.
 * @param http the answer
 * @param host that it was given for
 * @param page of unknown names
 * @returns true where status, place redirected to and first bytes agree, each for its own name
 */
export function isUnknownPage({ status, headers, body }: HttpFacts, host: string, page: UnknownPage): boolean {
  if (status !== page.status) return false;
  const fill = (text: string) => text.replaceAll('\0', host);
  const location = page.location === null ? undefined : fill(page.location);
  if (headers.location !== location) return false;
  const expected = fill(page.body);
  if (!page.cut) return body === expected;
  // Names of different lengths cut the same long page at different places.
  const length = Math.min(body.length, expected.length, most);
  return body.length > most / 2 && body.slice(0, length) === expected.slice(0, length);
}
