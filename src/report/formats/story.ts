import type { CheckOutcome, Prediction, ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Paint } from './paint.ts';
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

/** What a real HAProxy did with a configuration. */
interface Outcome {
  log: string[];
  up: boolean;
  status: number;
}

/**
 * Two configurations on a real HAProxy, in its own words.
 * @param version its version
 * @param before what it did with the barest lines
 * @param after what it did with the recommended ones
 * @param paint colours
 * @returns lines; log lines are not wrapped
 */
export function proof(version: string, before: Outcome, after: Outcome, paint: Paint): string {
  const part = (title: string, { log, up, status }: Outcome): string =>
    [
      `${paint.bold(title)}\n`,
      ...log.map((line) => `    ${printable(line)}\n`),
      `  ${up ? paint.green('UP') : paint.red('DOWN')}, users get ${(status < 400 ? paint.green : paint.red)(String(status))}\n`,
    ].join('');
  return [
    paragraph(`And this is what the HAProxy installed here (${version}) logs:`),
    part('With the barest lines', before),
    part('With the recommended lines', after),
  ].join('\n');
}
