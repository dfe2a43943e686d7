import type { ProbeResult } from '../../types.ts';
import { findings } from './findings.ts';
import { footer } from './footer.ts';
import { headline } from './headline.ts';
import type { Look } from './paint.ts';
import { paste } from './paste.ts';
import { products } from './products.ts';
import { repeats } from './repeats.ts';
import { reproduce } from './reproduce.ts';
import { steps } from './steps.ts';

/**
 * A diagnosis for people: the answer, the evidence beside HAProxy's own words, what to paste, what was not seen.
 * @param result a diagnosis
 * @param look colours, table and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function screen(result: ProbeResult, look: Look): string {
  const parts = [
    headline(result, look.paint, look.several),
    steps(result, look),
    repeats(result, look.paint),
    // Where there is something to paste, that is the answer; else what is broken is.
    paste(result, look.paint),
    findings(result, look),
    products(result, look),
    look.explain ? reproduce(result, look.paint) : '',
    footer(result),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
