import { join } from 'node:path';
import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';
import { socketName } from './haproxy-sections.ts';
import { onFreePorts } from './ports.ts';
import { startProcess } from './server-process.ts';

/** What HAProxy needs beside its configuration. */
export interface HaproxyOptions {
  /** How many free ports the configuration asks for. */
  ports?: number;
  /** Files to put beside the configuration, which can name them without a folder. */
  files?: Readonly<Record<string, string>>;
  deadlineMs?: number;
}

/** A running HAProxy. */
export interface Haproxy {
  ports: number[];
  /** Path of its stats socket. */
  socket: string;
  /** The lines it has printed so far. */
  logLines(): string[];
  close(): Promise<void>;
}

/** Debian's OpenSSL runs at this security level. A build that brings its own may have another, and none is told by its version. */
const opensslConf = `openssl_conf = main
[main]
ssl_conf = tls
[tls]
system_default = defaults
[defaults]
CipherString = DEFAULT@SECLEVEL=2
`;

/**
 * Starts HAProxy on a configuration, which must hold `globalSection()`; nothing is added to it.
 *
 * @param tool - a provisioned HAProxy
 * @param config - the configuration, or a function that makes it of the free ports asked for
 * @param options - ports and files
 * @returns the running HAProxy
 * @throws Error with its stderr when it does not start
 */
export function startHaproxy(
  tool: Tool,
  config: string | ((ports: number[]) => string),
  options: HaproxyOptions = {},
): Promise<Haproxy> {
  return onFreePorts(options.ports ?? 0, async (ports) => {
    const text = typeof config === 'string' ? config : config(ports);
    const folder = await makeFolder({ ...options.files, 'haproxy.cfg': text, 'openssl.cnf': opensslConf });
    const socket = join(folder.path, socketName);
    const { output, close } = await startProcess({
      tool,
      args: ['-db', '-f', 'haproxy.cfg'],
      folder,
      env: { OPENSSL_CONF: 'openssl.cnf' },
      listeners: [socket],
      ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    });
    return { ports, socket, logLines: () => output().split('\n').filter(Boolean), close };
  });
}
