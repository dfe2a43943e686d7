import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { withPromises } from '../../src/probe/promised.ts';
import { gatherRepeatedly } from '../../src/probe/repeat.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import type { HttpsPromises, ProbeResult, Question } from '../../src/types.ts';
import { asked } from '../question.ts';

const pki = await createPki();

/** The name that the fixtures serve. */
export const site = 'www.example.test';
/** Where the authority of the fixtures would stand on a HAProxy machine. */
export const caFile = '/etc/haproxy/lab-ca.pem';
/** Likewise the client certificate with its key. */
export const pemFile = '/etc/haproxy/client.pem';

/** What differs from a question after {@link site} under a trusted authority. */
export interface Asked extends Partial<Question> {
  /** Present the client certificate that the fixture issues. */
  withCertificate?: true;
  /** Ask the fixture's clear-text port. */
  onHttpPort?: true;
  /** Have its clear-text port looked at beside. */
  besideHttpPort?: true;
  /** Probe so often, as `--repeat` does. */
  times?: number;
  /** Judge for this HAProxy version; absent: for any. */
  haproxy?: string;
  /** What the DNS promises of the host. */
  https?: HttpsPromises;
}

/**
 * Probes a real backend and judges what was seen.
 * @param name the fixture
 * @param asked what to ask otherwise
 * @returns the diagnosis
 */
export async function diagnosed(name: string, about: Asked = {}): Promise<ProbeResult> {
  const backend = await fixture(name)?.start({ pki });
  if (!backend) throw new Error(`no fixture is called ${name}`);
  const { withCertificate, onHttpPort, besideHttpPort, times = 1, haproxy = 'any', https, ...changes } = about;
  const version = parseVersion(haproxy);
  const client = withCertificate ? backend.clientCertificate : null;
  const question = asked({
    address: backend.address,
    port: onHttpPort ? (backend.httpPort ?? 0) : backend.port,
    httpPort: besideHttpPort ? backend.httpPort : null,
    host: site,
    sni: site,
    hostHeader: site,
    certificate: client && { certFile: pemFile, keyFile: pemFile },
    caFile: backend.caPem === null ? null : caFile,
    ...changes,
  });
  const credentials = {
    ca: backend.caPem,
    certificate: client && { cert: client.certPem, key: client.keyPem },
  };
  try {
    const seen = await gatherRepeatedly(question, times, { credentials, versions: [version] });
    const evidence = https ? await withPromises(seen, https, { credentials }) : seen;
    return diagnose(evidence, version, 'default');
  } finally {
    await backend.close();
  }
}
