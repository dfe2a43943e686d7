#!/usr/bin/env node
import { version } from '../src/cli/version.ts';

const argv = process.argv.slice(2);

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${version}\n`);
} else {
  const { stdin, stdout, stderr, env } = process;
  const interrupt = new AbortController();
  // Once: whoever presses Ctrl-C twice does not want to wait for the cleaning up.
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  // A reader that has seen enough (`| head`) is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { main } = await import('../src/cli/main.ts');
  const code = await main(argv, { stdin, stdout, stderr, env, signal: interrupt.signal });
  process.exitCode = code;
  // What is still under way (a name server that does not answer) is of no interest any more.
  stdout.write('', () => process.exit(code));
}
