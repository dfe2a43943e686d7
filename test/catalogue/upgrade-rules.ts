import type { Severity } from '../../src/types.ts';
import { asks, hidden, site, tls } from '../upgrade/cases.ts';

/** A configuration between two versions, with the backend that stands behind it, where it takes one to see. */
export interface Upgraded {
  /** Lines of `backend be`, `PORT` standing for the port of the backend; or whole sections. */
  text: string;
  from: string;
  to: string;
  /** Absent: the text alone is judged. */
  against?: string;
  /** Absent: none but HAProxy's own. */
  environment?: Readonly<Record<string, string>>;
}

/** A configuration for which a code must be told, and how bad it is. */
export interface CaughtUpgrade extends Upgraded {
  severity: Severity;
  /** Words that the reason must have. */
  says?: string;
}

/** A code with configurations that it is told for, and others, as like them as can be, that it is not told for. */
export interface UpgradeRule {
  of: string;
  caught: CaughtUpgrade[];
  silent: Upgraded[];
}

const upTo34 = { from: '3.2', to: '3.4' } as const;
const named = `check-sni ${site} sni str(${site})`;
const ca = 'server s1 127.0.0.1:PORT ssl verify required ca-file ca.pem';

/** Every code of an upgrade. */
export const upgradeRules: readonly UpgradeRule[] = [
  {
    of: 'automatic-server-name',
    caught: [
      { text: `${asks}\n${tls} check`, ...upTo34, severity: 'warning', says: `(${site}); 3.2.26 sends none` },
      { text: `${asks}\n${ca} check`, ...upTo34, severity: 'warning', says: 'holds the certificate to it' },
      { text: `${asks}\n${tls} check`, from: '3.4', to: '3.2', severity: 'warning' },
      { text: `${asks}\n${tls} check`, ...upTo34, against: 'contour', severity: 'info' },
      { text: `${asks}\n${tls} check`, ...upTo34, against: 'healthy-tls', severity: 'info' },
      { text: `${asks}\n${tls} check`, ...upTo34, against: 'no-name-wanted', severity: 'error' },
      { text: `${asks}\n${ca} check`, ...upTo34, against: 'certificate-wrong-name', severity: 'error' },
      { text: `${asks}\n${tls} check`, from: '3.4', to: '3.2', against: 'contour', severity: 'error' },
    ],
    silent: [
      { text: `${asks}\n${tls} check ${named}`, ...upTo34 },
      { text: `${asks}\n${tls} check ${named}`, ...upTo34, against: 'contour' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '3.2' },
      { text: `${asks}\n${tls} check`, from: '3.3', to: '3.4' },
      { text: `${asks}\nserver s1 127.0.0.1:PORT check`, ...upTo34 },
      { text: `option httpchk GET /\n${tls} check sni str(${site})`, ...upTo34 },
    ],
  },
  {
    of: 'session-of-check',
    caught: [
      {
        text: `${asks}\n${tls} check check-sni ${site}`,
        from: '3.0',
        to: '3.2',
        severity: 'warning',
        says: 'its name',
      },
      {
        text: `${asks}\n${tls} check check-sni ${site}`,
        from: '2.6',
        to: '3.2',
        against: 'contour',
        severity: 'warning',
      },
      { text: `${asks}\n${tls} check check-sni ${site}`, from: '2.8', to: '3.0', severity: 'info' },
    ],
    silent: [
      { text: `${asks}\n${tls} check check-sni ${site}`, from: '2.6', to: '2.8' },
      { text: `${asks}\n${tls} check check-sni ${site}`, from: '3.0', to: '3.2', against: 'healthy-tls' },
      { text: `${asks}\n${tls} check ${named}`, from: '3.0', to: '3.2' },
      { text: `${asks}\n${tls} check`, from: '3.0', to: '3.2' },
      { text: `${asks}\n${tls} check check-sni ${site} no-ssl-reuse`, from: '3.0', to: '3.2' },
      { text: `${asks}\n${tls} check-sni ${site}`, from: '3.0', to: '3.2' },
    ],
  },
  {
    of: 'alpn-in-check',
    caught: [
      { text: `${asks}\n${tls} check alpn h2 ${named}`, from: '2.8', to: '3.0', severity: 'warning' },
      { text: `${asks}\n${tls} check alpn h2 ${named}`, from: '2.8', to: '3.0', against: 'h2-only', severity: 'error' },
      { text: `${asks}\n${tls} check alpn h2 ${named}`, from: '3.0', to: '3.4', against: 'h2-only', severity: 'info' },
    ],
    silent: [
      { text: `${asks}\n${tls} check alpn h2 check-alpn h2 ${named}`, from: '2.8', to: '3.0' },
      { text: `${asks}\n${tls} check ${named}`, from: '2.8', to: '3.0', against: 'h2-only' },
      { text: `${asks}\n${tls} alpn h2 ${named}`, from: '2.8', to: '3.0' },
    ],
  },
  {
    of: 'line-refused',
    caught: [
      { text: `${hidden}\n${tls} check`, from: '2.6', to: '2.8', severity: 'error', says: '2.8.25 does not start' },
      { text: `${hidden}\n${tls} check`, from: '2.8', to: '2.6', severity: 'info', says: '2.8.25 does not start' },
      { text: `${asks}\n${tls} no-sni-auto check`, from: '3.4', to: '3.2', severity: 'error' },
      { text: `program log\n    command cat\nbackend be\n    ${tls}`, ...upTo34, severity: 'error' },
    ],
    silent: [
      { text: `${hidden}\n${tls} check`, from: '2.8', to: '3.0' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '2.8' },
      {
        text: `${asks}\n.if version_atleast(3.3)\ndefault-server no-sni-auto\n.endif\n${tls} check`,
        from: '3.4',
        to: '3.2',
      },
    ],
  },
  {
    of: 'text-read-otherwise',
    caught: [
      {
        text: `.if version_atleast(3.0)\ndefault-server check-sni ${site}\n.endif\noption httpchk GET /\n${tls} check sni str(${site})`,
        from: '2.8',
        to: '3.2',
        severity: 'warning',
        says: `check-sni ${site}`,
      },
      {
        text: `.if version_atleast(3.0)\ndefault-server check-sni ${site}\n.endif\n${asks}\n${tls} check sni str(${site})`,
        from: '3.2',
        to: '2.8',
        against: 'contour',
        severity: 'error',
      },
      {
        text: `.if version_before(3.0)\n${tls} check\n.endif`,
        from: '2.8',
        to: '3.2',
        severity: 'error',
        says: 'first',
      },
    ],
    silent: [
      {
        text: `.if version_atleast(2.5)\ndefault-server check-sni ${site}\n.endif\noption httpchk GET /\n${tls} check sni str(${site})`,
        from: '2.8',
        to: '3.2',
      },
      { text: `.if version_atleast(3.0)\ndefault-server weight 7\n.endif\n${tls} check`, from: '2.8', to: '3.2' },
    ],
  },
  {
    of: 'request-of-check',
    caught: [
      {
        text: 'option httpchk GET /\nserver s1 127.0.0.1:PORT check',
        from: '2.4',
        to: '2.8',
        severity: 'info',
        says: 'only HAProxy 2.4.0 sends "content-length: 0"',
      },
    ],
    silent: [
      { text: 'option httpchk GET /\nserver s1 127.0.0.1:PORT check', from: '2.6', to: '3.4' },
      { text: 'server s1 127.0.0.1:PORT check', from: '2.4', to: '2.8' },
    ],
  },
  {
    of: 'reported-otherwise',
    caught: [
      { text: `${asks}\n${tls} check`, from: '2.6', to: '3.4', against: 'close-after-request', severity: 'warning' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '2.8', against: 'close-after-request', severity: 'warning' },
    ],
    silent: [
      { text: `${asks}\n${tls} check`, from: '2.8', to: '3.0', against: 'close-after-request' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '2.8', against: 'status-503' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '2.8' },
    ],
  },
  {
    of: 'info-differs',
    caught: [{ text: `${asks}\n${tls} check`, ...upTo34, against: 'port-closed', severity: 'info' }],
    silent: [
      { text: `${asks}\n${tls} check`, ...upTo34, against: 'status-503' },
      { text: `${asks}\n${tls} check`, ...upTo34 },
    ],
  },
  {
    of: 'large-client-hello',
    caught: [
      { text: `${asks}\n${tls} check`, from: '2.8', to: '3.0', against: 'large-hello-reset', severity: 'error' },
      {
        text: `${asks}\n${tls} check`,
        from: '3.4',
        to: '2.6',
        against: 'post-quantum-reset',
        severity: 'info',
        says: 'HAProxy 3.4',
      },
    ],
    silent: [
      { text: `${asks}\n${tls} check`, from: '3.0', to: '3.2', against: 'large-hello-reset' },
      { text: `${asks}\n${tls} ssl-max-ver TLSv1.2 check`, from: '2.8', to: '3.0', against: 'large-hello-reset' },
      { text: `${asks}\n${tls} check`, from: '2.8', to: '3.4', against: 'contour' },
    ],
  },
  {
    of: 'unexplained-turn',
    caught: [
      {
        text: `http-request set-header X-Proxy %[env(HAPROXY_BRANCH)]\n${tls} sni str(${site})`,
        from: '2.6',
        to: '2.8',
        severity: 'info',
        says: 'another request',
      },
    ],
    silent: [
      { text: `http-request set-header X-Proxy haproxy\n${tls} sni str(${site})`, from: '2.6', to: '2.8' },
      { text: `${asks}\n${tls} check`, from: '2.6', to: '3.4' },
    ],
  },
];
