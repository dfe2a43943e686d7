import type { SampleContext } from '../context.ts';
import { unknownOfRequest } from '../known.ts';
import { boolValue } from '../value.ts';
import { connectionFetches } from './connection.ts';
import { type Fetch, type Fetches, one } from './fetch.ts';
import { headerFetches } from './headers.ts';
import { internalFetches } from './internal.ts';
import { lineFetches } from './line.ts';

/** Those that need a parsed request. */
const http: Fetches = new Map([...headerFetches, ...lineFetches]);
const others: Fetches = new Map([...connectionFetches, ...internalFetches]);

const isHttp: Fetch = { type: 'bool', values: (context) => httpOr(context, () => one(boolValue(true))) };

/** In `mode tcp` a ClientHello is no request; whether a clear-text one is there in time is chance, unless rules wait for it. */
function httpOr(context: SampleContext, values: () => ReturnType<Fetch['values']>): ReturnType<Fetch['values']> {
  if (context.http) return values();
  if (!context.terminates && context.client.tls) return one(null);
  if (context.waits) return values();
  return unknownOfRequest('it looks for a request in mode tcp');
}

/**
 * Finds a sample fetch.
 * @param name `req.hdr`
 * @returns what it gives; null: this model does not know it
 */
export function fetchNamed(name: string): Fetch | null {
  if (name === 'req.proto_http' || name === 'req_proto_http') return isHttp;
  const fetch = http.get(name);
  if (!fetch) return others.get(name) ?? null;
  return { ...fetch, values: (context, args, all) => httpOr(context, () => fetch.values(context, args, all)) };
}
