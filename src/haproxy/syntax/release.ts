import { expand, type HaproxyVersion } from '../versions.ts';
import { readInteger } from './integer.ts';

/** Major, minor, point, a fourth number, its stage (`dev` 1, `rc` and `pre` 2, else 3), number of the stage, commits. */
type Parts = [number, number, number, number, number, number, number];

/** The tags that come before a release. */
const stages = [
  ['dev', 1],
  ['rc', 2],
  ['pre', 2],
] as const;

/**
 * Compares the version that reads the configuration with one that it names (haproxy v3.4.0 src/haproxy.c,
 * `compare_current_version`).
 * @param version who reads
 * @param text the version named: `2.8`, `3.0-dev7`, `2.6.12-1`
 * @returns whether the reader is at least that old; what is no version counts as older; null: it depends on which of the
 * versions meant is the reader
 */
export function isAtLeast(version: HaproxyVersion, text: string): boolean | null {
  const wanted = split(text);
  const answers = expand(version).map(({ release }) => {
    const [major, minor, point] = release ?? [0, 0, 0];
    return !wanted || notOlder([major, minor, point, 0, 3, 0, 0], wanted);
  });
  const [first = true] = answers;
  return answers.every((answer) => answer === first) ? first : null;
}

function notOlder(parts: Parts, wanted: Parts): boolean {
  const at = parts.findIndex((part, i) => part !== wanted[i]);
  return at < 0 || (parts[at] ?? 0) > (wanted[at] ?? 0);
}

/** haproxy v3.4.0 src/haproxy.c, `split_version`; null: it is no version. */
function split(text: string): Parts | null {
  const parts: Parts = [0, 0, 0, 0, 3, 0, 0];
  if (text === '') return null;
  let at = 0;
  for (let i = 0; i < 4; i++) {
    const number = readInteger(text, at, 10);
    // Unsigned there: a negative number becomes a large one.
    parts[i] = (number?.value ?? 0) >>> 0;
    at = number?.end ?? at;
    const next = text[at++];
    if (next === undefined) return parts;
    if (next === '-') return splitTag(text.slice(at), parts);
    if (next !== '.') return null;
  }
  return null;
}

function splitTag(tag: string, parts: Parts): Parts | null {
  let rest = tag;
  const stage = stages.find(([name]) => tag.startsWith(name));
  if (stage) {
    const [name, value] = stage;
    const number = readInteger(tag, name.length, 10);
    parts[4] = value;
    parts[5] = (number?.value ?? 0) >>> 0;
    const end = number?.end ?? name.length;
    if (end === tag.length) return parts;
    if (tag[end] !== '-') return null;
    rest = tag.slice(end + 1);
  }
  const dash = rest.lastIndexOf('-');
  if (dash >= 0 && dash === rest.length - 1) return null;
  const commits = readInteger(rest, dash + 1, 10);
  parts[6] = commits && commits.end === rest.length ? commits.value >>> 0 : 0;
  return parts;
}
