import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fixture, fixtures, type RunningFixture } from '../../fixtures/servers/index.ts';
import { parseHostName } from '../host-name.ts';
import { parsePort } from '../request-words.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Terminal } from './terminal.ts';

export interface LabOptions {
  list?: boolean | undefined;
  port?: string | undefined;
  'http-port'?: string | undefined;
  host?: string | undefined;
}

const defaultHost = 'www.example.test';

/**
 * `lab`: starts backends that misbehave in a known way, and says how to probe them.
 * @param names of the backends, `all` for each of them
 * @param options ports, host, or only the list
 * @param terminal streams and Ctrl-C
 * @returns the exit code, once Ctrl-C ended it
 * @throws Refusal for unknown names (2) and taken ports (3)
 */
export async function lab(names: readonly string[], options: LabOptions, terminal: Terminal): Promise<number> {
  if (options.list || names.length === 0) {
    terminal.stdout.write(list());
    return 0;
  }
  const chosen = choose(names);
  const ports = fixedPorts(options, chosen.length);
  const host = orUsageError('--host', () => parseHostName(options.host ?? defaultHost)).name;
  const folder = temporaryFolder('lab');
  const running: RunningFixture[] = [];
  try {
    for (const fixture of chosen) {
      if (terminal.signal.aborted) break;
      const started = await start(fixture, { ...ports, host });
      running.push(started);
      terminal.stdout.write(describe(fixture, started, host, folder.path));
    }
    terminal.stderr.write('Ctrl-C ends it.\n');
    await interrupted(terminal.signal);
    return 130;
  } finally {
    // First: whoever closed the window does not wait for connections to end.
    folder.remove();
    await Promise.all(running.map((one) => one.close()));
  }
}

function list(): string {
  const width = Math.max(...fixtures.map(({ name }) => name.length));
  const lines = fixtures.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}\n`);
  return `${lines.join('')}\nStart one, several or all: sni-doctor lab contour\n`;
}

function choose(names: readonly string[]): Fixture[] {
  if (names.includes('all')) return fixtures;
  return names.map((name) => {
    const found = fixtures.find((fixture) => fixture.name === name);
    if (!found) throw new Refusal(2, `there is no backend ${JSON.stringify(name)} in the lab`, 'sni-doctor lab --list');
    return found;
  });
}

function fixedPorts(options: LabOptions, count: number): { port?: number; httpPort?: number } {
  const { port, 'http-port': httpPort } = options;
  if (count > 1 && (port !== undefined || httpPort !== undefined))
    throw new Refusal(2, 'several backends cannot share one port: leave --port and --http-port away');
  return {
    ...(port !== undefined && { port: orUsageError('--port', () => parsePort(port, 0)) }),
    ...(httpPort !== undefined && { httpPort: orUsageError('--http-port', () => parsePort(httpPort, 0)) }),
  };
}

async function start(fixture: Fixture, options: Parameters<Fixture['start']>[0]): Promise<RunningFixture> {
  try {
    return await fixture.start(options);
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number };
    if (code === 'EADDRINUSE') throw new Refusal(3, `port ${port} is taken`, 'another one: --port, --http-port');
    if (code === 'EACCES') throw new Refusal(3, `port ${port} needs privileges`, 'one above 1023: --port, --http-port');
    throw error;
  }
}

function describe({ name, title }: Fixture, running: RunningFixture, host: string, folder: string): string {
  const { address, port, httpPort, caPem, clientCertificate } = running;
  const keep = (file: string, content: string) => {
    const path = join(folder, `${name}-${file}`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const words = [
    `sni-doctor probe ${address}:${port} --host ${host}`,
    ...(httpPort === null ? [] : [`--http-port ${httpPort}`]),
    ...(caPem === null ? [] : [`--ca-file ${keep('ca.pem', caPem)}`]),
    ...(clientCertificate === null
      ? []
      : [
          `--cert ${keep('client.pem', clientCertificate.certPem)} --key ${keep('client.key', clientCertificate.keyPem)}`,
        ]),
  ];
  const clear = httpPort === null ? '' : `, clear text on ${httpPort}`;
  return `${name}: ${title}\n  ${address}:${port}${clear}\n  ${words.join(' ')}\n\n`;
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
