import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { type IJob, Job } from 'kubernetes-models/batch/v1/Job';
import { ConfigMap, type IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { type IPersistentVolumeClaim, PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import t from 'tap';
import { createGenerator } from 'ts-json-schema-generator';
import { parseAllDocuments } from 'yaml';
import { readResults } from '../../src/matrix/results-file.ts';
import { bundleCommand } from '../cli/matrix-bundle.ts';
import { startSite } from '../cli/matrix-site.ts';
import { run } from '../cli/run.ts';
import { all, pieces } from './cell.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}docs/matrix-job.yaml`, 'utf8');

/** What Kubernetes' published schema allows, and no field that it does not know. */
function startSchema(): (document: { kind?: string }) => string[] {
  const generator = createGenerator({
    path: `${root}node_modules/kubernetes-models/{batch/v1/Job,v1/ConfigMap,v1/PersistentVolumeClaim}.d.ts`,
    tsconfig: `${root}tsconfig.json`,
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const models = { Job, ConfigMap, PersistentVolumeClaim };
  const known = new Map(
    Object.entries(models).map(([kind, Model]) => {
      const strict = new Ajv({ strict: false, allErrors: true }).compile(generator.createSchema(`I${kind}`) as object);
      return [kind, { Model, strict }];
    }),
  );
  return (document) => {
    const model = known.get(document.kind ?? '');
    if (!model) return [`kind ${document.kind}`];
    const problems: string[] = [];
    if (!model.strict(document))
      for (const { instancePath, message, params } of model.strict.errors ?? [])
        problems.push(`${instancePath} ${message} ${JSON.stringify(params)}`);
    try {
      new model.Model(document as never).validate();
    } catch (error) {
      problems.push((error as Error).message);
    }
    return problems;
  };
}

const problemsOf = startSchema();

/** Options that the guide leaves to the help. */
const common = [
  '--cert',
  '--key',
  '--send-proxy',
  '--source',
  '--explain',
  '--verbose',
  '--color',
  '--help',
  '--version',
];

function read(yaml: string): {
  config: IConfigMap;
  claim: IPersistentVolumeClaim;
  parts: IJob;
  merge: IJob;
  all: { kind?: string }[];
} {
  const documents = parseAllDocuments(yaml, { strict: true, uniqueKeys: true });
  const values = documents.map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS();
  });
  const [config, claim, parts, merge] = values;
  return { config, claim, parts, merge, all: values };
}

function containerOf({ spec }: IJob) {
  const [container, ...others] = spec?.template.spec?.containers ?? [];
  if (!container || others.length > 0) throw new Error('one container');
  return container;
}

/** What the shell runs. */
const scriptOf = (job: IJob): string => containerOf(job).command?.at(-1) ?? '';

t.test('the manifest holds to the schema of Kubernetes', async (t) => {
  const { all: documents } = read(text);
  t.same(
    documents.map(({ kind }) => kind),
    ['ConfigMap', 'PersistentVolumeClaim', 'Job', 'Job'],
  );
  for (const document of documents) t.same(problemsOf(document), [], `${document.kind}`);
});

t.test('a field that is misspelt, in a wrong place or of a wrong type is noticed', async (t) => {
  const wrong: [string, string][] = [
    ['completionMode: Indexed', 'completionMode: indexed'],
    ['completionMode:', 'completionmode:'],
    ['completions: 8', 'completions: "8"'],
    ['backoffLimitPerIndex:', 'backOffLimitPerIndex:'],
    ['podReplacementPolicy: Failed', 'podReplacementPolicy: Fail'],
    ['action: FailIndex', 'action: FailPart'],
    ['containerName: matrix', 'container: matrix'],
    ['restartPolicy: Never', 'restartPolicy: No'],
    ['runAsNonRoot:', 'runasNonRoot:'],
    ['readOnlyRootFilesystem:', 'readOnlyRootFileSystem:'],
    ['drop: [ALL]', 'drop: ALL'],
    ['mountPath: /results', 'mountpath: /results'],
    ['claimName:', 'claim:'],
    ['accessModes: [ReadWriteMany]', 'accessModes: ReadWriteMany'],
    ['\ndata:', '\ndate:'],
    ['apiVersion: batch/v1', 'apiVersion: batch/v2'],
    ['suspend: true', 'suspended: true'],
  ];
  for (const [right, other] of wrong) {
    t.ok(text.includes(right), right);
    const found = (() => {
      try {
        return read(text.replace(right, other)).all.flatMap(problemsOf);
      } catch (error) {
        return [(error as Error).message];
      }
    })();
    t.ok(found.length > 0, `${other}: ${found[0]}`);
  }
});

t.test('what the objects say of each other agrees', async (t) => {
  const { config, claim, parts, merge } = read(text);
  const { spec } = parts;
  t.equal(spec?.completionMode, 'Indexed');
  t.equal(containerOf(parts).env?.find(({ name }) => name === 'PARTS')?.value, String(spec?.completions));
  t.ok((spec?.parallelism ?? 0) <= (spec?.completions ?? 0));
  t.equal(spec?.podFailurePolicy?.rules[1]?.onExitCodes?.containerName, containerOf(parts).name);
  t.same(Object.keys(config.data ?? {}), ['hosts.txt', 'targets.txt']);
  t.equal(containerOf(parts).image, containerOf(merge).image);
  for (const job of [parts, merge]) {
    const pod = job.spec?.template.spec;
    t.equal(pod?.restartPolicy, 'Never', 'as backoffLimitPerIndex and podFailurePolicy want it');
    for (const { name } of containerOf(job).volumeMounts ?? []) {
      const volume = pod?.volumes?.find((one) => one.name === name);
      t.ok(volume, `volume ${name}`);
      if (volume?.configMap) t.equal(volume.configMap.name, config.metadata?.name);
      else t.equal(volume?.persistentVolumeClaim?.claimName, claim.metadata?.name);
    }
    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    t.match(pod?.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    t.match(containerOf(job).securityContext, { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    t.equal(containerOf(job).securityContext?.readOnlyRootFilesystem, true);
  }
});

t.test('its scripts, and the guide, use only what the command has', async (t) => {
  const { stdout: help } = await run(['matrix', '--help']);
  const unknown = (script: string) =>
    [...script.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)]
      .map(([option]) => option)
      .filter((option) => !help.includes(` ${option} `));
  const { parts, merge } = read(text);
  for (const job of [parts, merge]) {
    t.match(scriptOf(job), /^exec sni-doctor matrix /m);
    t.same(unknown(scriptOf(job)), []);
  }
  t.same(unknown(scriptOf(parts).replace('--resume', '--resum')), ['--resum']);
  const guide = readFileSync(`${root}docs/matrix.md`, 'utf8');
  const ours = guide.split('\n').filter((line) => !/kubectl|npm|docker|probe ADDRESS/.test(line));
  t.same(unknown(ours.join('\n')), []);
  const described = help.matchAll(/^ {2}(--[a-z-]+)/gm);
  const missing = [...described].map(([, option = '']) => option).filter((option) => !guide.includes(option));
  t.same(missing, common, 'the others are those of every command');
});

t.test('its scripts do what they say, with a pod that is killed in between', async (t) => {
  const hosts = Array.from({ length: 30 }, (_, i) => `h${i}.example.test`);
  const folder = t.testdir({ input: { 'hosts.txt': `${hosts.join('\n')}\n` }, results: {} });
  const [command, site] = await Promise.all([bundleCommand(folder), startSite(folder)]);
  t.teardown(() => site.close());
  const at = `127.0.0.1:${site.port}`;
  writeFileSync(`${folder}/input/targets.txt`, `old=${at}\nnew=${at}\n`);
  mkdirSync(`${folder}/path`);
  writeFileSync(`${folder}/path/sni-doctor`, `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(`${folder}/path/sni-doctor`, 0o755);
  const { parts, merge } = read(text);
  const pod = (job: IJob, index: string) => {
    const script = scriptOf(job)
      .replaceAll('/results/', `${folder}/results/`)
      .replaceAll('/input/', `${folder}/input/`);
    const [shell = '', ...options] = containerOf(job).command?.slice(0, -1) ?? [];
    const env = { PATH: `${folder}/path:${process.env.PATH}`, PARTS: '2', JOB_COMPLETION_INDEX: index };
    return spawn(shell, [...options, script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const first = pod(parts, '0');
  site.after(11, () => first.kill('SIGKILL'));
  t.same(await once(first, 'close'), [null, 'SIGKILL'], 'the process is the command itself, and no shell in between');
  const ends = await Promise.all(['0', '1'].map((index) => once(pod(parts, index), 'close')));
  t.same(ends, [
    [0, null],
    [0, null],
  ]);
  const cells = await Promise.all(
    ['0', '1'].map(async (index) => {
      const file = `${folder}/results/${index}.ndjson`;
      const results = await all(readResults(pieces(readFileSync(file, 'utf8'), 4096), file));
      return results.flatMap((result) =>
        result.kind === 'cell' ? [`${result.value.target} ${result.value.host}`] : [],
      );
    }),
  );
  t.ok(cells.every((part) => part.length > 0 && part.length < 60));
  t.same(cells.flat().sort(), ['new', 'old'].flatMap((target) => hosts.map((host) => `${target} ${host}`)).sort());
  const report = pod(merge, '');
  const [said, [code]] = await Promise.all([textOf(report.stdout), once(report, 'close')]);
  t.equal(code, 0, said);
  t.match(said, /\b30 hosts/);
});
