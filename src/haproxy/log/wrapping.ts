import type { LogPrefix } from '../../log-types.ts';
import { type Layer, readHeader, readProgram, readRfc5424 } from './header.ts';
import { fromJson } from './json-wrapping.ts';
import { ownWords } from './own-words.ts';
import { readTimed } from './time.ts';

const esc = String.fromCharCode(27);
const colour = new RegExp(`${esc}\\[[\\d;]*[A-Za-z]`, 'g');

// Each is tried at one place, and none can match a text in more than one way.
const priority = /<\d{1,3}>(1 (?=\S))?/y;
const stderr = /\[(NOTICE|WARNING|ALERT|DIAG|INFO)\] +(?:(\d{1,3}\/\d{6}) )?\((\d{1,10})\) : /y;
const pod = /\[(?:pod\/)?[^\s[\]/]+\/([^\s[\]/]+)\] /y;
const compose = /([A-Za-z0-9][\w.-]*) +\| /y;
const passedOn = /[\w./-]+\.(?:log|txt|gz)[\w.-]*:(?:\d+:)?|> ?/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function afterPriority(text: string, at: number): Layer | null {
  const found = match(priority, text, at);
  if (found === null) return null;
  const end = at + found[0].length;
  if (found[1] !== undefined) return readRfc5424(text, end);
  return readTimed(text, end) ?? readHeader(text, end) ?? { end, said: {} };
}

function inBrackets(text: string, at: number): Layer | null {
  const own = match(stderr, text, at);
  if (own !== null) {
    const [all, level = null, time = null, pid] = own;
    return { end: at + all.length, said: { level, time, pid: Number(pid) } };
  }
  const timed = readTimed(text, at);
  const place = timed === null ? match(pod, text, at) : null;
  return place === null ? timed : { end: at + place[0].length, said: { program: place[1] ?? null } };
}

function anythingElse(text: string, at: number): Layer | null {
  const found = readTimed(text, at) ?? readProgram(text, at);
  if (found !== null) return found;
  const container = match(compose, text, at);
  if (container !== null) return { end: at + container[0].length, said: { program: container[1] ?? null } };
  const beside = match(passedOn, text, at);
  return beside === null ? null : { end: at + beside[0].length, said: {} };
}

function readLayer(text: string, at: number): Layer | null {
  const first = text.charAt(at);
  if (first === '<') return afterPriority(text, at);
  return first === '[' ? inBrackets(text, at) : anythingElse(text, at);
}

function merge(prefix: LogPrefix, said: Partial<LogPrefix>): void {
  prefix.time = said.time ?? prefix.time;
  prefix.host = said.host ?? prefix.host;
  prefix.program = said.program ?? prefix.program;
  prefix.pid = said.pid ?? prefix.pid;
  prefix.level = said.level ?? prefix.level;
}

/** White space at the end is left away, and the line feed that rsyslog writes as `#012`. */
function messageEnd(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end--;
  return text.endsWith('#012') ? text.length - 4 : end;
}

/** A line without its wrappings. */
export interface Unwrapped {
  prefix: LogPrefix;
  /** The line, or what another line held; white space at its end is left away. */
  text: string;
  /** Where HAProxy's own words begin. */
  at: number;
}

/** More wrappings than a relay, a container and HAProxy itself put around a line. */
const mostLayers = 6;

/**
 * Takes off what syslog daemons, the journal, container runtimes and HAProxy's stderr put around a line.
 *
 * @param line one line
 * @returns where HAProxy's own words stand, and what the wrappings said, the innermost last; null: nothing is left
 */
export function unwrap(line: string): Unwrapped | null {
  const prefix: LogPrefix = { time: null, host: null, program: null, pid: null, level: null };
  let text = line.includes(esc) ? line.replace(colour, '') : line;
  let at = 0;
  for (let layers = 0; layers < mostLayers; layers++) {
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    if (ownWords(text, at)) break;
    const json = text.charAt(at) === '{' ? fromJson(text.slice(at)) : null;
    if (json !== null) {
      merge(prefix, json.beside);
      text = json.message;
      at = 0;
      continue;
    }
    const found = readLayer(text, at);
    if (found === null) break;
    merge(prefix, found.said);
    at = found.end;
    // What follows a level of stderr is HAProxy's own, whatever it looks like.
    if (prefix.level !== null) break;
  }
  const end = messageEnd(text);
  return end <= at ? null : { prefix, text: end === text.length ? text : text.slice(0, end), at };
}
