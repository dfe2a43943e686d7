import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, type RunningFixture } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../haproxy/versions.ts';
import { gather } from '../probe/run.ts';
import { askBinary } from '../prove/binary.ts';
import { proveRemedy } from '../prove/remedy.ts';
import { diagnose } from '../report/diagnose.ts';
import { screen } from '../report/formats/screen.ts';
import { proof, story } from '../report/formats/story.ts';
import { paragraph } from '../report/formats/wrap.ts';
import type { ProbeResult, Question } from '../types.ts';
import { type ChosenVersion, chooseVersion } from './haproxy-on-path.ts';
import { look } from './look.ts';
import { readProbeArguments } from './probe-arguments.ts';
import { questions } from './questions.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Terminal } from './terminal.ts';

const host = 'www.example.test';
/** The name under which users come to HAProxy. */
const publicHost = 'shop.example.com';
const intro = `A Kubernetes ingress (Contour) that serves ${host} stands behind HAProxy, where users come as ${publicHost}. It is imitated here, on loopback: it resets TLS without a known server name, answers 400 without a Host header, and redirects everything on its clear-text port. This is what HAProxy makes of it, from the barest line to the one that works:`;

/**
 * `demo`: the whole story on a backend of the lab, and on a real HAProxy where one is installed.
 * @param terminal streams and Ctrl-C
 * @returns 0; 1 where the story does not come out
 */
export async function demo(terminal: Terminal): Promise<number> {
  const installed = await chooseVersion(undefined, terminal.signal);
  const real = installed.from === 'path';
  // Without one, the version with the longest story.
  const version = real ? installed.version : parseVersion('2.6');
  const style = await look(
    { format: 'table', file: null, color: 'auto', quiet: false, verbose: false, explain: false, failOn: null },
    terminal,
    false,
  );
  const contour = fixture('contour');
  if (!contour) throw new Error('the lab has no contour');
  const backend = await contour.start({ host });
  const folder = temporaryFolder('demo');
  try {
    const { question, result } = await diagnoseBackend(
      backend,
      folder.path,
      { ...installed, version },
      terminal.signal,
    );
    terminal.stdout.write(
      [paragraph(intro), story(result, style.paint), paragraph('This is what probe says:'), screen(result, style)].join(
        '\n',
      ),
    );
    if (result.verdict !== 'fixable' || !result.remedy?.verified) return 1;
    if (!real) {
      terminal.stdout.write(
        `\n${paragraph('No haproxy on the PATH: install one, and the demo runs both configurations on it.')}`,
      );
      return 0;
    }
    const binary = await askBinary('haproxy', terminal.env, terminal.signal);
    const shown = await proveRemedy(question, result, { binary, signal: terminal.signal }, false);
    terminal.stdout.write(`\n${proof(version.text, shown, style.paint)}`);
    return shown.proved && shown.before?.servers[0]?.check.up === false ? 0 : 1;
  } finally {
    folder.remove();
    await backend.close();
  }
}

async function diagnoseBackend(
  backend: RunningFixture,
  folder: string,
  { version, from }: ChosenVersion,
  signal: AbortSignal,
): Promise<{ question: Question; result: ProbeResult }> {
  const ca = backend.caPem ?? '';
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  const options = { 'ca-file': caFile, 'http-port': String(backend.httpPort), 'public-host': publicHost };
  const asked = readProbeArguments({ addresses: [`${backend.address}:${backend.port}`], hosts: [host], options });
  const [question] = questions(asked, new Map());
  if (!question) throw new Error('the demo asks nothing');
  const evidence = await gather(question, { credentials: { ca, certificate: null }, versions: [version], signal });
  signal.throwIfAborted();
  return { question, result: diagnose(evidence, version, from) };
}
