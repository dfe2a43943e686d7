import type { SampleContext } from '../context.ts';
import { headerValues } from '../header-values.ts';
import { type Known, known, unknown } from '../known.ts';
import { numberValue, readInteger, textValue, type Value } from '../value.ts';
import { type Fetch, type Fetches, one } from './fetch.ts';

/** More than that is not counted from the end (haproxy v3.4.0 src/http_htx.c, MAX_HDR_HISTORY). */
const history = 10;

/**
 * Picks occurrences of a header (haproxy v3.4.0 src/http_htx.c, `http_get_htx_hdr`).
 * @param values all of them
 * @param occurrence as written: from 1, or from -1 at the end; '': any for an ACL, else the last
 * @param all for an ACL
 * @returns those that are meant
 */
function picked(values: readonly string[], occurrence: string, all: boolean): string[] {
  const asked = Number(readInteger(occurrence).number);
  if (asked === 0 && all) return [...values];
  const index = asked === 0 ? -1 : asked > 0 ? asked - 1 : asked;
  if (index < -history) return [];
  const value = values.at(index);
  return value === undefined ? [] : [value];
}

function header(whole: boolean, convert: (text: string) => Value, type: Value['type']): Fetch {
  return {
    type,
    values(context, [name = '', occurrence = ''], all) {
      const found = headerValues(context.request.headers, name, whole);
      return found.known ? known(picked(found.value, occurrence, all).map(convert)) : found;
    },
  };
}

function count(whole: boolean): Fetch {
  return {
    type: 'int',
    values(context, [name = '']) {
      const found = headerValues(context.request.headers, name, whole);
      return found.known ? one(numberValue(found.value.length)) : found;
    },
  };
}

/** Every name once for each of its fields, in the order in which they stand (haproxy v3.4.0 src/http_fetch.c, `smp_fetch_hdr_names`). */
const names: Fetch = {
  type: 'str',
  values({ request }, [delimiter = ',']) {
    return one(textValue(request.headers.map(({ name }) => name.toLowerCase()).join(delimiter[0] ?? ',')));
  },
};

/** Addresses are not compared here: only that there is no such header is known. */
const address: Fetch = {
  type: null,
  values(context, [name = '']) {
    const found = headerValues(context.request.headers, name, false);
    if (!found.known) return found;
    return found.value.length === 0 ? known([]) : unknown(`the address in header ${name}`);
  },
};

/** `Cookie` of the request: without one there is none; what it holds is read where it is plain. */
function cookies({ request }: SampleContext): Known<[string, string][]> {
  const found = headerValues(request.headers, 'cookie', true);
  if (!found.known) return found;
  const pairs: [string, string][] = [];
  for (const line of found.value) {
    if (/[",\\$]/.test(line)) return unknown('the Cookie header');
    for (const part of line.split(';')) {
      const equals = part.indexOf('=');
      if (equals >= 0) pairs.push([part.slice(0, equals).trim(), part.slice(equals + 1).trim()]);
    }
  }
  return known(pairs);
}

const cookie: Fetch = {
  type: 'str',
  values(context, [name = ''], all) {
    const found = cookies(context);
    if (!found.known) return found;
    const values = found.value.filter(([key]) => name === '' || key === name).map(([, value]) => textValue(value));
    // Of several the last is taken, of any the first.
    return known(all ? values : values.slice(name === '' ? 0 : -1).slice(0, 1));
  },
};

const cookieCount: Fetch = {
  type: 'int',
  values(context, [name = '']) {
    const found = cookies(context);
    return found.known ? one(numberValue(found.value.filter(([key]) => name === '' || key === name).length)) : found;
  },
};

/** Without an `Authorization` header there are no credentials. */
function credentials(type: Fetch['type'], since?: string): Fetch {
  return {
    type,
    ...(since === undefined ? {} : { since }),
    values(context) {
      const found = headerValues(context.request.headers, 'authorization', true);
      if (!found.known) return found;
      return found.value.length === 0 ? known([]) : unknown('the credentials in the Authorization header');
    },
  };
}

const value = header(false, textValue, 'str');
const number = header(false, (text) => numberValue(readInteger(text).number), 'int');

/** Fetches of header fields (HAProxy manual, 7.3.6). */
export const headerFetches: Fetches = new Map<string, Fetch>([
  ['req.hdr', value],
  ['hdr', value],
  ['req.fhdr', header(true, textValue, 'str')],
  ['req.hdr_val', number],
  ['hdr_val', number],
  ['req.hdr_cnt', count(false)],
  ['hdr_cnt', count(false)],
  ['req.fhdr_cnt', count(true)],
  ['req.hdr_names', names],
  ['req.hdr_ip', address],
  ['hdr_ip', address],
  ['req.cook', cookie],
  ['cook', cookie],
  ['cookie', cookie],
  ['req.cook_cnt', cookieCount],
  ['cook_cnt', cookieCount],
  ['http_auth', credentials('bool')],
  ['http_auth_group', credentials('str')],
  ['http_auth_type', credentials('str', '2.1')],
  ['http_auth_user', credentials('str', '2.1')],
  ['http_auth_pass', credentials('str', '2.1')],
  ['http_auth_bearer', credentials('str', '2.5')],
]);
