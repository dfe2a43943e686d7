import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { measure } from '../interop/measure.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { asks, both, site, tls } from './lint-rule.ts';

/** What the pages of the lints say that HAProxy does, which it does here. */
interface Claim {
  code: string;
  against: string;
  /** `PORT` and `PLAIN` stand for the ports of the backend. */
  lines: string;
  check: string | ((branch: string) => string);
  traffic: number | ((branch: string) => number);
}

const automatic = (branch: string) => Number(branch) >= 3.3;

const claims: Claim[] = [
  {
    code: 'SNI303',
    against: 'contour',
    lines: `${asks}\n${tls} check check-sni str(${site}) sni str(${site})`,
    check: 'L6RSP',
    traffic: 200,
  },
  // A name that a request does not have: none is sent, as of `ssl_fc_sni` behind a frontend in clear text.
  {
    code: 'SNI307',
    against: 'contour',
    lines: `${asks}\n${tls} check check-sni ${site} sni req.hdr(x-none)`,
    check: 'L7OK',
    traffic: 503,
  },
  {
    code: 'SNI308',
    against: 'contour',
    lines: `${asks}\nserver s1 127.0.0.1:PORT check ${both}`,
    check: 'SOCKERR',
    traffic: 502,
  },
  {
    code: 'SNI309',
    against: 'contour',
    lines: `${asks}\n${tls} check port PORT ${both}`,
    check: 'SOCKERR',
    traffic: 200,
  },
  { code: 'SNI309', against: 'contour', lines: `${tls} check port PORT ${both}`, check: 'L4OK', traffic: 200 },
  {
    code: 'SNI309',
    against: 'proxy-required-http',
    lines: `${asks}\nserver s1 127.0.0.1:PORT send-proxy check port PORT`,
    check: (branch) => (branch === '2.6' ? 'L7RSP' : 'SOCKERR'),
    traffic: 200,
  },
  {
    code: 'SNI310',
    against: 'contour',
    lines: `http-check expect status 404\n${tls} check ${both}`,
    check: 'L6OK',
    traffic: 200,
  },
  {
    code: 'SNI312',
    against: 'contour',
    lines: `option httpchk\nhttp-check connect ssl\nhttp-check send hdr Host ${site}\n${tls} check ${both}`,
    check: 'L6RSP',
    traffic: 200,
  },
  {
    code: 'SNI312',
    against: 'contour',
    lines: `option httpchk\nhttp-check connect sni ${site}\nhttp-check send hdr Host ${site}\n${tls} check ${both}`,
    check: 'SOCKERR',
    traffic: 200,
  },
  {
    code: 'SNI312',
    against: 'contour',
    lines: `option httpchk\nhttp-check connect default\nhttp-check send hdr Host ${site}\n${tls} check sni str(${site})`,
    check: 'L6RSP',
    traffic: 200,
  },
  {
    code: 'SNI314',
    against: 'host-required-http',
    lines: 'option httpchk GET / HTTP/1.1\nserver s1 127.0.0.1:PORT check',
    check: 'L7STS',
    traffic: 200,
  },
  {
    code: 'SNI315',
    against: 'sni-host-mismatch-421',
    lines: `http-request set-header Host internal.example.test\n${asks}\n${tls} check ${both}`,
    check: 'L7OK',
    traffic: 421,
  },
  {
    code: 'SNI316',
    against: 'contour',
    lines: `${asks}\n${tls} check\ndefault-server ${both}`,
    check: (branch) => (automatic(branch) ? 'L7OK' : 'L6RSP'),
    traffic: (branch) => (automatic(branch) ? 200 : 503),
  },
  { code: 'SNI318', against: 'host-not-served-404', lines: `${tls} check`, check: 'L6OK', traffic: 404 },
  { code: 'SNI318', against: 'close-after-request', lines: `${tls} check`, check: 'L6OK', traffic: 502 },
  {
    code: 'SNI319',
    against: 'contour',
    lines: `${asks}\nserver s1 127.0.0.1:PLAIN check`,
    check: 'L7OK',
    traffic: 301,
  },
  {
    code: 'SNI320',
    against: 'host-not-served-404',
    lines: `${asks}\nhttp-check expect status 200-499\n${tls} check`,
    check: 'L7OK',
    traffic: 404,
  },
  {
    code: 'SNI321',
    against: 'healthy-tls',
    lines: 'option ssl-hello-chk\nserver s1 127.0.0.1:PORT check',
    check: 'L6OK',
    traffic: 502,
  },
  { code: 'SNI321', against: 'healthy-tls', lines: `option ssl-hello-chk\n${tls} check`, check: 'L6RSP', traffic: 200 },
  {
    code: 'SNI321',
    against: 'alert-without-sni-112',
    lines: 'option ssl-hello-chk\nserver s1 127.0.0.1:PORT check',
    check: 'L6OK',
    traffic: 502,
  },
  {
    code: 'SNI321',
    against: 'contour',
    lines: 'option ssl-hello-chk\nserver s1 127.0.0.1:PORT check',
    check: 'SOCKERR',
    traffic: 502,
  },
  {
    code: 'SNI322',
    against: 'contour',
    lines: `${asks}\n${tls} check check-sni ${site}`,
    check: 'L7OK',
    traffic: (branch) => (automatic(branch) ? 200 : 503),
  },
  {
    code: 'SNI323',
    against: 'contour',
    lines: `${asks}\n${tls} check sni str(${site})`,
    check: (branch) => (automatic(branch) ? 'L7OK' : 'L6RSP'),
    traffic: 200,
  },
  { code: 'SNI323', against: 'contour', lines: `${tls} check sni str(${site})`, check: 'L6RSP', traffic: 200 },
  { code: 'SNI325', against: 'default-certificate', lines: `${asks}\n${tls} check`, check: 'L7OK', traffic: 200 },
];

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('no HAProxy at hand');
  else t.pass('no HAProxy at hand');
}
for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${tool.version} does what the pages say`, async (t) => {
    const measured = await measuredClaims(tool);
    for (const [i, { code, against, lines, check, traffic }] of claims.entries()) {
      const told = `${code} against ${against}: ${lines.replaceAll('\n', ' | ')}`;
      t.equal(measured[i]?.check.status, typeof check === 'string' ? check : check(branch), `check, ${told}`);
      t.equal(measured[i]?.traffic.status, typeof traffic === 'number' ? traffic : traffic(branch), `traffic, ${told}`);
    }
  });
}

async function measuredClaims(tool: Tool) {
  const pki = await createPki();
  const { certPem, keyPem } = await pki.leaf({ names: [site] });
  const names = [...new Set(claims.map(({ against }) => against))];
  const backends = new Map(
    await Promise.all(names.map(async (name) => [name, await fixture(name)?.start({ pki })] as const)),
  );
  const steps = claims.map(({ lines, against }) => {
    const backend = backends.get(against);
    return lines.replaceAll('PORT', String(backend?.port)).replaceAll('PLAIN', String(backend?.httpPort));
  });
  try {
    return await measure(tool, steps, { pem: certPem + keyPem, host: site });
  } finally {
    for (const backend of backends.values()) await backend?.close();
  }
}
