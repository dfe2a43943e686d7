import { existsSync } from 'node:fs';
import { type CheckAsked, readCheckArguments } from './check-arguments.ts';
import type { ProveOptions } from './command-line.ts';
import { type Asked, readProbeArguments } from './probe-arguments.ts';
import { Refusal } from './refusal.ts';

/** What `prove` was asked, checked, before anything is read or run. */
export type ProveAsked =
  | { form: 'configuration'; files: string[]; asked: CheckAsked }
  | { form: 'addresses'; asked: Asked }
  | { form: 'evidence'; file: string };

/** Options that speak of a backend alone, and of a configuration alone. */
const ofAddresses = [
  'sni',
  'host-header',
  'public-host',
  'port',
  'http-port',
  'expect',
  'mode',
  'forwarded-proto',
  'ca-file',
  'cert',
  'key',
  'send-proxy',
  'source',
  'backend',
] as const;
const ofConfigurations = ['env', 'env-file', 'server'] as const;

/**
 * Reads the arguments of `prove`, but for how it says what it found.
 * @param line files or addresses, and options as they were written
 * @returns what is asked
 * @throws Refusal with exit code 2, or 3 for a file that is not there
 */
export function readProveArguments({ what, options }: { what: string[]; options: ProveOptions }): ProveAsked {
  if (options.haproxy === '') throw new Refusal(2, '--haproxy needs a program: its name is empty');
  if (options.runtime !== undefined && options.haproxy !== undefined)
    throw new Refusal(2, '--runtime takes the HAProxy that runs, --haproxy one of its own: one of them');
  if (options.runtime !== undefined && options.ablate)
    throw new Refusal(2, '--ablate takes more than a running HAProxy can show', 'without --runtime');
  if (options.backend !== undefined && options.runtime === undefined)
    throw new Refusal(2, '--backend names one of a running HAProxy: --runtime is missing');
  if (options.from !== undefined) return evidence(options.from, what, options);
  if (what.length === 0) throw new Refusal(2, 'a FILE or an ADDRESS is missing', 'sni-doctor prove haproxy.cfg');
  const files = what.filter(isFile);
  if (files.length > 0 && files.length < what.length)
    throw new Refusal(2, `${what.find((one) => !isFile(one))} is no file beside ${files[0]}: FILE or ADDRESS`);
  if (files.length > 0) {
    refuse(options, ofAddresses, 'a configuration says that itself');
    const { host, server, method, path, timeout, env } = options;
    return { form: 'configuration', files, asked: readCheckArguments({ host, server, method, path, timeout, env }) };
  }
  refuse(options, ofConfigurations, 'it is about a configuration');
  return {
    form: 'addresses',
    asked: readProbeArguments({ addresses: what, hosts: options.host ?? [], options }),
  };
}

/** A name with a slash or the ending of a configuration is meant as one, there or not. */
function isFile(text: string): boolean {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return false;
  return text === '-' || text.includes('/') || /\.(?:cfg|conf)$/.test(text) || existsSync(text);
}

function evidence(file: string, what: readonly string[], options: ProveOptions): ProveAsked {
  if (what.length > 0)
    throw new Refusal(2, '--from proves the remedy of saved evidence: it takes no FILE and no ADDRESS');
  const asked = [
    ...ofAddresses.filter((name) => name !== 'backend'),
    ...ofConfigurations,
    'host',
    'method',
    'path',
  ] as const;
  refuse(options, [...asked, 'timeout'], 'the evidence says that');
  return { form: 'evidence', file };
}

function refuse(options: ProveOptions, names: readonly (keyof ProveOptions)[], why: string): void {
  const other = names.find((name) => options[name] !== undefined);
  if (other) throw new Refusal(2, `--${other} does not belong here: ${why}`);
}
