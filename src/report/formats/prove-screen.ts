import type { ProveResult } from '../../prove-types.ts';
import { printable } from '../escape.ts';
import type { Look } from './paint.ts';
import { proveAblation } from './prove-ablation.ts';
import { proveHeadline } from './prove-headline.ts';
import { proveLog } from './prove-log.ts';
import { proveServers } from './prove-servers.ts';
import { product } from './steps.ts';
import { paragraph } from './wrap.ts';

/**
 * A proof for people: the answer, what became of each server before and after, what was changed, HAProxy's own words,
 * what fails without each directive, and what was not shown.
 * @param result a proof
 * @param look colours, table and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for HAProxy's log and the directives
 */
export function proveScreen(result: ProveResult, look: Look): string {
  const { before, after, changes = [], haproxyVersion } = result;
  const isSame = before === null || before === after || changes.length === 0;
  const logs = product(haproxyVersion);
  const parts = [
    proveHeadline(result, look.paint),
    proveServers(result, look),
    changes.length === 0
      ? ''
      : `${look.paint.bold('THE CHANGE')}\n${changes.map((text) => `    ${printable(text)}\n`).join('')}`,
    ...(isSame || before === null
      ? [proveLog(`${logs} logs`, after, look)]
      : [proveLog(`${logs} logs without it`, before, look), proveLog(`${logs} logs with it`, after, look)]),
    proveAblation(result.ablation, look),
    result.partial.map((sentence) => paragraph(printable(sentence), ' ! ')).join(''),
    paragraph(`Run with ${printable(result.binary)}.`),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
