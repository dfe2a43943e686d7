import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtures } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../haproxy/versions.ts';
import { gather } from '../probe/run.ts';
import { diagnose } from '../report/diagnose.ts';
import { screen } from '../report/formats/screen.ts';
import { story } from '../report/formats/story.ts';
import { paragraph } from '../report/formats/wrap.ts';
import type { ProbeResult } from '../types.ts';
import { look } from './look.ts';
import { readProbeArguments } from './probe-arguments.ts';
import { questions } from './questions.ts';
import type { Terminal } from './terminal.ts';

const host = 'www.example.test';
const intro =
  'A Kubernetes ingress (Contour) stands behind HAProxy. It is imitated here, on loopback: it resets TLS without a known ' +
  'server name, answers 400 without a Host header, and redirects everything on its clear-text port. This is what ' +
  'HAProxy makes of it, from the barest line to the one that works:';

/**
 * `demo`: the whole story on a backend of the lab.
 * @param terminal streams and Ctrl-C
 * @returns 0; 1 where the story does not come out
 */
export async function demo(terminal: Terminal): Promise<number> {
  const result = await diagnoseContour(terminal.signal);
  const style = await look(
    { format: 'table', file: null, color: 'auto', quiet: false, verbose: false, explain: false, failOn: null },
    terminal,
    false,
  );
  const parts = [
    paragraph(intro),
    story(result, style.paint),
    paragraph('And this is what probe says of it:'),
    screen(result, style),
  ];
  terminal.stdout.write(parts.join('\n'));
  return result.verdict === 'fixable' && result.remedy?.verified ? 0 : 1;
}

async function diagnoseContour(signal: AbortSignal): Promise<ProbeResult> {
  const contour = fixtures.find(({ name }) => name === 'contour');
  if (!contour) throw new Error('the lab has no contour');
  const backend = await contour.start({ host });
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-demo-'));
  try {
    const ca = backend.caPem ?? '';
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, ca);
    const options = { 'ca-file': caFile, 'http-port': String(backend.httpPort) };
    const asked = readProbeArguments({ addresses: [`${backend.address}:${backend.port}`], hosts: [host], options });
    const [question] = questions(asked, new Map());
    if (!question) throw new Error('the demo asks nothing');
    const version = parseVersion('2.6');
    const evidence = await gather(question, { credentials: { ca, certificate: null }, versions: [version], signal });
    signal.throwIfAborted();
    return diagnose(evidence, version, 'default');
  } finally {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
