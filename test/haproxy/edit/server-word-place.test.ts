import t from 'tap';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import { serverWordPlace } from '../../../src/haproxy/edit/server-word-place.ts';
import { add, read, words } from './edited.ts';

/** The line with words where they belong. */
function placed(line: string, text: string): string | undefined {
  const configuration = read(`backend b\n${line}\n`, { TLS: '10.0.0.1:443 ssl' });
  const statement = configuration.sections[0]?.lines[0];
  const before = serverWordPlace(statement?.words ?? [], words(text)[0] ?? '');
  return applyChanges(configuration, [add(2, text, before)])[0]?.text.split('\n')[1];
}

const rows: [why: string, line: string, words: string, expected: string][] = [
  ['TLS behind the address', 'server s h:443 check', 'ssl', 'server s h:443 ssl check'],
  ['also of a template', 'server-template s 1-3 h:443 check', 'ssl', 'server-template s 1-3 h:443 ssl check'],
  ['and behind the keyword', 'default-server inter 2s', 'ssl', 'default-server ssl inter 2s'],
  ['on a bare line', 'default-server', 'ssl', 'default-server ssl'],
  [
    'a PROXY header behind the address',
    'server s h:443 ssl check',
    'send-proxy-v2',
    'server s h:443 send-proxy-v2 ssl check',
  ],
  [
    'its options behind it',
    'server s h:443 send-proxy-v2 ssl',
    'proxy-v2-options authority',
    'server s h:443 send-proxy-v2 proxy-v2-options authority ssl',
  ],
  ['TLS behind a PROXY header', 'server s h:443 send-proxy check', 'ssl', 'server s h:443 send-proxy ssl check'],
  ['but not at the end for its sake', 'server s h:443 check send-proxy', 'ssl', 'server s h:443 ssl check send-proxy'],
  [
    'trust behind ssl',
    'server s h:443 ssl crt /c.pem check',
    'verify none',
    'server s h:443 ssl verify none crt /c.pem check',
  ],
  [
    'and its file behind it',
    'server s h:443 ssl verify required check',
    'ca-file @system-ca',
    'server s h:443 ssl verify required ca-file @system-ca check',
  ],
  ['ssl among TLS words', 'server s h:443 check verify none', 'ssl', 'server s h:443 check ssl verify none'],
  [
    'a certificate',
    'server s h:443 ssl verify none alpn h2',
    'crt /c.pem',
    'server s h:443 ssl verify none crt /c.pem alpn h2',
  ],
  [
    'versions',
    'server s h:443 ssl verify none check',
    'ssl-max-ver TLSv1.2',
    'server s h:443 ssl verify none ssl-max-ver TLSv1.2 check',
  ],
  [
    'versions, written the old way',
    'server s h:443 ssl alpn h2',
    'force-tlsv12',
    'server s h:443 ssl force-tlsv12 alpn h2',
  ],
  [
    'sni behind all TLS',
    'server s h:443 ssl verify none alpn h2 check',
    'sni str(x)',
    'server s h:443 ssl verify none alpn h2 sni str(x) check',
  ],
  [
    'wherever it stands',
    'server s h:443 check inter 2s ssl verify none',
    'sni str(x)',
    'server s h:443 check inter 2s ssl verify none sni str(x)',
  ],
  ['TLS that is inherited', 'server s h:443 check', 'sni str(x)', 'server s h:443 sni str(x) check'],
  [
    'a check at the end',
    'server s h:443 ssl verify none weight 3',
    'check',
    'server s h:443 ssl verify none weight 3 check',
  ],
  ['before what is said of it', 'server s h:443 inter 2s rise 1', 'check', 'server s h:443 check inter 2s rise 1'],
  [
    'check-sni behind check',
    'server s h:443 check inter 2s weight 3',
    'check-sni x',
    'server s h:443 check check-sni x inter 2s weight 3',
  ],
  [
    'and its kin',
    'server s h:443 check check-ssl inter 2s',
    'check-sni x',
    'server s h:443 check check-ssl check-sni x inter 2s',
  ],
  [
    'check-ssl before check-sni',
    'server s h:443 check check-sni x',
    'check-ssl',
    'server s h:443 check check-ssl check-sni x',
  ],
  ['check is inherited', 'server s h:443 ssl', 'check-sni x', 'server s h:443 ssl check-sni x'],
  ['a pause', 'server s h:443 check inter 2s weight 3', 'fall 2', 'server s h:443 check inter 2s fall 2 weight 3'],
  ['anything else', 'server s h:443 check', 'weight 3', 'server s h:443 check weight 3'],
  [
    'arguments are no keywords',
    'server s h:443 cookie ssl source 10.0.0.9 interface ssl check',
    'verify none',
    'server s h:443 verify none cookie ssl source 10.0.0.9 interface ssl check',
  ],
  [
    'brackets',
    'server s h:443 send-proxy-v2 set-proxy-v2-tlv-fmt(0xE1) x check',
    'ssl',
    'server s h:443 send-proxy-v2 set-proxy-v2-tlv-fmt(0xE1) x ssl check',
  ],
  [
    'words that one variable makes',
    `server s "\${TLS[*]}" check`,
    'send-proxy',
    `server s "\${TLS[*]}" send-proxy check`,
  ],
  ['an argument is missing', 'server s h:443 ssl verify', 'alpn h2', 'server s h:443 ssl verify alpn h2'],
];

t.test('words stand where people put them', async (t) => {
  for (const [why, line, text, expected] of rows) t.equal(placed(line, text), expected, why);
});
