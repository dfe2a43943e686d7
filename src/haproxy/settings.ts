import type { Mode, ProxyHeader, Question, TlsVersion } from '../types.ts';

/** What a HAProxy configuration says of one server and its backend: the effective settings, whatever line they stand on. */
export interface Settings {
  address: string;
  port: number;
  mode: Mode;
  /** `ssl`: traffic, and with it the check, speaks TLS. */
  ssl: boolean;
  /** `check-ssl`: the check speaks TLS though traffic is passed through. */
  checkSsl: boolean;
  /** `verify none`, or the CA file of `verify required`. */
  verify: 'none' | { caFile: string };
  verifyhost: string | null;
  /** Literal (HAProxy manual, `check-sni`). */
  checkSni: string | null;
  /** The constant of `sni str(…)`. */
  sni: string | null;
  /** `no-sni-auto`, `no-check-sni-auto`: no server name is taken from the Host (3.3 and later). */
  noSniAuto: boolean;
  noCheckSniAuto: boolean;
  alpn: string | null;
  /** `proto`: HTTP/2 in clear text, where nothing agrees on it. */
  proto: 'h2' | null;
  checkAlpn: string | null;
  sendProxy: ProxyHeader | null;
  /** `crt`: client certificate and key, as the file that HAProxy reads. */
  crt: string | null;
  maxVersion: TlsVersion | null;
  /** `curves`: the groups that are offered; null: the TLS library's own. */
  curves: string | null;
  /** `ciphers DEFAULT@SECLEVEL=n`; null: the build's own. */
  securityLevel: number | null;
  /** `inter`, in milliseconds; HAProxy's default is 2000. */
  inter: number | null;
  httpchk: HttpCheck | null;
  /** `http-request set-header`, constant values. */
  setHeaders: [name: string, value: string][];
}

/** `option httpchk` with its `http-check` rules. */
export interface HttpCheck {
  method: string;
  path: string;
  version: '1.0' | '1.1';
  headers: [name: string, value: string][];
  /** `http-check expect`; null: HAProxy's default, 200 to 399. */
  expect: string | null;
}

/**
 * The barest server line that speaks a backend's language: what people write first.
 * @param question what is asked
 * @param tls whether the port speaks TLS
 * @returns `server s A:P check` with `option httpchk METHOD PATH`, over TLS with `ssl verify none`
 */
export function barest(question: Question, tls: boolean): Settings {
  const passthrough = question.mode === 'tcp';
  return {
    address: question.address,
    port: question.port,
    mode: question.mode,
    ssl: tls && !passthrough,
    checkSsl: tls && passthrough,
    verify: 'none',
    verifyhost: null,
    checkSni: null,
    sni: null,
    noSniAuto: false,
    noCheckSniAuto: false,
    alpn: null,
    proto: null,
    checkAlpn: null,
    sendProxy: null,
    crt: null,
    maxVersion: null,
    curves: null,
    securityLevel: null,
    inter: null,
    httpchk: passthrough
      ? null
      : { method: question.method, path: question.path, version: '1.0', headers: [], expect: null },
    setHeaders: [],
  };
}
