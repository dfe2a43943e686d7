import { readModel } from '../../../src/haproxy/model/model.ts';
import type { Model, ProxySection } from '../../../src/haproxy/model/types.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { type HaproxyVersion, parseVersion } from '../../../src/haproxy/versions.ts';

/**
 * Reads sections of a configuration.
 *
 * @param text - the sections
 * @param version - the release
 * @param environment - what HAProxy runs in
 * @returns what they mean
 */
export function modelOf(
  text: string,
  version: HaproxyVersion = parseVersion('3.4'),
  environment: ReadonlyMap<string, string> = new Map(),
): Model {
  const files = [{ name: 'haproxy.cfg', text: `${text}\n` }];
  return readModel(readConfiguration(files, environment, version), version, environment);
}

/**
 * @param model - a configuration
 * @param name - of a proxy
 * @returns the proxy
 * @throws Error when there is none
 */
export function proxyOf(model: Model, name: string): ProxySection {
  const proxy = model.proxies.find((candidate) => candidate.name === name);
  if (!proxy) throw new Error(`no proxy ${name}`);
  return proxy;
}
