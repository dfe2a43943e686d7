import { faults } from '../../src/catalogue/faults/index.ts';
import { lints } from '../../src/catalogue/lints/index.ts';
import { needs } from '../../src/catalogue/needs/index.ts';
import { certificateRules } from '../catalogue/certificate-rules.ts';
import { httpRules } from '../catalogue/http-rules.ts';
import { lintRules } from '../catalogue/lint-rules.ts';
import { needRules } from '../catalogue/need-rules.ts';
import { transportRules } from '../catalogue/transport-rules.ts';
import { type Configuration, configuration } from '../conformance/configurations/configuration.ts';

/** A server of the HAProxy under triage. */
export interface Row {
  configuration: Configuration;
  /** Name of the fixture behind it. */
  fixture: string;
  /** Codes of what a backend wants or has wrong that its configuration does not meet. */
  causes: ReadonlySet<string>;
  /** Codes that must be named beside them. */
  lints: ReadonlySet<string>;
}

const asks = 'http-check send meth GET uri / ver HTTP/1.1 hdr Host {host}';
const names = 'check-sni {host} sni str({host})';

/** Ways to write a server, and which needs they meet. */
const ways = {
  clear: { text: 'option httpchk GET /\nserver s1 {address} check', meets: ['method'] },
  tls: { text: 'option httpchk GET /\nserver s1 {address} ssl verify none check', meets: ['tls', 'method'] },
  options: { text: 'option httpchk\nserver s1 {address} ssl verify none check', meets: ['tls'] },
  named: {
    text: `option httpchk GET /\n${asks}\nserver s1 {address} ssl verify none check ${names}`,
    meets: ['tls', 'sni', 'host', 'method', 'http-version'],
  },
  verified: {
    text: `option httpchk GET /\n${asks}\nserver s1 {address} ssl ca-file {ca} verify required check ${names}`,
    meets: ['tls', 'sni', 'host', 'method', 'http-version', 'verify-none'],
  },
} as const satisfies Record<string, { text: string; meets: readonly string[] }>;

/** Each need and each fault that takes no more than a line to meet, and backends that are well. */
const plain: Record<keyof typeof ways, readonly string[]> = {
  clear: [
    'proxy-required-http',
    'host-required-http',
    'redirect-http',
    'redirect-unless-forwarded',
    'ssh-banner',
    'smtp-banner',
    'healthy-http',
    'plain-http-only',
  ],
  tls: [
    'contour',
    'close-without-sni',
    'alert-without-sni-112',
    'alert-without-sni-40',
    'alert-without-sni-80',
    'sni-host-mismatch-421',
    'default-certificate',
    'tls13-intolerant',
    'tls10-only',
    'alpn-required',
    'client-certificate-tls12',
    'client-certificate-tls13',
    'client-certificate-http-400',
    'h2-only',
    'http10-refused',
    'forwarded-proto-required',
    'proxy-v1-required',
    'proxy-v2-required',
    'healthy-tls',
  ],
  options: ['options-refused'],
  named: [
    'port-closed',
    'syn-unanswered',
    'reset-on-accept',
    'close-on-accept',
    'silent',
    'dh-key-too-small',
    'silent-http',
    'close-after-request',
    'not-http',
    'host-not-served-404',
    'host-not-served-421',
    'status-401',
    'status-500',
    'status-503',
    'too-many-headers',
    'tls12-only',
  ],
  verified: [
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-wrong-name',
    'certificate-self-signed',
    'chain-incomplete',
    'tls13-only',
  ],
};

/** Lints of checks that pass while traffic fails: those of the table that take one backend section. */
const green = [
  'check-without-request',
  'client-certificate-unseen',
  'ssl-hello-check',
  'error-taken-for-healthy',
  'tls-to-clear-port',
];

const causeRules = [...needRules, ...transportRules, ...certificateRules, ...httpRules];
/** Worth knowing, and nobody's cause. */
const infos: ReadonlySet<string> = new Set(faults.filter(({ severity }) => severity === 'info').map(({ id }) => id));
const codes = new Map<string, string>([...needs, ...faults, ...lints].map(({ id, code }) => [id, code]));

/**
 * What the tables of the catalogue say of a backend, without what a configuration meets.
 * @param fixture its name
 * @param meets ids of needs
 * @returns codes
 */
export function causesOf(fixture: string, meets: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const { of, caught } of causeRules) {
    for (const one of caught) {
      const changed = Object.keys(one.asked ?? {}).filter((key) => key !== 'timeout');
      if (one.fixture !== fixture || changed.length > 0) continue;
      for (const id of [of, ...one.needs]) if (!meets.includes(id) && !infos.has(id)) found.add(codes.get(id) ?? id);
    }
  }
  return found;
}

/** The servers that HAProxy's own words and one backend section each are enough for. */
export const rows: readonly Row[] = [
  ...Object.entries(plain).flatMap(([way, fixtures]) =>
    fixtures.map((fixture): Row => {
      const { text, meets } = ways[way as keyof typeof ways];
      return {
        configuration: configuration(way, [], text),
        fixture,
        causes: causesOf(fixture, meets),
        lints: new Set(),
      };
    }),
  ),
  ...lintRules
    .filter(({ of }) => green.includes(of))
    .flatMap(({ of, caught }) =>
      caught.flatMap(({ against, text, severity, version }, index): Row[] => {
        const sections = /^(?:backend|frontend|defaults|listen|global|healthcheck) ?/m.test(text);
        if (
          typeof against !== 'string' ||
          severity !== 'error' ||
          sections ||
          version ||
          /PLAIN|\.pem|mode tcp/.test(text)
        )
          return [];
        const written = text.replaceAll('127.0.0.1:PORT', '{address}');
        return [
          {
            configuration: configuration(`${of}-${index}`, [], written),
            fixture: against,
            causes: causesOf(against, []),
            lints: new Set([codes.get(of) ?? of]),
          },
        ];
      }),
    ),
];

/**
 * @param row a server
 * @returns the name of its backend section
 */
export function nameOf({ configuration: { name }, fixture }: Row): string {
  return `${name}.${fixture}`;
}
