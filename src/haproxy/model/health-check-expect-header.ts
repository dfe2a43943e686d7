import { readable } from '../../bytes-pattern.ts';
import { isBrokenRegex } from './broken-regex.ts';
import { formatted, literal, type Refusal, refuse, textAt } from './health-check-line.ts';
import { type ExpectReading, leaveOpen, notUnderstood } from './health-check-open.ts';

const methods = ['str', 'beg', 'end', 'sub', 'reg'];

/** What a name or a value is held to. */
interface TextMatch {
  how: string;
  pattern: string;
}

/**
 * Reads `hdr name ... [value ...]` and `fhdr ...` of `http-check expect` (haproxy v3.4.0 src/tcpcheck.c:3393-3497).
 * @param reading the rule so far; its match is set
 * @param i place of `hdr`
 * @returns the place behind it, or why it is refused
 */
export function readHeaderMatch(reading: ExpectReading, i: number): number | Refusal {
  const { line, rule } = reading;
  if (!/^name(?:-lf)?$/.test(textAt(line, i + 1)) || textAt(line, i + 2) === '')
    return refuse(line, i, `"${textAt(line, i)}" needs "name" and a pattern`);
  const name = readText(reading, i + 1);
  if ('refused' in name) return name;
  const kind = textAt(line, i).endsWith('fhdr') ? 'fhdr' : 'hdr';
  rule.match = { kind, name: name.match, value: null };
  if (!/^value(?:-lf)?$/.test(textAt(line, name.end))) return name.end;
  const value = readText(reading, name.end);
  if ('refused' in value) return value;
  if (value.match.pattern === '' && textAt(line, value.end - 1) === '')
    return refuse(line, i, `"${kind}" needs a pattern behind "value"`);
  rule.match = { kind, name: name.match, value: value.match };
  return value.end;
}

/** Reads `name|value[-lf] [-m METHOD] PATTERN`. */
function readText(reading: ExpectReading, i: number): { match: TextMatch; end: number } | Refusal {
  const { line } = reading;
  const format = textAt(line, i).endsWith('-lf');
  const given = textAt(line, i + 1) === '-m';
  const how = given ? textAt(line, i + 2) : 'str';
  if (!methods.includes(how)) return refuse(line, i + 2, `"${how}" is no matching method (${methods.join(', ')})`);
  if (format && how === 'reg') return refuse(line, i + 2, 'a log-format text is no regular expression');
  const at = i + (given ? 3 : 1);
  const value = format ? formatted(line, at) : literal(line, at);
  if ('refused' in value) return value;
  if (format) leaveOpen(reading, 'match', value.unknown);
  if (how === 'reg' && isBrokenRegex(value.text))
    return refuse(line, at, `"${value.text}" is no complete regular expression`);
  if (how === 'reg' && !readable(value.text))
    leaveOpen(reading, 'match', [{ ...line.at, text: value.text, because: notUnderstood, affects: 'check' }]);
  return { match: { how, pattern: value.text }, end: at + 1 };
}
