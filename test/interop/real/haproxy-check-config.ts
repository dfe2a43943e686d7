import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';

/** HAProxy's opinion of a configuration. */
export interface Verdict {
  /** 0 when it is valid, 1 when it is not, 2 when it is valid but would not start. */
  exitCode: number | null;
  output: string;
}

/**
 * Has HAProxy check a configuration, as `haproxy -c -f` does.
 *
 * @param tool - a provisioned HAProxy
 * @param config - the configuration
 * @param files - files beside it, which it can name without a folder
 * @returns the exit status and what was printed
 * @throws Error when HAProxy cannot be run
 */
export async function checkConfig(
  tool: Tool,
  config: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  const folder = await makeFolder({ ...files, 'haproxy.cfg': config });
  try {
    const [file = '', ...first] = tool.command;
    const child = spawn(file, [...first, '-c', '-f', 'haproxy.cfg'], {
      cwd: folder.path,
      env: { ...process.env, ...tool.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    await once(child, 'close');
    return { exitCode: child.exitCode, output };
  } finally {
    folder.remove();
  }
}
