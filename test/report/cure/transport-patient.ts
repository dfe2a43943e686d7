import { createPki } from '../../../fixtures/pki.ts';
import { fixture, type RunningFixture } from '../../../fixtures/servers/index.ts';
import { view } from '../../../src/catalogue/view.ts';
import { fileCredentials } from '../../../src/check/credentials.ts';
import { look, performerOf } from '../../../src/check/look.ts';
import type { CheckOptions } from '../../../src/check/options.ts';
import { type Read, read } from '../../../src/check/read.ts';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import type { TrafficSent } from '../../../src/haproxy/sent.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { haproxyTls } from '../../../src/plan.ts';
import { gather } from '../../../src/probe/run.ts';
import { type Outcomes, outcomes } from '../../../src/report/check/outcome.ts';
import { questionOf } from '../../../src/report/check/question.ts';
import type { CureEdit, Patient } from '../../../src/report/cure/cure.ts';
import { diagnose } from '../../../src/report/diagnose.ts';
import { recommend } from '../../../src/report/recommend.ts';
import type { Question } from '../../../src/types.ts';

/** The authority that `ca.pem` of a configuration stands for. */
export const pki = await createPki();

/** A configuration with the backends that stand behind it. */
export interface Ill {
  /** Lines of `backend be`, or whole sections; `{contour}` stands for the port of the fixture of that name. */
  text: string;
  /** Backends of the tests' own, by the names that stand for their ports. */
  own?: Readonly<Record<string, { port: number }>>;
  /** Default: 2.6. */
  version?: string;
  /** What clients ask for; default: what the configuration names. */
  hosts?: readonly string[];
  /** The system trusts whoever signed the backend's certificate. */
  trusted?: true;
}

/** The servers of a configuration that was looked at, before and after edits. */
export interface Ward {
  patients: Patient[];
  /** The text as HAProxy would read it. */
  text: string;
  /** The text with edits made. */
  edited(edits: readonly CureEdit[]): string;
  /** What clients of the first server get of the text with edits made, a status or termination state each. */
  traffic(edits: readonly CureEdit[]): Promise<(number | string)[]>;
  /** What HAProxy would send for clients of the first server. */
  sent(edits: readonly CureEdit[]): Promise<TrafficSent[]>;
}

const section = /^(?:backend|frontend|defaults|listen|global)\b/;

/** Wraps lines of `backend be` into a file, and indents. */
function fileOf(text: string): string {
  const whole = text.split('\n').some((line) => section.test(line)) ? text : `backend be\n${text}`;
  const lines = whole
    .split('\n')
    .map((line) => (section.test(line) || line.trim() === '' ? line : `    ${line.trim()}`));
  const defaults = 'defaults\n    mode http\n    timeout connect 2s\n    timeout client 5s\n    timeout server 5s\n\n';
  return `${defaults}${lines.join('\n').trimEnd()}\n`;
}

/** Starts what `{NAME}` stands for, and puts the ports in. */
async function started(text: string, own: NonNullable<Ill['own']>): Promise<{ text: string; close(): Promise<void> }> {
  const names = [...new Set(Array.from(text.matchAll(/\{([a-z][\w-]*)\}/g), ([, name]) => name ?? ''))];
  const running = new Map<string, RunningFixture>();
  for (const name of names.filter((one) => !own[one])) {
    const backend = await fixture(name)?.start({ pki });
    if (!backend) throw new Error(`no fixture is called ${name}`);
    running.set(name, backend);
  }
  return {
    text: text.replace(/\{([a-z][\w-]*)\}/g, (_, name) => String(own[name]?.port ?? running.get(name)?.port)),
    close: async () => {
      await Promise.all([...running.values()].map((backend) => backend.close()));
    },
  };
}

/**
 * Looks at a configuration and asks the backend of each server what it needs, as `check` does, whether it fails or not.
 * @param ill the configuration
 * @param use what to do with its servers while the backend runs
 */
export async function withPatients(ill: Ill, use: (ward: Ward) => Promise<void>): Promise<void> {
  const { text, close } = await started(fileOf(ill.text), ill.own ?? {});
  const options: CheckOptions = {
    files: [{ name: 'haproxy.cfg', text }],
    environment: new Map(),
    version: parseVersion(ill.version ?? '2.6'),
    versionFrom: 'flag',
    hosts: ill.hosts ?? [],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 3000,
    offline: false,
    resolve: async () => ['127.0.0.1'],
    readFile: (path) => (path === 'ca.pem' ? pki.caPem : null),
  };
  try {
    const before = await read(options);
    const [performer, seen] = await looked(before, options);
    const patients = (
      await Promise.all(before.all.map(([target]) => patientOf(target, before, seen, options, ill)))
    ).flat();
    const edited = (edits: readonly CureEdit[]): string => {
      const changes = edits.map(({ change }) => change);
      return applyChanges(before.configuration, changes)[0]?.text ?? '';
    };
    const after = async (edits: readonly CureEdit[]) => {
      const now = await read({ ...options, files: [{ name: 'haproxy.cfg', text: edited(edits) }] });
      const found = await look(now.all, performer);
      const target = now.all[0]?.[0];
      if (!target) throw new Error('the edited text has no server');
      return { target, found: outcomes(target, found) };
    };
    await use({
      patients,
      text,
      edited,
      traffic: async (edits) =>
        (await after(edits)).found.traffic.map(([one]) => one?.status ?? one?.termination ?? 'not known'),
      sent: async (edits) => (await after(edits)).target.sent.traffic,
    });
  } finally {
    await close();
  }
}

async function looked(before: Read, options: CheckOptions) {
  const performer = performerOf(options);
  return [performer, await look(before.all, performer)] as const;
}

async function patientOf(
  target: Patient['target'],
  { configuration }: Read,
  find: Awaited<ReturnType<typeof look>>,
  options: CheckOptions,
  ill: Ill,
): Promise<Patient[]> {
  const found: Outcomes = outcomes(target, find);
  const known = questionOf(target, found, options.timeout);
  if (!known) return [];
  const question: Question = ill.trusted ? { ...known, caFile: 'ca.pem' } : known;
  const { address, port, caFile, certificate } = question;
  const plan = {
    address,
    port,
    source: null,
    proxy: null,
    tls: { ...haproxyTls(), caFile, certificate },
    request: null,
  };
  const evidence = await gather(question, {
    credentials: fileCredentials(options.readFile)(plan),
    versions: [options.version],
  });
  const result = diagnose(evidence, options.version, 'flag');
  const wanted = recommend(view(evidence), options.version);
  if (!('settings' in wanted)) throw new Error('the evidence is incomplete');
  return [{ target, outcomes: found, result, question, wanted: wanted.settings, configuration }];
}
