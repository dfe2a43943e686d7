/**
 * What the lines of HAProxy's log hold. Plain JSON; times are milliseconds, `null` means that the line has none.
 * Texts are as HAProxy wrote them, one character a byte (latin1), its own escapes (`<3C>`) undone: escape before showing.
 */

/** What stood before HAProxy's own words: syslog, journal, container runtime, or its own stderr. */
export interface LogPrefix {
  /** As written, whatever its form. */
  time: string | null;
  host: string | null;
  /** `haproxy`; a container's name where that is all there is. */
  program: string | null;
  pid: number | null;
  /** On stderr: `NOTICE`, `WARNING`, `ALERT`. */
  level: string | null;
}

/** What HAProxy says of a check, in the words of its log (`reason: …, code: …, info: "…", check duration: …`). */
export interface CheckReason {
  /** The `check_status` word that the reason stands for: `L6RSP`; null: the words are not known. */
  status: string | null;
  /** As written: `Layer6 invalid response`. */
  reason: string;
  code: number | null;
  info: string | null;
  durationMs: number | null;
}

/** `Health check for server be/s1 failed, …` (`option log-health-checks`). */
export interface HealthCheckLine {
  kind: 'health-check';
  prefix: LogPrefix;
  agent: boolean;
  backup: boolean;
  proxy: string;
  server: string;
  result: 'succeeded' | 'conditionally succeeded' | 'failed';
  check: CheckReason;
  /** `status: 2/3 UP.` */
  health: { current: number; limit: number; state: string } | null;
}

/** `Server be/s1 is DOWN, …` */
export interface ServerStateLine {
  kind: 'server-state';
  prefix: LogPrefix;
  backup: boolean;
  proxy: string;
  server: string;
  /** As written: `UP`, `DOWN`, `DOWN for maintenance (No IP for server )`, `stopping`, … */
  state: string;
  /** Who did it where no check did: `changed from CLI`; absent: the line does not say. */
  cause?: string;
  /** The name that HAProxy resolves for it, `Server be/s1 ('www.example.test') is …`; absent: the line does not say. */
  fqdn?: string;
  /** `via be0/s0`: the server that it tracks. */
  via: { proxy: string; server: string } | null;
  /** null: the line gives none (it stands on the `Health check for` line then). */
  check: CheckReason | null;
  /** Servers and sessions that are left; null: the line was cut, or is of another kind. */
  left: {
    active: number;
    backup: number;
    runningOnBackup: boolean;
    /** null: the line of a server that comes up does not say. */
    sessions: number | null;
    requeued: number;
    queued: number;
  } | null;
}

/** `backend be has no server available!` */
export interface BackendDownLine {
  kind: 'backend-down';
  prefix: LogPrefix;
  proxy: string;
}

/** What the lines of `option httplog`, `option httpslog` and `option tcplog` share. */
export interface TrafficCommon {
  prefix: LogPrefix;
  client: string;
  clientPort: number | null;
  /** As written, between the brackets. */
  accepted: string;
  frontend: string;
  /** A `~` behind the frontend: the client came over TLS. */
  frontendTls: boolean;
  backend: string;
  /** `<NOSRV>`, `<STATS>` stand as they are. */
  server: string;
  bytes: number | null;
  /** `option logasap`: a `+` before the total time and the bytes, which were not the last; absent: they were. */
  unfinished?: true;
  /** `SC--`, in TCP mode `SC`. */
  termination: string;
  /** actconn/feconn/beconn/srv_conn/retries. */
  connections: { active: number; frontend: number; backend: number; server: number; retries: number };
  /** A `+` before the retries: the session was redispatched. */
  redispatched: boolean;
  queue: { server: number; backend: number };
}

/** What `option httpslog` (HAProxy 2.5) says of the client's TLS. */
export interface ClientTls {
  /** `fc_err`, `ssl_fc_err` (hexadecimal in the line), `ssl_c_err`, `ssl_c_ca_err`, as written. */
  frontendError: string;
  tlsError: string;
  clientError: string;
  clientCaError: string;
  resumed: boolean;
  sni: string | null;
  version: string | null;
  cipher: string | null;
}

/** Of `option httplog` and `option httpslog`; a timer of -1 was not reached. */
export interface HttpLine extends TrafficCommon {
  kind: 'http';
  timers: { request: number; queue: number; connect: number; response: number; total: number };
  /** -1: no answer. */
  status: number;
  /** null: `-`. */
  requestCookie: string | null;
  responseCookie: string | null;
  /** Captured headers, as written: what stands between each pair of braces; in the CLF format each by itself. */
  captured: string[];
  /** The request line as written, `<BADREQ>` included; null: the line was cut before it. */
  request: string | null;
  /** Of `option httpslog`; null: another format. */
  https: ClientTls | null;
}

/** Of `option tcplog`. */
export interface TcpLine extends TrafficCommon {
  kind: 'tcp';
  timers: { queue: number; connect: number; total: number };
}

/** `192.0.2.1:4711 [date] fe/1: SSL handshake failure`: a client's connection that brought no request. */
export interface ConnectionErrorLine {
  kind: 'connection-error';
  prefix: LogPrefix;
  client: string;
  clientPort: number | null;
  accepted: string;
  frontend: string;
  /** Empty: the line does not say. */
  listener: string;
  message: string;
  /** What the TLS library said, between brackets (2.8); null: nothing. */
  tlsError: string | null;
  /** Of the `error-log-format` that HAProxy's manual gives (8.2.5), where `message` has these fields as written. */
  https?: ClientTls;
}

/** What HAProxy says of a configuration or of itself while it starts: `[ALERT] … config : parsing [FILE:LINE] : …`. */
export interface NoticeLine {
  kind: 'notice';
  prefix: LogPrefix;
  file: string | null;
  line: number | null;
  /** `be/s1` where it names a server. */
  proxy: string | null;
  server: string | null;
  message: string;
}

export type LogLine =
  | HealthCheckLine
  | ServerStateLine
  | BackendDownLine
  | HttpLine
  | TcpLine
  | ConnectionErrorLine
  | NoticeLine;
