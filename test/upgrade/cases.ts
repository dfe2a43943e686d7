import type { Fixture } from '../../fixtures/servers/fixture.ts';
import { always } from '../../fixtures/servers/http-answers.ts';
import { alert } from '../../fixtures/servers/endings.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { defineFixture } from '../../fixtures/servers/stage.ts';
import { listenHttps } from '../../fixtures/servers/tls-server.ts';

/** The name that clients ask for. */
export const site = 'www.example.test';

/** A configuration before a backend. */
export interface UpgradeCase {
  name: string;
  /** Name of a fixture, or one of {@link ownBackends}. */
  against: string;
  /** Lines of the backend section; `PORT` is the fixture's port, `ca.pem` its authority. */
  lines: string;
}

/** Backends that an automatic server name upsets. */
export const ownBackends: readonly Fixture[] = [
  defineFixture('no-name-wanted', 'sends the alert unrecognized_name (112) to whoever names a server', (stage) =>
    listenHttps(stage, always(200), {
      admit: (hello, socket) => {
        if (!hello?.servername) return true;
        alert(socket, 112);
        return false;
      },
    }),
  ),
  defineFixture('inner-name-wanted', 'knows only its inner name, and takes connections without any', async (stage) => {
    const leaf = await stage.pki.leaf({ names: ['inner.example.test'] });
    return listenHttps(stage, always(200), {
      leaf,
      admit: (hello, socket) => {
        if (!hello?.servername || hello.servername === 'inner.example.test') return true;
        alert(socket, 112);
        return false;
      },
    });
  }),
];

/**
 * Finds a backend.
 * @param name of a fixture, or of one of the tests' own
 * @returns the backend
 * @throws Error where there is none
 */
export function backendNamed(name: string): Fixture {
  const found = ownBackends.find((one) => one.name === name) ?? fixture(name);
  if (!found) throw new Error(`there is no backend ${name}`);
  return found;
}

const asks = `option httpchk GET /\nhttp-check send hdr Host ${site}`;
const tls = 'server s1 127.0.0.1:PORT ssl verify none';
const verified = 'server s1 127.0.0.1:PORT ssl verify required ca-file ca.pem';

/** Configurations that turn between some versions, and others, as like them as can be, that do not. */
export const cases: readonly UpgradeCase[] = [
  { name: 'no-names', against: 'contour', lines: `${asks}\n${tls} check` },
  { name: 'names', against: 'contour', lines: `${asks}\n${tls} check check-sni ${site} sni str(${site})` },
  { name: 'check-name-only', against: 'contour', lines: `${asks}\n${tls} check check-sni ${site}` },
  { name: 'no-host-in-check', against: 'contour', lines: `option httpchk GET /\n${tls} check` },
  { name: 'opened-by-rule', against: 'contour', lines: `option httpchk\nhttp-check connect default\nhttp-check send hdr Host ${site}\n${tls} check` },
  { name: 'handshake-only', against: 'contour', lines: `${tls} check` },
  { name: 'no-name-wanted', against: 'no-name-wanted', lines: `${asks}\n${tls} check` },
  { name: 'no-name-wanted-one-check', against: 'no-name-wanted', lines: `option httpchk GET /\n${tls} check` },
  { name: 'inner-name', against: 'inner-name-wanted', lines: `${asks}\n${verified} check` },
  { name: 'inner-name-verifyhost', against: 'inner-name-wanted', lines: `${asks}\n${verified} verifyhost inner.example.test check` },
  { name: 'wrong-name', against: 'certificate-wrong-name', lines: `${asks}\n${verified} check` },
  { name: 'wrong-name-unverified', against: 'certificate-wrong-name', lines: `${asks}\n${tls} check` },
  { name: 'default-certificate', against: 'default-certificate', lines: `${asks}\n${verified} check` },
  { name: 'misdirected', against: 'sni-host-mismatch-421', lines: `${asks}\n${tls} check` },
  { name: 'host-required', against: 'host-required-http', lines: 'option httpchk GET /\nserver s1 127.0.0.1:PORT check' },
  { name: 'h2-in-check', against: 'h2-only', lines: `${asks}\n${tls} check alpn h2 sni str(${site}) check-sni ${site}` },
  { name: 'h2-own-check', against: 'h2-only', lines: `${asks}\n${tls} check alpn h2 check-alpn h2 sni str(${site}) check-sni ${site}` },
  { name: 'h2-forced', against: 'healthy-tls', lines: `${asks}\n${tls} check proto h2` },
  { name: 'mtls', against: 'client-certificate-tls12', lines: `${asks}\n${tls} force-tlsv12 check` },
  { name: 'empty-answer', against: 'close-after-request', lines: `${asks}\n${tls} check` },
  { name: 'not-http', against: 'smtp-banner', lines: 'option httpchk GET /\nserver s1 127.0.0.1:PORT check' },
  { name: 'status', against: 'status-503', lines: `${asks}\n${tls} check` },
  { name: 'refused', against: 'port-closed', lines: `${asks}\n${tls} check` },
  { name: 'block', against: 'no-name-wanted', lines: `${asks}\n.if version_atleast(3.3)\ndefault-server no-sni-auto no-check-sni-auto\n.endif\n${tls} check` },
  { name: 'hidden-header', against: 'contour', lines: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\n${tls} check check-sni ${site} sni str(${site})` },
  { name: 'hidden-header-no-names', against: 'no-name-wanted', lines: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\n${tls} check` },
  { name: 'host-argument', against: 'contour', lines: `option httpchk GET / HTTP/1.1 ${site}\n${tls} check check-sni ${site} sni str(${site})` },
  { name: 'empty-word', against: 'healthy-tls', lines: `${asks}\n${tls} check sni str(${site}) check-sni ${site} "" weight 5` },
  { name: 'switched-off', against: 'no-name-wanted', lines: `${asks}\n${tls} no-sni-auto no-check-sni-auto check` },
];
