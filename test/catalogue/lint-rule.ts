import type { Severity } from '../../src/types.ts';
import type { Linted } from './linted.ts';

/** A configuration that a lint must find something in, and how bad it is. */
export interface Caught extends Linted {
  severity: Severity;
  /** The line to look at, as it stands there, or the beginning of it. */
  at?: string;
  /** Words that the reason must have. */
  says?: string;
  /** Words that the advice must have. */
  advises?: string;
}

/** A lint with configurations that it finds, and others, as like them as can be, that it leaves alone. */
export interface LintRule {
  of: string;
  caught: Caught[];
  silent: Linted[];
}

/** The name that clients ask for. */
export const site = 'www.example.test';
export const httpchk = 'option httpchk GET /';
export const send = `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${site}`;
export const asks = `${httpchk}\n${send}`;
export const tls = 'server s1 127.0.0.1:PORT ssl verify none';
export const both = `check-sni ${site} sni str(${site})`;
export const whole = `${asks}\n${tls} check ${both}`;
export const inherited = `defaults\n    mode http\n    option httpchk GET /health\n    http-check send ver HTTP/1.1 hdr Host ${site}\n`;
export const tlsFrontend = 'frontend fe\n    bind :443 ssl crt site.pem\n    default_backend be\n';
export const clearFrontend = 'frontend fe\n    bind :80\n    default_backend be\n';

/**
 * Writes a backend section.
 * @param lines its lines
 * @returns the section
 */
export function backend(lines: string): string {
  return `backend be\n    ${lines.replaceAll('\n', '\n    ')}\n`;
}
