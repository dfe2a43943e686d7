import type { CheckOptions } from '../check/options.ts';
import { read } from '../check/read.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import { clientHost } from '../plan.ts';
import type { Target } from '../report/check/target.ts';
import type { ProbeResult, Question } from '../types.ts';
import { CannotProve } from './cannot.ts';
import type { ClientFile } from './client-files.ts';
import { type RemedyPart, remedyParts } from './remedy-parts.ts';
import { around, barestBackend, remedyFile } from './remedy-text.ts';
import type { Text } from './trial.ts';

/** A configuration of one server, and what is sent to it. */
export interface ReadRemedy {
  text: Text;
  targets: Target[];
}

/** A backend with the barest configuration and with the remedy. */
export interface RemedyCase {
  /** null: there is no remedy, and the barest is all there is. */
  before: ReadRemedy | null;
  after: ReadRemedy;
  /** What the remedy adds. */
  parts: RemedyPart[];
  /**
   * @param part one of them
   * @returns the remedy without it
   * @throws Error where it cannot be taken away
   */
  without(part: RemedyPart): Promise<ReadRemedy>;
}

/**
 * Writes the configurations of a probe's result.
 * @param question what was asked
 * @param result what came out
 * @param version who reads them
 * @param file the client certificate that they name
 * @returns both
 * @throws CannotProve where not even the barest is known
 */
export async function remedyCase(
  question: Question,
  result: ProbeResult,
  version: HaproxyVersion,
  file: ClientFile,
): Promise<RemedyCase> {
  const barest = result.predictions[0]?.directives;
  if (barest === undefined) throw new CannotProve('nothing is known of the backend that could be run');
  const readText = async (text: string): Promise<ReadRemedy> => {
    const options = optionsFor(question, version);
    const { configuration, models, all } = await read({ ...options, files: [{ name: remedyFile, text }] });
    const [model] = models;
    if (!model) throw new Error('no release is meant');
    const host = clientHost(question);
    const subjects = model.proxies.flatMap(({ servers }) =>
      servers.map(({ proxy, name }) => ({
        proxy,
        server: name,
        hosts: [{ host, header: host }],
        passesTls: question.mode === 'tcp' && result.needs.includes('tls'),
      })),
    );
    return { text: { configuration, model, subjects }, targets: all.map(([target]) => target) };
  };
  const bare = barestBackend(barest, question.mode);
  const { remedy } = result;
  const after = await readText(around(file.inPlace(remedy?.backend ?? bare), question));
  const directives = (remedy?.directives ?? []).map((one) => ({ ...one, text: file.inPlace(one.text) }));
  const isNew = ({ text }: { text: string }) => !` ${bare.replace(/\s+/g, ' ')} `.includes(` ${text} `);
  return {
    before: remedy ? await readText(around(bare, question)) : null,
    after,
    parts: remedyParts(after.text.configuration, directives.filter(isNew)).map((part) => {
      return { ...part, directive: file.asGiven(part.directive) };
    }),
    async without({ change }) {
      const [changed] = applyChanges(after.text.configuration, [change]);
      return readText(changed?.text ?? '');
    },
  };
}

/** The text is ours, and its address a literal: nothing is resolved and no file is read. */
function optionsFor({ method, path, timeout }: Question, version: HaproxyVersion): CheckOptions {
  return {
    files: [],
    environment: new Map(),
    version,
    versionFrom: 'path',
    hosts: [],
    servers: [],
    method,
    path,
    timeout,
    offline: true,
    resolve: async () => [],
    readFile: () => null,
  };
}
