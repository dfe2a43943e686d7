import { known, unknown } from '../known.ts';
import { boolValue, numberValue, readInteger, textValue } from '../value.ts';
import { type Fetch, type Fetches, one } from './fetch.ts';

const scope = /^(proc|sess|txn|req|res|check|psess|ptxn|preq|pres)\./;

/** A variable that nobody has set yields its default, or nothing. */
const variable: Fetch = {
  type: null,
  values(context, [name = '', otherwise]) {
    const found = context.variables.get(name);
    if (found) return found.known ? one(found.value) : found;
    const where = scope.exec(name)?.[1];
    // Process-wide variables are set anywhere; of responses, checks and parent streams there are none yet.
    if (where === undefined || where === 'proc') return unknown(`variable ${name}`);
    // Where a server is connected to, the variables of the answer have taken the place of the request's, default and all
    // (haproxy v3.4.0 src/stream.c:2489, src/vars.c, `vars_get_by_desc`).
    const open = context.server === null ? 'req' : 'res';
    if (where !== 'sess' && where !== 'txn' && where !== open) return known([]);
    if (context.otherVariables !== null) return unknown(`variable ${name}: ${context.otherVariables}`);
    return one(otherwise === undefined ? null : textValue(otherwise));
  },
};

function name(which: 'frontend' | 'proxy', what: string): Fetch {
  return {
    type: 'str',
    values: (context) => {
      const text = context[which];
      return text === null ? unknown(`the name of the ${what}`) : one(textValue(text));
    },
  };
}

const environment: Fetch = {
  type: 'str',
  values({ environment }, [name = '']) {
    if (environment === null) return unknown(`environment variable ${name}`);
    const text = environment.get(name);
    return one(text === undefined ? null : textValue(text));
  },
};

/** Fetches that need no stream, and those of HAProxy's own state (HAProxy manual, 7.3.1 and 7.3.2). */
export const internalFetches: Fetches = new Map<string, Fetch>([
  ['str', { type: 'str', values: (_, [text = '']) => one(textValue(text)) }],
  ['int', { type: 'int', values: (_, [text = '']) => one(numberValue(readInteger(text).number)) }],
  ['bool', { type: 'bool', values: (_, [text = '']) => one(boolValue(/^(true|1)$/i.test(text))) }],
  ['meth', { type: 'meth', values: (_, [text = '']) => one({ type: 'meth', text }) }],
  ['always_true', { type: 'bool', values: () => one(boolValue(true)) }],
  ['always_false', { type: 'bool', values: () => one(boolValue(false)) }],
  ['stopping', { type: 'bool', values: () => one(boolValue(false)) }],
  ['wait_end', { type: 'bool', values: () => one(boolValue(true)) }],
  ['env', environment],
  ['var', variable],
  ['fe_name', name('frontend', 'frontend')],
  ['be_name', name('proxy', 'backend')],
  // Until a server is chosen there is none.
  ['srv_name', { type: 'str', since: '2.1', values: ({ server }) => one(server === null ? null : textValue(server)) }],
]);
