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

const proxyHeader: Fetch = {
  type: 'bool',
  values: (context) => (context.proxyHeader ? unknown('whether clients send a PROXY header') : one(boolValue(false))),
};

/** Of a ClientHello that passes through, something that each client chooses itself. */
const ofAnyHello: Fetch = {
  type: null,
  values: ({ terminates, http, client }) =>
    terminates || http || !client.tls ? known([]) : unknown('what a ClientHello holds besides its name'),
};

/** Clients speak HTTP/1.1 here; what is no HTTP has no version. */
const httpMajor: Fetch = { type: 'int', values: ({ http }) => one(http ? numberValue(1) : null) };

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
  ['fc_http_major', httpMajor],
  ['fc_rcvd_proxy', proxyHeader],
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
  ['req.ssl_ver', ofAnyHello],
  ['req_ssl_ver', ofAnyHello],
  ['req.ssl_ec_ext', ofAnyHello],
  ['req.ssl_st_ext', ofAnyHello],
  ['req.ssl_hello_type', ofHello('int', () => numberValue(1))],
  ['req_ssl_hello_type', ofHello('int', () => numberValue(1))],
]);
