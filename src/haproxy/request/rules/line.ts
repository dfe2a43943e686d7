import type { Followed, Header, SampleContext } from '../context.ts';
import { sameName } from '../header-values.ts';
import { find } from '../regex/regex.ts';
import { filledIn } from '../regex/replace.ts';
import { uriParts } from '../uri.ts';
import { textOf } from '../words.ts';
import type { Action, Actions, Effect } from './effect.ts';
import { argument } from './headers.ts';

type Part = 'path' | 'pathq' | 'uri';

function withUri(context: SampleContext, uri: Followed<string>, headers = context.request.headers): Effect {
  return { kind: 'go', context: { ...context, request: { ...context.request, uri, headers } } };
}

/** A whole URI brings its own Host (haproxy v3.4.0 src/http_htx.c:850). */
function withWholeUri(context: SampleContext, uri: Followed<string>): Effect {
  const authority = uri.known ? uriParts(uri.value).authority : '';
  if (uri.known && authority === '') return withUri(context, uri);
  const value: Followed<string> = uri.known ? { known: true, value: authority } : uri;
  const headers = context.request.headers.map((header): Header => {
    return sameName(header.name, 'host') ? { ...header, value } : header;
  });
  return withUri(context, uri, headers);
}

/** Where a part of a URI stands in it. */
function span(uri: string, part: Part): { start: number; end: number } {
  if (part === 'uri') return { start: 0, end: uri.length };
  const { pathAndQuery, pathStart } = uriParts(uri);
  const start = pathAndQuery === null ? 0 : pathStart;
  const mark = uri.indexOf('?', start);
  return { start, end: part === 'pathq' || mark < 0 ? uri.length : mark };
}

function put(context: SampleContext, part: Part, text: Followed<string>): Effect {
  if (part === 'uri') return withWholeUri(context, text);
  const { uri } = context.request;
  if (!text.known) return withUri(context, text);
  if (!uri.known) return withUri(context, uri);
  const { start, end } = span(uri.value, part);
  return withUri(context, { known: true, value: uri.value.slice(0, start) + text.value + uri.value.slice(end) });
}

function set(part: Part): Action {
  return (rule, context) => put(context, part, argument(rule.args[0], context, rule));
}

const setMethod: Action = (rule, context) => {
  const method = argument(rule.args[0], context, rule);
  return { kind: 'go', context: { ...context, request: { ...context.request, method } } };
};

const setQuery: Action = (rule, context) => {
  const query = argument(rule.args[0], context, rule);
  const { uri } = context.request;
  if (!query.known) return withUri(context, query);
  if (!uri.known) return withUri(context, uri);
  const mark = uri.value.indexOf('?');
  const path = mark < 0 ? uri.value : uri.value.slice(0, mark);
  // Without a query before, an empty one leaves no question mark.
  const tail = mark < 0 && query.value === '' ? '' : `?${query.value}`;
  return withUri(context, { known: true, value: path + tail });
};

function replace(part: Part): Action {
  return (rule, context) => {
    const { uri } = context.request;
    if (!uri.known) return withUri(context, uri);
    const source = textOf(rule.args[0]);
    const { start, end } = span(uri.value, part);
    const text = uri.value.slice(start, end);
    if (text === '') return withUri(context, uri);
    const found = source.known ? find(source.value, text) : source;
    if (!found.known) return put(context, part, { ...found, rule });
    if (!found.value) return withUri(context, uri);
    const replacement = argument(rule.args[1], context, rule);
    if (!replacement.known) return put(context, part, replacement);
    const filled = filledIn(replacement.value, text, found.value);
    if (filled === null) return { kind: 'unknown', because: 'a replacement that HAProxy cannot carry out' };
    return put(context, part, { known: true, value: filled });
  };
}

const normalize: Action = (rule, context) => {
  const { uri } = context.request;
  const doubt = { known: false as const, because: `normalize-uri ${rule.args[0]?.text ?? ''}`, rule };
  return withUri(context, uri.known ? doubt : uri);
};

/** Actions on the request line (HAProxy manual, 4.3). */
export const lineActions: Actions = new Map<string, Action>([
  ['set-method', setMethod],
  ['set-path', set('path')],
  ['set-pathq', set('pathq')],
  ['set-query', setQuery],
  ['set-uri', set('uri')],
  ['replace-path', replace('path')],
  ['replace-pathq', replace('pathq')],
  ['replace-uri', replace('uri')],
  ['normalize-uri', normalize],
]);
