import { Unreadable } from './unreadable.ts';

/** A stats page, taken apart. */
export interface StatsUrl {
  /** Its address without user and password, fit to be shown. */
  shown: string;
  /** Its CSV form. */
  csv: URL;
  /** The page itself, which alone says version and process. */
  page: URL;
  /** `user:password`; null: none. */
  auth: string | null;
  /** It asks for some proxies alone. */
  scoped: boolean;
}

/**
 * What a page may be asked for behind its address (haproxy v3.4.0 src/http_ana.c:4102 and include/haproxy/stats-t.h).
 * `up` and `no-maint` would leave out the very servers that are looked for.
 */
const wishes = /;(?:csv|json|json-schema|typed|up|no-maint|norefresh|st=[A-Z]*)(?=;|$)/g;

/**
 * Takes the address of a stats page apart, as a browser has it.
 * @param text with or without `http://`, user and password, `;csv` or other wishes
 * @returns its parts
 * @throws Unreadable where it is none; the text is not shown, since it may hold a password
 */
export function statsUrl(text: string): StatsUrl {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const example = 'write it as in http://127.0.0.1:8404/stats';
  if (!URL.canParse(written)) throw new Unreadable('the stats page is not given as a URL', example);
  const page = new URL(written);
  if (page.protocol !== 'http:' && page.protocol !== 'https:')
    throw new Unreadable(`a stats page is at http:// or https://, not ${page.protocol}//`, example);
  const { username, password } = page;
  page.username = '';
  page.password = '';
  page.hash = '';
  if (page.search === '') page.pathname = page.pathname.replace(wishes, '');
  else page.search = page.search.replace(wishes, '');
  const csv = new URL(page);
  if (csv.search === '') csv.pathname += ';csv';
  else csv.search += ';csv';
  return {
    shown: page.href,
    csv,
    page,
    auth: username === '' && password === '' ? null : `${decoded(username)}:${decoded(password)}`,
    scoped: /[?;&]scope=/.test(page.pathname + page.search),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
