import type { SampleContext } from '../context.ts';
import { known, unknown } from '../known.ts';
import { boolValue, numberValue, textValue, type Value } from '../value.ts';
import { type Fetch, type Fetches, one } from './fetch.ts';

/** Something of the TLS connection that ends in HAProxy; nothing in clear text. */
function ofTls(type: Value['type'], value: (sni: string | null) => Value | null): Fetch {
  return {
    type,
    values: ({ terminates, client }) => one(terminates && client.tls ? value(client.tls.sni) : null),
  };
}

/** Something of a ClientHello that passes through. */
function ofHello(type: Value['type'], value: (sni: string | null) => Value | null): Fetch {
  return {
    type,
    values: ({ terminates, client }) => one(!terminates && client.tls ? value(client.tls.sni) : null),
  };
}

const sniOrNone = (sni: string | null): Value | null => (sni === null ? null : textValue(sni));
const encrypted = ({ terminates, client }: SampleContext) => terminates && client.tls !== null;

const port: Fetch = {
  type: 'int',
  values: ({ port }) => (port === null ? unknown('the port that the client comes to') : one(numberValue(port))),
};

/** Nobody presents a client certificate here. */
const noCertificate: Fetch = { type: null, values: () => known([]) };

const certificateFields = [
  'der',
  'chain_der',
  'i_dn',
  'r_dn',
  's_dn',
  'key_alg',
  'notafter',
  'notbefore',
  'sig_alg',
  'serial',
  'sha1',
  'version',
];

/** Fetches of the client's connection (HAProxy manual, 7.3.3 to 7.3.5). */
export const connectionFetches: Fetches = new Map<string, Fetch>([
  ['dst_port', port],
  ['ssl_fc', { type: 'bool', values: (context) => one(boolValue(encrypted(context))) }],
  [
    'ssl_fc_has_sni',
    { type: 'bool', values: (context) => one(boolValue(encrypted(context) && context.client.tls?.sni !== null)) },
  ],
  ['ssl_fc_sni', ofTls('str', sniOrNone)],
  ['ssl_fc_has_crt', ofTls('bool', () => boolValue(false))],
  ['ssl_c_used', ofTls('bool', () => boolValue(false))],
  ['ssl_c_verify', ofTls('int', () => numberValue(0))],
  ...certificateFields.map((field): [string, Fetch] => [`ssl_c_${field}`, noCertificate]),
  ['req.ssl_sni', ofHello('str', sniOrNone)],
  ['req_ssl_sni', ofHello('str', sniOrNone)],
  ['req.ssl_hello_type', ofHello('int', () => numberValue(1))],
  ['req_ssl_hello_type', ofHello('int', () => numberValue(1))],
]);
