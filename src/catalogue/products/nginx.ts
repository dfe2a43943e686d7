import type { Product } from './product.ts';
import { page, refusedName, server } from './signs.ts';

const remedies: Product['remedies'] = {
  'sni-required': [
    'the default server needs an `ssl_certificate` in place of `ssl_reject_handshake on`.',
    'Or make this site the `default_server` of its `listen` line.',
  ],
  'handshake-refused': [
    { text: 'add NAME to the `server_name` of a server that has an `ssl_certificate`.', alert: 112 },
    {
      text: '`ssl_protocols` and `ssl_ciphers` of the default server decide; its error log at `info` says why.',
      alert: 70,
    },
    {
      text: '`ssl_protocols` and `ssl_ciphers` of the default server decide; its error log at `info` says why.',
      alert: 40,
    },
  ],
  'default-certificate': ['the `default_server` of the port answers whoever sends no name: put this site there.'],
  'certificate-wrong-name': [
    'no `server_name` holds NAME, or its `ssl_certificate` is for others: the default server answered.',
  ],
  'certificate-expired': ['after renewing, `nginx -s reload`: it keeps the old certificate in memory.'],
  'chain-incomplete': ['`ssl_certificate` takes the whole chain in one file, the own certificate first.'],
  'host-not-served': [
    { text: 'add NAME to the `server_name` of the site: the default server answers now.', status: 404 },
    {
      text: 'the server of this Host has `ssl_verify_client`: server name and Host must be the same name there.',
      status: 421,
    },
  ],
  'host-required': ['make the site the `default_server`: HTTP/1.0 without Host goes there (HTTP/1.1 gets 400).'],
  'redirect-required': ['a `return 301 https://...` of that server does it: serve the site there instead.'],
  'plain-port-redirects': [
    'a `return 301 https://...` of the server on that port does it: serve the site there instead.',
  ],
  'forwarded-proto-required': ['the redirect is to test `$http_x_forwarded_proto`, and to believe HAProxy alone.'],
  'proxy-protocol-required': ['`listen ... proxy_protocol` wants it; a `listen` without that word takes none.'],
  'client-certificate-required': ['`ssl_verify_client on` asks for it; `optional` lets others in.'],
  'tls-version-required': ['`ssl_protocols TLSv1.2 TLSv1.3;` takes what HAProxy offers.'],
  'method-required': ['`limit_except`, or an `if ($request_method ...)`, refuses OPTIONS.'],
  'unexpected-status': [{ text: 'its error log says which file or `deny` rule it was.', status: 403 }],
};

/**
 * nginx (nginx src/http/ngx_http_special_response.c for its pages, ngx_http_request.c:909 for alert 112 and :2535 for 421,
 * nginx docs: ngx_http_ssl_module, `listen`, `server_name`; measured on 1.22.1).
 */
export const nginx: Product = {
  id: 'nginx',
  name: 'nginx',
  signs: [
    server(/^nginx(?:$|[/ ])/),
    page(/<hr><center>nginx(?:\/[\d.]+)?(?: \([^)<]{1,40}\))?<\/center>/, 'its own error page'),
    page(/<title>Welcome to nginx!<\/title>/, 'its welcome page'),
    page(
      /<title>400 (?:The plain HTTP request was sent to HTTPS port|No required SSL certificate was sent)/,
      'its words',
      {
        status: [400],
        likelihood: 'possible',
      },
    ),
    refusedName(112),
  ],
  remedies,
};

/** What is built of nginx's sources and is configured as it is; each writes its own name into header and pages. */
export const nginxDerivative: Product = {
  id: 'nginx-derivative',
  name: 'OpenResty, Tengine or Angie',
  madeOf: ['nginx'],
  signs: [
    server(/^(?:openresty|tengine|angie|freenginx)(?:$|\/)/i),
    page(/<hr><center>(?:openresty|tengine|angie|freenginx)(?:\/[\d.]+)?<\/center>/i, 'its own error page'),
  ],
  remedies,
};
