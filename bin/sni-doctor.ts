#!/usr/bin/env -S node --
// Without the two dashes Node would take `--env-file` for its own, wherever it stands.
import { version } from '../src/cli/version.ts';

const argv = process.argv.slice(2);
const { stdin, stdout, stderr, env } = process;
const interrupt = new AbortController();
let interrupted: number | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever presses Ctrl-C twice does not want to wait for the cleaning up. But npx, timeout and a terminal that closes
    // send their signal to the process and to its group: that is still one.
    if (interrupted !== null && Date.now() - interrupted > 300) process.exit(130);
    interrupted ??= Date.now();
    interrupt.abort();
  });
}
let lost: Error | null = null;
stdout.on('error', (error) => {
  lost ??= error;
});
// There is nowhere left to say it.
stderr.on('error', () => {});

const code = await run();
process.exitCode = code;
// What is still under way (a name server that does not answer) is of no interest any more.
stdout.write('', () => setImmediate(() => void end()));

async function run(): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') {
    stdout.write(`${version}\n`);
    return 0;
  }
  const { main } = await import('../src/cli/main.ts');
  return main(argv, { stdin, stdout, stderr, env, signal: interrupt.signal });
}

/** An error of the stream is known only after the last write. */
async function end(): Promise<void> {
  if (lost === null) process.exit(code);
  const { codeOfOutput } = await import('../src/cli/lost-output.ts');
  process.exit(codeOfOutput(lost, code, stderr));
}
