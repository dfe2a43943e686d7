import { readModel } from '../../src/haproxy/model/model.ts';
import type { Server } from '../../src/haproxy/model/types.ts';
import { readConfiguration } from '../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';

/** A backend written down, taken apart for a running HAProxy. */
export interface BackendText {
  server: Server;
  /** Its other lines, which no server has: `http-check send …`. */
  others: string[];
}

/**
 * Reads the one server of a backend section.
 * @param text the section, or its lines alone; plain ASCII
 * @returns the server and the other lines; the `mode` is none of them
 * @throws Error where there is no server in it
 */
export function readBackendText(text: string): BackendText {
  const section = /^\s*backend\s/.test(text) ? text : `backend be\n${text}`;
  // The newest has all keywords: whether the running one has them too it says itself.
  const version = parseVersion('3.4');
  const configuration = readConfiguration([{ name: '', text: `${section}\n` }], new Map(), version);
  const server = readModel(configuration, version).proxies[0]?.servers[0];
  if (!server) throw new Error('there is no server in this text');
  const others = section
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:server|mode|#)/.test(line));
  return { server, others };
}
