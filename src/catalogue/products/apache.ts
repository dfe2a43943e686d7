import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { page, server } from './signs.ts';

/**
 * Apache httpd (httpd modules/ssl/ssl_engine_kernel.c for its reasons and 421, docs/manual/mod: mod_ssl, mod_remoteip;
 * the checks of the server name since 2.4.64 are those of CVE-2025-23048; `SSLVHostSNIPolicy` came with 2.4.66; measured on
 * 2.4.68: with its default a request without server name for another virtual host than the first gets 421).
 */
export const apache: Product = {
  id: 'apache',
  name: 'Apache httpd',
  signs: [
    server(/^Apache(?:$|[/ ])/),
    page(/You're speaking plain HTTP to an SSL-enabled server port/, 'its own words', { status: [400] }),
    page(/did not provide a hostname using Server Name Indication \(SNI\)/, 'its own words', { status: [403] }),
    page(/requested host name does not match\s+the Server Name Indication \(SNI\)/, 'its own words', { status: [421] }),
    page(/Your browser sent a request that this server could not understand\.<br \/>/, 'its own words', {
      status: [400],
    }),
    page(/<address>Apache(?:\/| |<)/, 'its own error page'),
  ],
  remedies: {
    'sni-required': [
      { text: '`SSLStrictSNIVHostCheck off`, its default, lets clients without a server name in.', status: 403 },
      {
        text: 'From 2.4.64 on they then get 421 for any site but the first; `SSLVHostSNIPolicy authonly` (2.4.66) ends that.',
        status: 403,
      },
      {
        text: 'from 2.4.64 on a Host must fit the server name; `SSLVHostSNIPolicy authonly` (2.4.66) ends that.',
        status: 421,
      },
    ],
    'handshake-refused': ['`SSLProtocol` and `SSLCipherSuite` decide; `LogLevel ssl:info` says why in the error log.'],
    'default-certificate': [
      'the first `<VirtualHost>` of the port answers whoever sends no name: put this site first.',
    ],
    'certificate-wrong-name': [
      'no `ServerName` or `ServerAlias` is NAME: the first `<VirtualHost>` of the port answered.',
    ],
    'certificate-expired': ['after renewing, `apachectl graceful`: it keeps the old certificate in memory.'],
    'chain-incomplete': ['`SSLCertificateFile` takes the intermediate certificates too, after the own one (2.4.8).'],
    'host-not-served': [
      {
        text: 'server name and Host name virtual hosts whose TLS settings differ: send both alike (2.4.64 and later).',
        status: 421,
      },
      { text: 'add NAME as `ServerName` or `ServerAlias`: the first `<VirtualHost>` answers now.', status: 404 },
    ],
    'host-required': ['over TLS with a server name it answers 400 to requests without Host (AH02031 in its log).'],
    ...redirects('exempt HAProxy from the redirect: `RewriteCond %{HTTP:X-Forwarded-Proto} !https` before the rule.'),
    'forwarded-proto-required': ['`SetEnvIf X-Forwarded-Proto https HTTPS=on` makes applications believe it.'],
    'proxy-protocol-required': [
      '`RemoteIPProxyProtocol On` wants it; `RemoteIPProxyProtocolExceptions` names who sends none.',
    ],
    'client-certificate-required': ['`SSLVerifyClient require` asks for it; `optional` lets others in.'],
    'tls-version-required': ['`SSLProtocol -all +TLSv1.2 +TLSv1.3` takes what HAProxy offers.'],
    'method-required': ['`<Limit>`, `<LimitExcept>` or `AllowMethods` refuses OPTIONS.'],
    'unexpected-status': [
      { text: '`Require` of this place refuses; its error log says which (AH01630).', status: 403 },
    ],
  },
};
