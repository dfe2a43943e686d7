import type { CheckReason, HealthCheckLine, HttpLine, ServerStateLine, TcpLine } from '../../log-types.ts';
import type { LiveServer } from '../../triage-types.ts';

/** Of one server: so many different termination states and statuses are counted, and so much of a text is kept. */
const most = { kinds: 64, text: 256 };

/** A server of which nothing but traffic is known. */
const unknownState = 'unknown';

/** What a log has said of one server so far. It takes the same room however much that is. */
export class LogServer {
  #live: LiveServer;
  /** The last check of it failed. */
  #failing = false;
  #terminations: Map<string, number> | null = null;
  #statuses: Map<string, number> | null = null;

  /**
   * @param proxy its backend
   * @param server its name there
   */
  constructor(proxy: string, server: string) {
    this.#live = {
      proxy: kept(proxy),
      server: kept(server),
      address: null,
      port: null,
      fqdn: null,
      mode: null,
      state: unknownState,
      status: null,
      code: null,
      info: null,
      durationMs: null,
      failedChecks: null,
      timesDown: null,
      sinceChange: null,
      traffic: null,
    };
  }

  /**
   * Takes what a check says (`option log-health-checks`).
   * @param line of this server
   */
  checked({ agent, check, health, result }: HealthCheckLine): void {
    const live = this.#live;
    if (agent) live.agent = { status: check.status ?? kept(check.reason), info: check.info && kept(check.info) };
    else this.#take(check, result === 'failed');
    if (result === 'failed') live.failedChecks = (live.failedChecks ?? 0) + 1;
    if (!health) return;
    // As `show stat` has it: a health that is full or gone is not written down.
    const { current, limit, state } = health;
    const whole = state === 'DOWN' ? current === 0 : current === limit;
    if (!whole) this.#state(`${state} ${current}/${limit}`);
    else if (state === 'UP') this.#state('UP');
  }

  /**
   * Takes what became of it.
   * @param line of this server
   */
  became({ state, check, via, fqdn }: ServerStateLine): void {
    const live = this.#live;
    const now = stateOf(state);
    if (now === null) return;
    if (via) live.tracks = kept(`${via.proxy}/${via.server}`);
    if (fqdn !== undefined) live.fqdn = kept(fqdn);
    if (check) this.#take(check, now === 'DOWN');
    else if (now === 'UP' && this.#failing) this.#forget();
    const wasDown = live.state.startsWith('DOWN') && live.timesDown !== null;
    live.timesDown ??= 0;
    // A reload says it again, and so does a second log of the same HAProxy.
    if (now === 'DOWN' && !wasDown) live.timesDown++;
    this.#state(now);
  }

  /**
   * Takes traffic of it that failed.
   * @param line of this server
   */
  carried(line: HttpLine | TcpLine): void {
    this.#live.mode = line.kind;
    if (failed(line.termination)) this.#terminations = counted(this.#terminations, line.termination);
    if (line.kind === 'http' && line.status >= 400) this.#statuses = counted(this.#statuses, String(line.status));
  }

  /**
   * Takes that HAProxy resolved it anew.
   * @param address an IP literal
   * @param port its port, where that has changed too
   */
  resolved(address: string, port?: string): void {
    this.#live.address = kept(address);
    if (port !== undefined) this.#live.port = Number(port) || null;
  }

  /** @returns all of it, a copy */
  get live(): LiveServer {
    return {
      ...this.#live,
      ...(this.#terminations ? { terminations: Object.fromEntries(this.#terminations) } : {}),
      ...(this.#statuses ? { statuses: Object.fromEntries(this.#statuses) } : {}),
    };
  }

  #state(state: string): void {
    this.#live.state = state;
  }

  #take({ status, reason, code, info, durationMs }: CheckReason, failing: boolean): void {
    this.#failing = failing;
    Object.assign(this.#live, { status: status ?? kept(reason), code, info: info && kept(info), durationMs });
  }

  #forget(): void {
    this.#failing = false;
    Object.assign(this.#live, { status: null, code: null, info: null, durationMs: null });
  }
}

/**
 * A state in the words of `show stat` (haproxy v3.4.0 src/stats-proxy.c:733); null: the line says nothing of it.
 * What HAProxy writes: haproxy v3.4.0 src/server.c:6795-7215.
 */
function stateOf(text: string): string | null {
  if (/remains in (?:forced )?maintenance|enters maintenance|for maintenance/.test(text))
    return /DNS|No IP|SRV record|resolves again/.test(text) ? 'MAINT (resolution)' : 'MAINT';
  if (/^(?:DOWN|UP)\b/.test(text)) return text.startsWith('UP/DRAIN') ? 'DRAIN' : text.startsWith('UP') ? 'UP' : 'DOWN';
  if (/\bdrain\b/.test(text)) return 'DRAIN';
  return text === 'stopping' ? 'NOLB' : null;
}

/**
 * Whether a session ended ill on the server's side: not by the client (`C`, `c`), nor by rules of HAProxy's own (`PR`, `PT`,
 * `L`), nor by a command (`K`, `U`) (HAProxy manual, 8.5 "Session state at disconnection").
 */
function failed(termination: string): boolean {
  return /^(?:[SsDRI]|P[^RT])/.test(termination);
}

function counted(counts: Map<string, number> | null, kind: string): Map<string, number> {
  const all = counts ?? new Map<string, number>();
  const count = all.get(kind);
  if (count !== undefined || all.size < most.kinds) all.set(kind, (count ?? 0) + 1);
  return all;
}

/** A copy of its own: a piece of a string keeps the whole alive. */
function kept(text: string): string {
  return Buffer.from(text.slice(0, most.text), 'latin1').toString('latin1');
}
