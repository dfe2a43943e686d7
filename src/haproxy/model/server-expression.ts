import { readExpression } from '../request/expression.ts';
import type { HaproxyVersion } from '../versions.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { converters, counters, fetches } from './sample-names.ts';

/** Of scripts and of libraries that a build may have: only it knows which. */
const ofTheBuild = /^(?:lua\.|51d\.|da-csv|wurfl-)/;

/**
 * Whether HAProxy takes the sample expression of `sni` or `pool-conn-name` (haproxy v3.4.0 src/server.c:2657,
 * `parse_srv_expr`). Arguments of fetches are not looked at.
 * @param text the expression
 * @param version the version
 * @returns what is wrong; null: nothing
 */
export function wrongExpression(text: string, version: HaproxyVersion): string | null {
  const read = readExpression(text);
  if (!read || read.end < text.length) return `"${text}" is no sample expression`;
  const { name } = read.fetch;
  if (!isFetch(name, version)) return wrongFetch(text, name, version);
  if (name === 'var' && !/^(?:proc|p?sess|p?txn|p?req|p?res|check)\./.test(read.fetch.args[0] ?? ''))
    return 'the name of a variable begins with its scope: txn.name, req.name, ...';
  const wrong = read.converters.find((converter) => !isConverter(converter.name, version));
  return wrong
    ? `"${wrong.name}" is no converter that HAProxy has${explainUnknown(wrong.name, converters, version)}`
    : null;
}

function wrongFetch(text: string, name: string, version: HaproxyVersion): string {
  // A host name is what people write there.
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(text) && !fetches.has(name) && !/^(?:req|res|fc|bc|fs|bs|txn)\./.test(name))
    return `"${text}" is no sample expression: a name that is always the same is written str(${text})`;
  const explained = explainUnknown(name, fetches, version);
  return `"${name}" is no sample that HAProxy has where it connects to a server${explained}`;
}

function isFetch(name: string, version: HaproxyVersion): boolean {
  const keyword = fetches.get(name) ?? counters.get(name.replace(/^(?:sc[0-2]?|src)_/, ''));
  return keyword ? hasKeyword(keyword, version) : ofTheBuild.test(name);
}

function isConverter(name: string, version: HaproxyVersion): boolean {
  const keyword = converters.get(name);
  return keyword ? hasKeyword(keyword, version) : ofTheBuild.test(name);
}
