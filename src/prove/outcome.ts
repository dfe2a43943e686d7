import { ask } from './ask.ts';
import { spawnHaproxy } from './spawn.ts';

/** What a real HAProxy did with a backend section. */
export interface ProvedOutcome {
  /** Its own log lines of the check and of the request. */
  log: string[];
  up: boolean;
  /** Status that a user received. */
  status: number;
}

/** Longer than the first check of a server takes with HAProxy's default `inter` of 2 seconds. */
const patience = 8000;

/**
 * Runs a backend section on a real HAProxy: waits for its first check, then sends one request.
 * @param program path of the binary
 * @param backend a whole backend section with one server
 * @param user the name and the path that a user asks for
 * @param signal ends everything
 * @returns what HAProxy logged and did
 * @throws Error where it cannot be started, refuses the configuration or never checks
 */
export async function outcomeOn(
  program: string,
  backend: string,
  user: { host: string; path: string },
  signal: AbortSignal,
): Promise<ProvedOutcome> {
  const haproxy = await spawnHaproxy(program, backend, signal);
  try {
    // Some versions take a server for down until `rise` checks have passed.
    const check = await haproxy.line(/Health check for server .*(failed,|succeeded,.* UP\.)/, patience);
    const status = await ask(haproxy.frontend, user.host, user.path);
    await haproxy.line(/"GET /, patience);
    const told = /Health check for|Server \S+ is (UP|DOWN)|no server available|"GET /;
    return {
      log: haproxy.log.filter((line) => told.test(line) && !line.startsWith('[')),
      up: / succeeded,/.test(check),
      status,
    };
  } finally {
    await haproxy.close();
  }
}
