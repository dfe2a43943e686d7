/** One way to write a backend, whatever stands behind it. */
export interface Configuration {
  /** In kebab case; unique. */
  name: string;
  /**
   * Lines of the backend section. `{address}`, `{port}`, `{other-port}`, `{host}`, `{other}`, `{ca}`, `{other-ca}`,
   * `{client}` and `{cell}` stand for what they say.
   */
  backend: string;
  /** Lines of its frontend, in front of `default_backend`. */
  frontend: string;
  mode: 'http' | 'tcp';
  /**
   * How clients come: `tls` to a frontend that terminates it, in clear text, or `through`: with TLS of their own that
   * the frontend does not look into. In `mode tcp` clients speak what the backend does.
   */
  client: 'tls' | 'clear' | 'through';
  /**
   * Sections that stand before; they may carry the cell's name, since every cell has them of its own. `{base}` is the
   * common `defaults` section.
   */
  before: string;
  /** The `defaults` section that the backend takes its settings from, where it is not the common one. */
  from: string | null;
  /** Frontend and backend are one `listen` section. */
  listen: boolean;
  /** `own`: intervals and limits of checks are its subject; else all have the same. */
  pace: 'common' | 'own';
  /** Names of the backends that it is tried on. */
  against: readonly string[];
}

/**
 * Writes a configuration down.
 * @param name its name
 * @param against the backends that it is tried on
 * @param backend the backend's lines
 * @param more what differs from a `mode http` backend behind a frontend with TLS
 * @returns the configuration
 */
export function configuration(
  name: string,
  against: readonly string[],
  backend: string,
  more: Partial<Configuration> = {},
): Configuration {
  const common = {
    frontend: '',
    mode: 'http',
    client: 'tls',
    before: '',
    from: null,
    listen: false,
    pace: 'common',
  } as const;
  return { name, against, backend, ...common, ...more };
}
