import type { Lot } from './lot.ts';
import { name, quoted, sample, variable } from './traffic-samples.ts';
import { times } from './traffic-times.ts';

const matching = (lot: Lot) =>
  lot.one(['beg', 'end', 'sub', 'reg', 'dom', 'dir', 'str', 'len', 'found', 'bool', 'int']);

function pattern(lot: Lot, how: string): string {
  if (how === 'found') return '';
  if (how === 'bool') return lot.one(['', '', '1']);
  if (how === 'len' || how === 'int') return lot.one(['16', 'gt 3', '1:16', 'lt 5 eq 21', '0', 'ge 1 le 30']);
  if (how === 'reg') return lot.one(['^www', '[.]test$', 'example', '^(www|other)[.]', '^[a-z.]+$', '^$', 'www nope']);
  return (
    lot.one([
      name(lot),
      name(lot),
      'www',
      'www.',
      'test',
      '.test',
      'example',
      'EXAMPLE',
      '/',
      'GET',
      'nope {host}',
      'nope {other}',
      ':8443',
      '"{host}"',
    ]) || '""'
  );
}

/**
 * What an ACL compares, with what.
 * @param lot draws
 * @returns its words
 */
export function criterion(lot: Lot): string {
  if (lot.chance(0.25)) {
    const flags = lot.one(['', ' -i', ' -i', ' --', ' -i --', ' -m str', ' -i -m str', ' -n -i']);
    return `${lot.one(['hdr(host)', 'req.hdr(host)', 'ssl_fc_sni', 'hdr(host),lower', 'req.hdr(host),field(1,:)', 'req.ssl_sni', 'hdr(host),host_only'])}${flags} ${pattern(lot, 'str')}`;
  }
  if (lot.chance(0.4)) {
    const how = matching(lot);
    const flags = lot.chance(0.4) ? ` -i` : '';
    const fetch = how === 'found' || lot.chance(0.3) ? `var(${variable(lot)})` : sample(lot);
    return `${quoted(fetch)} -m ${how}${flags} ${pattern(lot, how)}`;
  }
  return lot.one([
    'ssl_fc',
    'ssl_fc_has_sni',
    'method GET',
    'method POST PUT',
    'method -i get',
    'path /',
    'path_beg /',
    'path_beg /api /login',
    'path -m beg /a',
    'path_end .php /',
    'path_reg ^/$',
    'path_len 1',
    'path_dir login',
    'path,url_dec -m beg /',
    'hdr_beg(host) -i www.',
    'hdr_end(host) -i .test .example',
    'hdr_sub(host) example',
    'hdr_dom(host) -i example.test',
    'hdr_reg(host) -i ^www[.]',
    'hdr_len(host) gt 5',
    'hdr_cnt(host) 1',
    'req.hdr_cnt(host) gt 1',
    'req.hdr_cnt(x-a) eq 0',
    'req.hdr(x-a) -m found',
    'hdr(x-a) {host}',
    'hdr_val(x-a) 1',
    'always_true',
    'always_false',
    'int(1) 1',
    'int(7) gt 3',
    'bool(1)',
    'dst_port 443',
    'dst_port lt 1024',
    'url_beg http',
    'url -m sub /',
    'url_param(a) -m found',
    'urlp(a) b',
    'query -m found',
    'base_beg {host}',
    'base -m end /',
    'req.cook(a) -m found',
    'cook_cnt(a) 0',
    'http_auth_user -m found',
    'req.ver 1.1',
    'req.proto_http',
    'fc_http_major 1',
    'fc_rcvd_proxy',
    'ssl_fc_sni_end -i .test',
    'ssl_fc_sni_reg ^www',
    'ssl_c_used',
    'http_first_req',
    'http_auth(nobody)',
    'req.ssl_hello_type 1',
    'req.ssl_ver gt 3',
    'req.ssl_ec_ext 1',
    'req.body_len 0',
    'fe_name fe.{cell}',
    'be_name -m found',
    'hdr_ip(x-forwarded-for) 192.0.2.1',
    'hdr_ip(x-forwarded-for) -m found',
    'res.hdr(a) b',
    'method_beg G',
    'hdr(host) -m ip 192.0.2.7',
    'stopping',
    'wait_end',
    'req.hdr(host) -m str -f /nonexistent.lst',
    'hdr(connection) close',
    'hdr(accept) */*',
    'hdr(user-agent) -m sub sni',
    'req.fhdr(accept) -m found',
  ]);
}

/**
 * `acl NAME ...` lines.
 * @param lot draws
 * @returns none, most often
 */
export function aclLines(lot: Lot): string[] {
  return times(lot, 0, lot.chance(0.35) ? 3 : 0, () => `acl ${lot.one(['a', 'b', 'b'])} ${criterion(lot)}`);
}

function term(lot: Lot, names: readonly string[]): string {
  const negation = lot.chance(0.25) ? lot.one(['!', '!', '! ', '!!']) : '';
  if (names.length > 0 && lot.chance(0.5)) return `${negation}${lot.one(names as [string])}`;
  if (lot.chance(0.12))
    return `${negation}${lot.one(['TRUE', 'FALSE', 'METH_GET', 'HTTP', 'HTTP_1.1', 'HTTP_URL_SLASH', 'WAIT_END', 'HTTP_CONTENT', 'HTTP_2.0', 'METH_POST'])}`;
  return `${negation}{ ${criterion(lot)} }`;
}

/**
 * ` if ...`, ` unless ...`, or nothing.
 * @param lot draws
 * @param acls the `acl` lines in reach
 * @param always how often there is none (0 to 1)
 * @returns the words behind a rule
 */
export function condition(lot: Lot, acls: readonly string[], always = 0.45): string {
  if (lot.chance(always)) return '';
  const names = [...new Set(acls.map((line) => line.split(' ')[1] ?? ''))];
  const suite = () => times(lot, 1, lot.chance(0.25) ? 2 : 1, () => term(lot, names)).join(' ');
  const suites = times(lot, 1, lot.chance(0.2) ? 3 : 1, suite).join(lot.one([' || ', ' or ', ' OR ']));
  return ` ${lot.one(['if', 'if', 'if', 'unless'])} ${suites}`;
}
