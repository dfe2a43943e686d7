import { alert } from '../../fixtures/servers/endings.ts';
import type { Fixture } from '../../fixtures/servers/fixture.ts';
import { always } from '../../fixtures/servers/http-answers.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { defineFixture } from '../../fixtures/servers/stage.ts';
import { listenHttps } from '../../fixtures/servers/tls-server.ts';

/** The name that clients ask for. */
export const site = 'www.example.test';

/** A configuration before a backend. */
export interface UpgradeCase {
  name: string;
  /** The backend behind `PORT`: a fixture, or one of {@link ownBackends}. */
  against: string;
  /** The backend behind `OTHER`; absent: there is none. */
  beside?: string;
  /** Lines of the backend section; `ca.pem` is the authority of all backends. What is measured is its server `s1`. */
  lines: string;
}

const inner = 'inner.example.test';

/** Backends that an automatic server name upsets. */
const ownBackends: readonly Fixture[] = [
  defineFixture('no-name-wanted', 'sends the alert unrecognized_name (112) to whoever names a server', (stage) =>
    listenHttps(stage, always(200), {
      admit: (hello, socket) => {
        if (hello?.servername) alert(socket, 112);
        return !hello?.servername;
      },
    }),
  ),
  defineFixture('inner-name-wanted', 'knows only its inner name, and takes connections without any', async (stage) =>
    listenHttps(stage, always(200), {
      leaf: await stage.pki.leaf({ names: [inner] }),
      admit: (hello, socket) => {
        const isKnown = !hello?.servername || hello.servername === inner;
        if (!isKnown) alert(socket, 112);
        return isKnown;
      },
    }),
  ),
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

export const asks = `option httpchk GET /\nhttp-check send hdr Host ${site}`;
export const tls = 'server s1 127.0.0.1:PORT ssl verify none';
const verified = 'server s1 127.0.0.1:PORT ssl verify required ca-file ca.pem';
const named = `check-sni ${site} sni str(${site})`;
export const hidden = `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}`;

function of(name: string, against: string, lines: string, beside?: string): UpgradeCase {
  return { name, against, lines, ...(beside !== undefined && { beside }) };
}

/** Configurations that turn between some versions, and others, as like them as can be, that do not. */
export const cases: readonly UpgradeCase[] = [
  of('no-names', 'contour', `${asks}\n${tls} check`),
  of('names', 'contour', `${asks}\n${tls} check ${named}`),
  of('name-of-check', 'contour', `${asks}\n${tls} check check-sni ${site}`),
  of('no-host-in-check', 'contour', `option httpchk GET /\n${tls} check`),
  of(
    'opened-by-rule',
    'contour',
    `option httpchk\nhttp-check connect default\nhttp-check send hdr Host ${site}\n${tls} check`,
  ),
  of('handshake-only', 'contour', `${tls} check`),
  of('no-name-wanted', 'no-name-wanted', `${asks}\n${tls} check`),
  of('no-name-wanted-in-traffic', 'no-name-wanted', `option httpchk GET /\n${tls} check`),
  of('no-name-wanted-in-check', 'no-name-wanted', `${asks}\n${tls} sni var(txn.no_name) check`),
  of(
    'beside-mended',
    'no-name-wanted',
    `${asks}\n${tls} check\nserver s2 127.0.0.1:OTHER ssl verify none backup check`,
    'contour',
  ),
  of(
    'mended-beside',
    'contour',
    `${asks}\n${tls} check\nserver s2 127.0.0.1:OTHER ssl verify none backup check`,
    'no-name-wanted',
  ),
  of('inner-name', 'inner-name-wanted', `${asks}\n${verified} check`),
  of('inner-name-verifyhost', 'inner-name-wanted', `${asks}\n${verified} verifyhost ${inner} check`),
  of('wrong-name', 'certificate-wrong-name', `${asks}\n${verified} check`),
  of('wrong-name-unverified', 'certificate-wrong-name', `${asks}\n${tls} check`),
  of('default-certificate', 'default-certificate', `${asks}\n${verified} check`),
  of('misdirected', 'sni-host-mismatch-421', `${asks}\n${tls} check`),
  of('clear-text', 'host-required-http', 'option httpchk GET /\nserver s1 127.0.0.1:PORT check'),
  of('h2-in-check', 'h2-only', `${asks}\n${tls} check alpn h2 ${named}`),
  of('h2-said-for-check', 'h2-only', `${asks}\n${tls} check alpn h2 check-alpn h2 ${named}`),
  of('h2-demanded', 'healthy-tls', `${asks}\n${tls} check proto h2`),
  of('empty-answer', 'close-after-request', `${asks}\n${tls} check`),
  of('status', 'status-503', `${asks}\n${tls} check`),
  of(
    'block',
    'no-name-wanted',
    `${asks}\n.if version_atleast(3.3)\ndefault-server no-sni-auto no-check-sni-auto\n.endif\n${tls} check`,
  ),
  of('hidden-header', 'contour', `${hidden}\n${tls} check ${named}`),
  of('hidden-header-no-name-wanted', 'no-name-wanted', `${hidden}\n${tls} check`),
  of('host-argument', 'contour', `option httpchk GET / HTTP/1.1 ${site}\n${tls} check ${named}`),
  of('empty-word', 'healthy-tls', `${asks}\n${tls} check ${named} "" weight 5`),
  of('switched-off', 'no-name-wanted', `${asks}\n${tls} no-sni-auto no-check-sni-auto check`),
];
