import type { SampleContext } from '../context.ts';
import { headerValues } from '../header-values.ts';
import { type Known, known } from '../known.ts';
import { pathOf, uriParts } from '../uri.ts';
import { boolValue, numberValue, textValue, type Value } from '../value.ts';
import { type Fetch, type Fetches, one } from './fetch.ts';

function ofUri(text: (uri: string, args: readonly string[]) => string | null, since?: string): Fetch {
  return {
    type: 'str',
    ...(since === undefined ? {} : { since }),
    values({ request: { uri } }, args) {
      if (!uri.known) return uri;
      const found = text(uri.value, args);
      return one(found === null ? null : textValue(found));
    },
  };
}

/** The first Host and the path behind it. */
function base(withQuery: boolean): Fetch {
  return {
    type: 'str',
    ...(withQuery ? { since: '2.4' } : {}),
    values({ request }) {
      const hosts = headerValues(request.headers, 'host', false);
      if (!hosts.known) return hosts;
      if (!request.uri.known) return request.uri;
      const uri = request.uri.value;
      const path = withQuery ? uriParts(uri).pathAndQuery : pathOf(uri);
      const host = hosts.value[0] ?? '';
      if (host === '') return one(path === null ? null : textValue(path));
      return one(textValue(host + (path?.startsWith('/') ? path : '')));
    },
  };
}

function query(uri: string, [flag]: readonly string[]): string | null {
  const mark = uri.indexOf('?');
  if (mark < 0) return null;
  return uri.slice(flag === 'with_qm' && mark + 1 < uri.length ? mark : mark + 1);
}

/** Parameters are parted by `&`, `;` and the character before the first one (haproxy v3.4.0 src/http.c). */
function parameters(uri: string, [name = '', mark = '', how = '']: readonly string[]): string[] {
  const delimiter = mark[0] ?? '?';
  const start = uri.indexOf(delimiter);
  if (start < 0) return [];
  const parts: string[] = [];
  let part = '';
  for (const char of uri.slice(start + 1)) {
    if (char !== '&' && char !== ';' && char !== delimiter) part += char;
    else {
      parts.push(part);
      part = '';
    }
  }
  parts.push(part);
  const same = (key: string) => (how.startsWith('i') ? key.toLowerCase() === name.toLowerCase() : key === name);
  return parts.flatMap((text) => {
    const equals = text.indexOf('=');
    if (equals < 0 || (name !== '' && !same(text.slice(0, equals)))) return [];
    return [text.slice(equals + 1)];
  });
}

function parameter(convert: (text: string) => Value, type: Value['type']): Fetch {
  return {
    type,
    values({ request: { uri } }, args, all) {
      if (!uri.known) return uri;
      const found = parameters(uri.value, args).map(convert);
      return known(all ? found : found.slice(0, 1));
    },
  };
}

/** The method that the client used: `set-method` does not change it (measured, 2.6 to 3.4). */
function method({ client }: SampleContext): Known<Value[]> {
  return one({ type: 'meth', text: client.method });
}

const always = (value: Value): Fetch => ({ type: value.type, values: () => one(value) });

/** Fetches of the request line (HAProxy manual, 7.3.6). */
export const lineFetches: Fetches = new Map<string, Fetch>([
  ['method', { type: 'meth', values: method }],
  ['url', ofUri((uri) => uri)],
  ['path', ofUri(pathOf)],
  ['pathq', ofUri((uri) => uriParts(uri).pathAndQuery, '2.3')],
  ['query', ofUri(query)],
  ['base', base(false)],
  ['baseq', base(true)],
  ['urlp', parameter(textValue, 'str')],
  ['url_param', parameter(textValue, 'str')],
  ['req.ver', always(textValue('1.1'))],
  ['req_ver', always(textValue('1.1'))],
  ['fc_http_major', always(numberValue(1))],
  ['http_first_req', always(boolValue(true))],
  // The requests spoken of here have no body.
  ['req.body_len', always(numberValue(0))],
  ['req.body_size', always(numberValue(0))],
]);
