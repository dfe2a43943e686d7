import t from 'tap';
import { interceptorOf } from '../../src/catalogue/interception.ts';
import type { CertificateFacts } from '../../src/types.ts';

function certificate(subject: string, issuer: string): CertificateFacts {
  return {
    subject,
    issuer,
    names: [],
    commonNames: [],
    notBefore: '',
    notAfter: '',
    sha256: '',
    selfSigned: false,
    namesIssuerUrl: false,
  };
}

// As they stand in reports of connections that were inspected.
const met: readonly [issuer: string, product: string, sure: boolean][] = [
  [
    'C=US, ST=California, O=Zscaler Inc., OU=Zscaler Inc., CN=Zscaler Intermediate Root CA (zscalerthree.net)',
    'Zscaler',
    true,
  ],
  ['C=US, ST=California, L=Sunnyvale, O=Fortinet, OU=Certificate Authority, CN=FG6H0FTB22903890', 'FortiGate', true],
  ['C=US, O=Fortinet, OU=Certificate Authority, CN=Fortinet Untrusted CA', 'FortiGate', true],
  ['C=US, L=Sunnyvale, O=Fortinet, OU=Certificate Authority, CN=fortinet-subca2001', 'FortiGate', false],
  ['CN=ca.sse-pe-prod.goskope.com, O=Site', 'Netskope', true],
  ['CN=Sophos SSL CA_C320ABPCBJ8BQ6B, O=Sophos', 'Sophos', true],
  ['CN=Cisco Umbrella Primary SubCA, O=Cisco', 'Cisco Umbrella', true],
  ['CN=Gateway CA - Cloudflare Managed G1 d4cab1c0e006138441e1f1b57bfde614', 'Cloudflare Gateway', true],
  ['C=US, ST=CA, O=SonicWALL Inc., CN=SonicWALL Firewall DPI-SSL', 'SonicWall', true],
  ['O=AO Kaspersky Lab, CN=Kaspersky Anti-Virus Personal Root Certificate', 'Kaspersky', true],
  ['CN=mitmproxy, O=mitmproxy', 'mitmproxy', true],
  ['O=Palo Alto Networks, CN=decrypt', 'Palo Alto Networks', false],
];

// Authorities of public sites, and of the makers' own ones.
const ordinary = [
  "C=US, O=Let's Encrypt, CN=R11",
  'C=US, O=DigiCert Inc, CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1',
  'C=US, O=Google Trust Services, CN=WE1',
  'O=CloudFlare, Inc., OU=CloudFlare Origin SSL Certificate Authority',
  'C=US, O=Amazon, CN=Amazon RSA 2048 M02',
  'O=Acme Co, CN=Kubernetes Ingress Controller Fake Certificate',
  'CN=TRAEFIK DEFAULT CERT',
];

t.test('authorities of inspections are known by their names', async (t) => {
  for (const [issuer, product, sure] of met)
    t.match(interceptorOf([certificate('CN=www.example.test', issuer)]), { product, sure }, issuer);
});

t.test('other authorities are not', async (t) => {
  for (const issuer of ordinary) t.equal(interceptorOf([certificate('CN=www.example.test', issuer)]), null, issuer);
});

t.test('what a leaf calls itself does not count, what its issuers do', async (t) => {
  t.equal(interceptorOf([certificate('CN=Zscaler Root CA', 'CN=R11')]), null);
  const chain = [certificate('CN=www.example.test', 'CN=proxy'), certificate('CN=proxy', 'CN=Zscaler Root CA')];
  t.match(interceptorOf(chain), { product: 'Zscaler' });
});
