import { globalSection } from '../interop/real/haproxy-sections.ts';
import type { Cell } from './cells.ts';
import { type Files, host, otherHost } from './materials.ts';

/** What a configuration of cells depends on. */
export interface Surroundings {
  files: Files;
  /** Ports of the backends by name. */
  ports: ReadonlyMap<string, number>;
  /** Port of the frontends, each on an address of its own. */
  frontendPort: number;
  /** UDP port that the log goes to. */
  logPort: number;
  /** The clear-text backend that some checks are sent to instead. */
  otherPort: number;
}

/** How cells are written down. */
export interface Style {
  /** false: servers have no checks. */
  checks: boolean;
  threads: number | null;
}

/** Name of a cell's frontend. */
export const frontendOf = (cell: Cell): string => (cell.configuration.listen ? cell.name : `fe.${cell.name}`);

/**
 * The loopback address of a cell's frontend: one port serves them all, so that it need not be found free a thousand times.
 * @param index of the cell in the configuration
 */
export const frontendAddress = (index: number): string => `127.1.${Math.floor(index / 250)}.${1 + (index % 250)}`;

// A retry would show another connection than the one foretold.
const settings = `    log global
    timeout connect 4s
    timeout client 10s
    timeout server 3s
    retries 0
`;

/** Checks of cells at the common pace: far enough apart that a slow machine keeps up. */
export const commonInterval = 6;

const common = `
defaults base
${settings}    default-server inter ${commonInterval}s

defaults own-pace
${settings}`;

/**
 * Writes the configuration of cells, each with a frontend and a backend of its own and a server `s1`.
 * @param cells which
 * @param around addresses and files
 * @param style with or without checks
 * @returns the text
 */
export function configurationText(cells: readonly Cell[], around: Surroundings, style: Style): string {
  const sections = cells.map((cell, index) => cellText(cell, frontendAddress(index), around));
  return wholeText(sections, around, style);
}

/**
 * Writes a configuration of cells that are written down already.
 * @param sections the text of each
 * @param around where the log goes
 * @param style with or without checks
 * @returns the text
 */
export function wholeText(sections: readonly string[], around: Pick<Surroundings, 'logPort'>, style: Style): string {
  const global = globalSection(
    `log 127.0.0.1:${around.logPort} local0`,
    'tune.ssl.default-dh-param 2048',
    ...(style.threads === null ? [] : [`nbthread ${style.threads}`]),
  );
  const text = [global, common, ...sections].join('\n');
  return style.checks ? text : withoutChecks(text);
}

/**
 * Writes the sections of one cell.
 * @param cell which
 * @param address of its frontend
 * @param around addresses and files
 * @returns the text
 */
export function cellText(cell: Cell, address: string, around: Surroundings): string {
  const { configuration } = cell;
  const { mode, client, pace, from } = configuration;
  const base = pace === 'own' ? 'own-pace' : 'base';
  const port = around.ports.get(cell.backend.name) ?? 0;
  const indented = (lines: string) =>
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => `    ${line}`);
  const entrance = [
    ...indented(`mode ${mode}\noption ${mode}log`),
    `    bind ${address}:${around.frontendPort}${client === 'tls' ? ` ssl crt ${around.files.frontend}` : ''}`,
    ...indented(configuration.frontend),
  ];
  const lines = configuration.listen
    ? [configuration.before, `listen {cell} from ${base}`, ...entrance, ...indented(configuration.backend)]
    : [
        configuration.before,
        `frontend fe.{cell} from ${base}`,
        ...entrance,
        '    default_backend {cell}',
        `backend {cell} from ${from ?? base}`,
        `    mode ${mode}`,
        ...indented(configuration.backend),
      ];
  const words: Record<string, string> = {
    cell: cell.name,
    base,
    address: `127.0.0.1:${port}`,
    port: `${port}`,
    'other-port': `${around.otherPort}`,
    host,
    other: otherHost,
    ca: around.files.ca,
    'other-ca': around.files.otherCa,
    client: around.files.client,
  };
  return `${lines.filter(Boolean).join('\n')}\n`.replace(/\{([a-z-]+)\}/g, (all, word) => words[word] ?? all);
}

function withoutChecks(text: string): string {
  return text.replace(/^ +(?:default-)?server.*$/gm, (line) => line.replace(/ check(?= |$)/g, ''));
}
