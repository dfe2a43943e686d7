/** How a pattern is compared (HAProxy manual, 7.1). */
export type Matching =
  | 'found'
  | 'bool'
  | 'int'
  | 'ip'
  | 'bin'
  | 'len'
  | 'str'
  | 'beg'
  | 'sub'
  | 'dir'
  | 'dom'
  | 'end'
  | 'reg'
  | 'meth';

export const matchings: ReadonlySet<string> = new Set<Matching>([
  'found',
  'bool',
  'int',
  'ip',
  'bin',
  'len',
  'str',
  'beg',
  'sub',
  'dir',
  'dom',
  'end',
  'reg',
]);

/** Keywords of ACLs that are no fetches: `hdr_end`, `path_beg`, ... (haproxy v3.4.0 src/http_acl.c:93). */
const families: Readonly<Record<string, string>> = {
  base: 'base',
  cook: 'req.cook',
  hdr: 'req.hdr',
  path: 'path',
  url: 'url',
  urlp: 'urlp',
};

const special: Readonly<Record<string, { fetch: string; matching: Matching }>> = {
  ssl_fc_sni_end: { fetch: 'ssl_fc_sni', matching: 'end' },
  ssl_fc_sni_reg: { fetch: 'ssl_fc_sni', matching: 'reg' },
  method: { fetch: 'method', matching: 'meth' },
  req_ver: { fetch: 'req.ver', matching: 'str' },
  req_ssl_sni: { fetch: 'req.ssl_sni', matching: 'str' },
};

/**
 * Finds a keyword that names a fetch and how its values are compared.
 * @param name `hdr_end`
 * @returns both; null: it is no such keyword
 */
export function aclKeyword(name: string): { fetch: string; matching: Matching } | null {
  const found = Object.hasOwn(special, name) ? special[name] : undefined;
  if (found) return found;
  const [, family = '', suffix] = /^([a-z]+)(?:_(beg|dir|dom|end|len|reg|sub))?$/.exec(name) ?? [];
  const fetch = Object.hasOwn(families, family) ? families[family] : undefined;
  return fetch === undefined ? null : { fetch, matching: (suffix ?? 'str') as Matching };
}

/** ACLs that every configuration has (haproxy v3.4.0 src/acl.c, `default_acl_list`). */
export const predefined: ReadonlyMap<string, readonly string[]> = new Map([
  ['TRUE', ['always_true']],
  ['FALSE', ['always_false']],
  ['LOCALHOST', ['src', '127.0.0.1/8', '::1']],
  ['HTTP', ['req.proto_http']],
  ['HTTP_1.0', ['req.ver', '1.0']],
  ['HTTP_1.1', ['req.ver', '1.1']],
  ['HTTP_2.0', ['req.ver', '2.0']],
  ['HTTP_3.0', ['req.ver', '3.0']],
  ['METH_CONNECT', ['method', 'CONNECT']],
  ['METH_DELETE', ['method', 'DELETE']],
  ['METH_GET', ['method', 'GET', 'HEAD']],
  ['METH_HEAD', ['method', 'HEAD']],
  ['METH_OPTIONS', ['method', 'OPTIONS']],
  ['METH_POST', ['method', 'POST']],
  ['METH_PUT', ['method', 'PUT']],
  ['METH_TRACE', ['method', 'TRACE']],
  ['HTTP_URL_ABS', ['url_reg', '^[^/:]*://']],
  ['HTTP_URL_SLASH', ['url_beg', '/']],
  ['HTTP_URL_STAR', ['url', '*']],
  ['HTTP_CONTENT', ['req.hdr_val(content-length)', 'gt', '0']],
  ['RDP_COOKIE', ['req.rdp_cookie_cnt', 'gt', '0']],
  ['REQ_CONTENT', ['req.len', 'gt', '0']],
  ['WAIT_END', ['wait_end']],
]);
