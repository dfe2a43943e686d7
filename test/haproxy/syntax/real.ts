import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Test } from 'tap';
import { makeFolder } from '../../interop/real/folder.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';

/** What a real HAProxy made of files. */
export interface RealReading {
  /** 1: it refuses them; 2: it takes them, but they give it nothing to listen on. */
  exitCode: number | null;
  /** Standard output, bytes as latin1: what `-dC` shows. */
  output: string;
  /** Standard error, bytes as latin1. */
  messages: string;
}

/**
 * Has a real HAProxy read files.
 * @param tool the program
 * @param files by name, bytes as latin1
 * @param environment of the process, and nothing else
 * @param flag `-c`: only read them; `-dC`: show the words of each line
 * @returns what it said
 */
export async function readByHaproxy(
  tool: Tool,
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
  flag: '-c' | '-dC' = '-c',
): Promise<RealReading> {
  const folder = await makeFolder({});
  try {
    const names = Object.keys(files);
    for (const name of names) await writeFile(`${folder.path}/${name}`, files[name] ?? '', 'latin1');
    const [program = '', ...first] = tool.command;
    const child = spawn(program, [...first, flag, ...names.flatMap((name) => ['-f', name])], {
      cwd: folder.path,
      env: { ...environment, ...tool.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const reading = { output: '', messages: '' };
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      reading.output += text;
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      reading.messages += text;
    });
    await once(child, 'close');
    return { ...reading, exitCode: child.exitCode };
  } finally {
    folder.remove();
  }
}

/**
 * Runs a test on every HAProxy at hand; without any it passes, but not where all must be there.
 * @param t the test
 * @param body run for each branch
 */
export async function onEveryHaproxy(
  t: Test,
  body: (t: Test, branch: string, tool: Tool) => Promise<void>,
): Promise<void> {
  const tools = Object.entries(loadTools()?.haproxy ?? {});
  if (tools.length === 0 && process.env.CI === 'true') t.fail('no HAProxy is provisioned');
  if (tools.length === 0) t.pass('no HAProxy is provisioned: run test/provision/main.ts');
  for (const [branch, tool] of tools) await t.test(`HAProxy ${tool.version}`, (t) => body(t, branch, tool));
}
