import type { ProvedRun, ProveResult } from '../../prove-types.ts';
import type { CheckOutcome, Prediction, ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';
import { alike } from './prove-log.ts';
import { paragraph } from './wrap.ts';

/**
 * The way from the barest configuration to the one that works, and what HAProxy makes of each step.
 * @param result a diagnosis
 * @param paint colours
 * @returns lines
 */
export function story({ predictions }: ProbeResult, paint: Paint): string {
  return predictions.map((prediction, index) => step(prediction, index + 1, paint)).join('\n');
}

function step({ directives, check, traffic }: Prediction, number: number, paint: Paint): string {
  const lines = directives.split('\n').filter((line) => line.trim() !== '');
  const state = check.up === null ? '' : check.up ? paint.green('UP') : paint.red('DOWN');
  const users = traffic.status === null ? 'users get no HTTP answer' : `users get ${traffic.status}`;
  const fine = traffic.status !== null && traffic.status < 400;
  return [
    `${paint.bold(`Step ${number}`)}\n`,
    ...lines.map((line) => `    ${printable(line.trim())}\n`),
    paragraph(`check: ${logged(check)}`, '  ').replace(/\n$/, ` ${state}\n`),
    `  ${(fine ? paint.green : paint.red)(users)} (${printable(traffic.termination)})\n`,
  ].join('');
}

function logged({ status, code, info }: CheckOutcome): string {
  const text = info[0] ? ` "${printable(info[0])}"` : '';
  return `${printable(status)}${code === null ? '' : ` ${code}`}${text}`;
}

/**
 * Two configurations on a real HAProxy, in its own words.
 * @param version its version
 * @param shown what it did with the barest lines and with the recommended ones
 * @param paint colours
 * @returns lines; log lines are not wrapped
 */
export function proof(version: string, { before, after }: Pick<ProveResult, 'before' | 'after'>, paint: Paint): string {
  const part = (title: string, { log, servers: [server] }: ProvedRun): string => {
    const { up } = server?.check ?? {};
    const [status = null] = server?.traffic.map((one) => one.status) ?? [];
    const users = (status !== null && status < 400 ? paint.green : paint.red)(`${status ?? 'no HTTP answer'}`);
    return [
      `${paint.bold(title)}\n`,
      ...alike(log).map(({ line }) => `    ${printable(line)}\n`),
      `  ${up ? paint.green('UP') : paint.red('DOWN')}, users get ${users}\n`,
    ].join('');
  };
  return [
    paragraph(`And this is what the HAProxy installed here (${version}) logs:`),
    ...(before ? [part('With the barest lines', before)] : []),
    part('With the recommended lines', after),
  ].join('\n');
}
