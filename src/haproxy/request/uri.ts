/** The parts of a request target (RFC 9112, section 3.2), as HAProxy tells them apart. */
export interface UriParts {
  /** `http://`; '' where there is none. */
  scheme: string;
  /** With user information left out; '' where there is none. */
  authority: string;
  /** From the first slash behind the authority to the end; null: there is none. */
  pathAndQuery: string | null;
  /** Where that begins in the target. */
  pathStart: number;
}

/**
 * Takes a request target apart (haproxy v3.4.0 src/http.c, `http_parse_scheme`, `http_parse_authority`, `http_parse_path`).
 * @param uri a path, `*`, or an absolute URI
 * @returns its parts
 */
export function uriParts(uri: string): UriParts {
  if (uri === '' || uri.startsWith('*'))
    return { scheme: '', authority: '', pathAndQuery: null, pathStart: uri.length };
  if (uri.startsWith('/')) return { scheme: '', authority: '', pathAndQuery: uri, pathStart: 0 };
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(uri)?.[0] ?? '';
  const slash = uri.indexOf('/', scheme.length);
  const end = slash < 0 ? uri.length : slash;
  const authority = uri.slice(scheme.length, end);
  // Without a scheme it is an authority alone, and has no path.
  const pathAndQuery = scheme === '' || slash < 0 ? null : uri.slice(slash);
  return { scheme, authority: authority.slice(authority.lastIndexOf('@') + 1), pathAndQuery, pathStart: end };
}

/**
 * @param uri a request target
 * @returns its path without the query; null: there is none
 */
export function pathOf(uri: string): string | null {
  const { pathAndQuery } = uriParts(uri);
  return pathAndQuery === null ? null : (pathAndQuery.split('?', 1)[0] ?? '');
}
