import { since } from '../../versions.ts';
import { known, unknown } from '../known.ts';
import { substituted } from '../regex/regex.ts';
import { numberValue, readInteger, toBytes, toNumber, toText } from '../value.ts';
import { type Converter, type Converters, made, ofBytes, ofText } from './converter.ts';
import { field, word } from './pieces.ts';

const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Where the port of `name:port` or `[address]:port` is parted off; -1: there is none. */
function portMark(host: string): number {
  const colon = host.lastIndexOf(':');
  return colon > host.lastIndexOf(']') ? colon : -1;
}

function hostOnly(host: string): string {
  const mark = portMark(host);
  return lower(mark < 0 ? host : host.slice(0, mark));
}

function trimStart(text: string, [characters = '']: readonly string[]): string {
  let start = 0;
  while (start < text.length && characters.includes(text[start] as string)) start += 1;
  return text.slice(start);
}

function trimEnd(text: string, [characters = '']: readonly string[]): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end -= 1;
  return text.slice(0, end);
}

/** `+` is a blank in a form, and behind the first question mark (haproxy v3.4.0 src/tools.c:2448). */
function urlDecoded(text: string, [form = '0']: readonly string[]): string | null {
  let inForm = readInteger(form).number !== 0n;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '?') inForm = true;
    if (char !== '%') {
      out += char === '+' && inForm ? ' ' : char;
      continue;
    }
    const digits = text.slice(i + 1, i + 3);
    if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return null;
    out += String.fromCharCode(Number.parseInt(digits, 16));
    i += 2;
  }
  return out;
}

const hex = (byte: string) => byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
const urlEncoded = (text: string) => text.replace(/[^A-Za-z0-9\-._~]/g, (byte) => `%${hex(byte)}`);
const hexadecimal = (bytes: string) => Array.from(bytes, hex).join('');

function parameter(text: string, [name = '', delimiter = '&']: readonly string[]): string | null {
  for (const part of text.split(delimiter[0] ?? '&')) {
    if (part === name) return '';
    if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
  }
  return null;
}

function reversedDomain(name: string): string | null {
  const labels = (name.endsWith('.') ? name.slice(0, -1) : name).split('.');
  return labels.includes('') ? null : labels.reverse().join('.');
}

/** What is no byte can only come from a client that is none of HAProxy's. */
const base64: Converter = made('str', undefined, (value) => {
  const bytes = toBytes(value);
  return /^[\0-\xff]*$/.test(bytes) ? known({ type: 'str', text: btoa(bytes) }) : unknown('converter base64');
});

/** What is no base64 gives nothing (haproxy v3.4.0 src/base64.c:113). */
const fromBase64: Converter = made('bin', undefined, (value) => {
  const text = toText(value);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return known(null);
  return known({ type: 'bin', text: atob(text) });
});

const length: Converter = made('int', undefined, (value) => known(numberValue(toText(value).length)));

const portOnly: Converter = made('int', '2.6.12', (value) => {
  const host = toText(value);
  const mark = portMark(host);
  // What is no digit is counted as if it were one (haproxy v3.4.0 include/haproxy/tools.h, `__strl2ui`; measured).
  const port = mark < 0 ? '' : host.slice(mark + 1);
  const number = Array.from(port).reduce((sum, char) => BigInt.asUintN(32, sum * 10n + digitValue(char)), 0n);
  return known(numberValue(number));
});

const digitValue = (char: string) => BigInt(char.charCodeAt(0) - 48);

const fromHex: Converter = made('int', undefined, (value) => {
  const text = toText(value);
  if (!/^[0-9A-Fa-f]*$/.test(text)) return known(null);
  return known(numberValue(BigInt.asIntN(64, BigInt(`0x0${text.slice(-16)}`))));
});

const eitherOr: Converter = made('str', '2.3', (value, [yes = '', no = '']) => {
  const truth = toNumber(value);
  return known(truth === null ? null : { type: 'str', text: truth === 0n ? no : yes });
});

/** A word that is not there is empty up to 2.7 and in 2.8's first releases, later it is none (measured, 2.6.12, 2.8.25). */
const wordOf: Converter = made('str', undefined, (value, args, { version }) => {
  const text = word(toText(value), args);
  if (text === null && since(version, '2.8')) return known(null);
  return known({ type: 'str', text: text ?? '' });
});

/**
 * Bytes from an offset on: as many as asked for, or as there are. 3.0.11 gives back all of them where more are asked for
 * than follow the offset, 2.8.25 and 3.2.26 do not (measured); which releases between do is not known.
 */
const bytes: Converter = made('bin', undefined, (value, [offset = '', size], { version }) => {
  const all = toBytes(value);
  if (!/^\d+$/.test(offset) || (size !== undefined && !/^\d+$/.test(size))) return unknown('converter bytes');
  const start = Number(offset);
  const end = size === undefined ? all.length : start + Number(size);
  const doubtful = since(version, '2.9') && !since(version, '3.2');
  if (doubtful && start > 0 && start < all.length && end > all.length) return unknown('converter bytes beyond the end');
  return known({ type: 'bin', text: all.slice(start, end) });
});

const regsub: Converter = made('str', undefined, (value, [source = '', replacement = '', flags = '']) => {
  const text = substituted(source, toText(value), replacement, flags);
  return text.known ? known({ type: 'str', text: text.value }) : text;
});

/** Converters of texts (HAProxy manual, 7.3.1). */
export const textConverters: Converters = new Map<string, Converter>([
  ['lower', ofText(lower)],
  ['upper', ofText(upper)],
  ['field', ofText(field)],
  ['word', wordOf],
  // New in 2.7 and carried back: 2.6.12 has it (measured).
  ['host_only', ofText(hostOnly, '2.6.12')],
  ['port_only', portOnly],
  ['ltrim', ofText(trimStart, '2.2')],
  ['rtrim', ofText(trimEnd, '2.2')],
  ['cut_crlf', ofText((text) => text.split(/[\r\n]/, 1)[0] ?? '', '2.2')],
  ['url_dec', ofText(urlDecoded)],
  ['url_enc', ofText(urlEncoded, '2.4')],
  ['param', ofText(parameter, '2.8')],
  ['reverse', ofText((text) => Array.from(text).reverse().join(''), '3.4')],
  ['reverse_dom', ofText(reversedDomain, '3.4')],
  ['hex', ofBytes('str', hexadecimal)],
  ['base64', base64],
  ['b64dec', fromBase64],
  ['bytes', bytes],
  ['regsub', regsub],
  ['hex2i', fromHex],
  ['length', length],
  ['iif', eitherOr],
  ['debug', made(null, undefined, (value) => known(value))],
]);
