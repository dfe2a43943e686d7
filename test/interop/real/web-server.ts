/** A running web server with a TLS port of 127.0.0.1. */
export interface OnePortServer {
  securePort: number;
  /** What it has printed so far. */
  output(): string;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** A running web server with a TLS port and a plain one. */
export interface TwoPortServer extends OnePortServer {
  plainPort: number;
}
