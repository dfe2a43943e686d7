import type { Lot } from './lot.ts';
import { times } from './traffic-times.ts';

/**
 * A name as Hosts and server names have them.
 * @param lot draws
 * @returns the name, perhaps with a port, perhaps empty
 */
export function name(lot: Lot): string {
  if (lot.chance(0.6)) return lot.one(['{host}', '{host}', '{other}']);
  return lot.one([
    '{host}:8443',
    '{host}:443',
    'WWW.EXAMPLE.TEST',
    'Www.Example.Test:80',
    '{other}:443',
    '192.0.2.7',
    '192.0.2.7:443',
    '{host}.',
    'a.{host}',
    'example.test',
    'localhost',
    '',
  ]);
}

const variables = ['txn.a', 'txn.b', 'req.a', 'sess.a'] as const;

/**
 * Name of a variable: of few, so that those that are set are read.
 * @param lot draws
 * @returns the name
 */
export function variable(lot: Lot): string {
  return lot.one(variables);
}

function converter(lot: Lot): string {
  return lot.one([
    'lower',
    'lower',
    'upper',
    'field(1,:)',
    'field(1,:)',
    'field(2,:)',
    'field(2,.)',
    'field(-1,.)',
    'field(2,.,2)',
    'field(1,.,0)',
    'host_only',
    'host_only',
    'port_only',
    'word(1,:)',
    'word(2,.:)',
    'word(9,:)',
    'word(-2,.)',
    'regsub(^www,other)',
    'regsub(^WWW,www,i)',
    "regsub('[.]test$','.example')",
    'regsub(e,_,g)',
    "regsub(':[0-9]+$','')",
    'concat(.x)',
    `concat(,${variable(lot)},)`,
    `concat(.,${variable(lot)},.test)`,
    `concat("",${variable(lot)})`,
    'ltrim(w.)',
    'rtrim(:0123456789)',
    'bytes(0,3)',
    'bytes(4)',
    'length',
    'url_dec',
    'url_enc',
    'base64',
    'base64,b64dec',
    'hex',
    'iif(yes,no)',
    `strcmp(${variable(lot)})`,
    'sub(1)',
    'not',
    'bool',
    'cut_crlf',
    `set-var(${variable(lot)})`,
    'add_item(.,txn.a,x)',
    'query',
    'url_dec,lower',
    'mod(7)',
    'capture-req(0)',
    'debug',
  ]);
}

/** Where a sample comes from. */
function fetch(lot: Lot): string {
  if (lot.chance(0.55))
    return lot.one([
      'req.hdr(host)',
      'hdr(host)',
      'req.hdr(Host)',
      'ssl_fc_sni',
      `str(${name(lot)})`,
      'req.hdr(host,1)',
    ]);
  return lot.one([
    'req.fhdr(host)',
    'req.hdr(host,-1)',
    'req.hdr(x-name)',
    'req.hdr(x-a)',
    'req.ssl_sni',
    'req_ssl_sni',
    `var(${variable(lot)})`,
    `var(${variable(lot)})`,
    `var(${variable(lot)},{host})`,
    `str("${name(lot)}")`,
    `str('${name(lot)}')`,
    'path',
    'method',
    'url',
    'base',
    'pathq',
    'query',
    'fe_name',
    'be_name',
    'srv_name',
    'ssl_fc',
    'ssl_fc_has_sni',
    'fc_http_major',
    'fc_rcvd_proxy',
    'req.ver',
    'req.hdr_cnt(host)',
    'req.hdr_names',
    'req.hdr(user-agent)',
    'hdr_val(x-a)',
    'always_true',
    'always_false',
    'int(0)',
    'int(7)',
    'bool(true)',
    'dst_port',
    'http_first_req',
    'url_param(a)',
    'req.cook(a)',
    'urlp(a)',
    'capture.req.hdr(0)',
    'req.body_len',
    'stopping',
    'ssl_c_used',
    'http_auth_user',
    'srv_id',
    'req.proto_http',
  ]);
}

/**
 * @param text a word, perhaps with quotes of its own
 * @returns it as HAProxy reads it in one piece
 */
export function quoted(text: string): string {
  return /["'\\$ ]/.test(text) ? `"${text.replace(/[\\"$]/g, '\\$&')}"` : text;
}

/**
 * A sample expression.
 * @param lot draws
 * @returns a fetch, and converters
 */
export function sample(lot: Lot): string {
  return [fetch(lot), ...times(lot, 0, lot.chance(0.3) ? 3 : 1, () => converter(lot))].join(',');
}

/**
 * A log-format string.
 * @param lot draws
 * @returns it as one word
 */
export function format(lot: Lot): string {
  if (lot.chance(0.5)) return name(lot) || '""';
  const filled = () => `%[${sample(lot)}]`;
  const text = lot.chance(0.7)
    ? filled()
    : lot.one([`www.${filled()}`, `${filled()}.test`, `${filled()}:443`, `a%%${filled()}`, `${filled()}${filled()}`]);
  return quoted(text);
}
