import { mkdirSync, writeFileSync } from 'node:fs';
import type { Test } from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { type Ran, run } from './run.ts';

/** A folder with what `--fix` needs, before a backend that wants a server name and a Host header. */
export interface Lab {
  folder: string;
  port: number;
  /** `check` of a file in the folder, for HAProxy 3.2 and clients of www.example.test. */
  check: (argv: string[], options?: Parameters<typeof run>[1]) => Promise<Ran>;
}

/**
 * Starts the backend and makes the folder the working directory, as paths of a configuration are relative to it.
 * @param t the test that it is for
 * @returns the lab
 */
export async function openLab(t: Test): Promise<Lab> {
  const backend = await fixture('contour')?.start();
  if (!backend) throw new Error('no such fixture');
  t.teardown(() => backend.close());
  const folder = t.testdir({ conf: { 'ca.pem': backend.caPem ?? '' } });
  const before = process.cwd();
  process.chdir(`${folder}/conf`);
  t.teardown(() => process.chdir(before));
  const common = ['--haproxy-version', '3.2', '--host', 'www.example.test'];
  return {
    folder: `${folder}/conf`,
    port: backend.port,
    // No haproxy is at hand unless a test brings one.
    check: (argv, options = {}) => run(['check', ...common, ...argv], { env: { PATH: '/nowhere' }, ...options }),
  };
}

/**
 * A `haproxy` for the PATH that is a shell script.
 * @param folder where it goes
 * @param check what `haproxy -c` does
 * @returns the environment that has it
 */
export function haproxyScript(folder: string, check: string): Record<string, string> {
  mkdirSync(`${folder}/bin`, { recursive: true });
  const script = `#!/bin/sh\n[ "$1" = -v ] && { echo 'HAProxy version 3.2.26'; exit; }\n${check}\n`;
  writeFileSync(`${folder}/bin/haproxy`, script, { mode: 0o755 });
  return { PATH: `${folder}/bin:${process.env.PATH}` };
}

/**
 * A configuration whose only edits are safe.
 * @param port of the backend
 * @param proxy name of the section
 * @returns text, one character a byte: it has bytes that are no UTF-8
 */
export function bare(port: number, proxy = 'be'): string {
  return `# caf\xe9\t
backend ${proxy}
\tmode http
\ttimeout connect 5s\r
\toption  httpchk GET /
\tserver s1 127.0.0.1:${port} ssl verify none check   # "bare"
`;
}

/**
 * The same with its edits.
 * @param port of the backend
 * @param proxy name of the section
 * @returns text, one character a byte
 */
export function mended(port: number, proxy = 'be'): string {
  return bare(port, proxy)
    .replace('GET /\n', 'GET /\n\thttp-check send hdr Host www.example.test\n')
    .replace('none check ', 'none sni str(www.example.test) check check-sni www.example.test ');
}

/**
 * A configuration whose edits are to be looked at first: they change which name is verified.
 * @param port of the backend
 * @returns text
 */
export function verifying(port: number): string {
  return `backend strict
    mode http
    timeout connect 5s
    option httpchk GET /
    server s2 127.0.0.1:${port} ssl verify required ca-file ca.pem check
`;
}
