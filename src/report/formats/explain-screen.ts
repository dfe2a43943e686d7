import type { Explained, ExplainResult } from '../../explain-types.ts';
import { printable } from '../escape.ts';
import { count } from './check-words.ts';
import { explainCauses } from './explain-causes.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { paragraph, screenWidth, wrap } from './wrap.ts';

/**
 * What texts mean, for people: the meaning, the possible reasons in their order, the command that tells them apart, the
 * page.
 * @param result of an explanation
 * @param look colours and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function explainScreen(result: ExplainResult, look: Look): string {
  const { inputs, passedOver } = result;
  const many = inputs.length > 1 || passedOver > 0 || inputs.some((input) => input.count > 1);
  // Different texts may say the same: it is said once.
  const alike = grouped(inputs, ({ meaning, causes, separate }) => JSON.stringify([meaning, causes, separate]));
  const parts = [
    ...(many || inputs.length === 0 ? [overview(result, look)] : []),
    ...[...alike.values()].map((texts) => one(texts, many, look)),
  ];
  return parts.join('\n');
}

/** How many lines and kinds there were, before any of them. */
function overview({ inputs, passedOver }: ExplainResult, { paint }: Look): string {
  const known = inputs.filter(({ kind }) => kind !== 'unknown');
  const sum = (some: readonly Explained[]) => some.reduce((total, input) => total + input.count, 0);
  const lines = sum(inputs) + passedOver;
  const strange = sum(inputs) - sum(known);
  const word = lines === 0 ? 'NOTHING' : strange > 0 ? 'UNKNOWN' : known.length > 0 ? 'KNOWN' : 'FINE';
  const stroke = { NOTHING: paint.yellow, UNKNOWN: paint.yellow, KNOWN: paint.green, FINE: paint.green }[word];
  const text = [
    `${count(lines, 'text')}${known.length > 0 ? `: ${count(sum(known), 'text')} of ${count(known.length, 'kind')} explained` : ''}`,
    ...(strange > 0 ? [`${strange} not known`] : []),
    ...(passedOver > 0 ? [`${passedOver} of nothing that went wrong`] : []),
  ].join(', ');
  const [first = '', ...others] = wrap(`${text}.`, undefined, `${word}  `);
  return `${[paint.bold(stroke(word)) + first.slice(word.length), ...others].join('\n')}\n`;
}

function one(texts: readonly Explained[], many: boolean, look: Look): string {
  const [input] = texts;
  if (!input) return '';
  const { paint } = look;
  const word = input.kind === 'unknown' ? 'UNKNOWN' : 'MEANS';
  const stroke = input.kind === 'unknown' ? paint.red : input.causes.length > 0 ? paint.yellow : paint.green;
  const [first = '', ...others] = wrap(printable(input.meaning), undefined, `${word}  `);
  return [
    ...texts.flatMap((text) => [many ? quoted(text, look) : '', servers(text), look.verbose ? fields(text, look) : '']),
    `${[paint.bold(stroke(word)) + first.slice(word.length), ...others].join('\n')}\n`,
    explainCauses(input, look),
    separate(input, look),
    input.causes[0] ? `${paint.bold('READ')}   ${printable(input.causes[0].docs)}\n` : '',
  ].join('');
}

/** What stands before the words of HAProxy, and is another for each line. */
const syslog = /^[^"]{0,120}?\bhaproxy\[\d+\]: /;

/** The text itself, as far as one line goes. */
function quoted({ text, count: number }: Explained, { paint, verbose }: Look): string {
  const times = number === 1 ? '' : `${number} x `;
  const words = verbose ? text : text.replace(syslog, '');
  return `${paint.dim(`${times}${printable(words, verbose ? undefined : screenWidth - times.length)}`)}\n`;
}

function servers({ servers: named = [], serverCount = 0, count: number }: Explained): string {
  if (named.length === 0 || (named.length === 1 && number === 1)) return '';
  const more = serverCount > named.length ? ` and ${serverCount - named.length} more` : '';
  return paragraph(
    `${count(serverCount, 'server')}: ${named.map((name) => printable(name, 60)).join(', ')}${more}`,
    '       ',
  );
}

function fields({ fields: all }: Explained, { paint }: Look): string {
  const given = Object.entries(all).filter(([, value]) => value !== null);
  if (given.length === 0) return '';
  const text = given.map(([name, value]) => `${name} ${printable(String(value), 200)}`).join(', ');
  return `${wrap(text, undefined, '       ')
    .map((line) => paint.dim(line))
    .join('\n')}\n`;
}

function separate({ separate: way }: Explained, { paint }: Look): string {
  if (!way) return '';
  return `${paint.bold('RUN')}    ${printable(way.command)}\n${paragraph(printable(way.because), '       ')}`;
}
