import {
  type CheckState,
  effectiveCheck,
  noChecks,
  readChecks,
  readHealthcheckSection,
} from '../../../src/haproxy/model/health-check.ts';
import type { HealthCheck } from '../../../src/haproxy/model/types.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import type { Place, Problem, Section } from '../../../src/haproxy/syntax/tree.ts';
import type { HaproxyVersion } from '../../../src/haproxy/versions.ts';

/** The checks of a configuration. */
export interface Reading {
  /** By name of the proxy, or of the `healthcheck` section. */
  checks: Map<string, { check: HealthCheck; ignored: Place[]; lost: HealthCheck | null }>;
  problems: Problem[];
}

const proxies = ['defaults', 'frontend', 'backend', 'listen'] as const;

/**
 * Reads the checks of a configuration whose sections name what they inherit from (`backend be from d`).
 * @param text the configuration
 * @param version who reads
 * @param environment variables that are set
 */
export function readingOf(text: string, version: HaproxyVersion, environment: Record<string, string> = {}): Reading {
  const variables = new Map(Object.entries(environment));
  const { sections, problems } = readConfiguration([{ name: 'haproxy.cfg', text }], variables, version);
  const states = new Map<string, CheckState>();
  const reading: Reading = { checks: new Map(), problems: [...problems] };
  for (const section of sections) readSection(section, version, states, reading);
  return reading;
}

function readSection(section: Section, version: HaproxyVersion, states: Map<string, CheckState>, into: Reading): void {
  const [, name = '', , from = ''] = section.header.words.map(({ text }) => text);
  if (section.keyword === 'healthcheck') {
    const { check, problems } = readHealthcheckSection(section, version);
    into.checks.set(name, { check, ignored: [], lost: null });
    into.problems.push(...problems);
  }
  const kind = proxies.find((keyword) => keyword === section.keyword);
  if (!kind) return;
  const { state, problems } = readChecks(section.lines, states.get(from) ?? noChecks, kind, version);
  into.problems.push(...problems);
  if (kind === 'defaults') states.set(name, state);
  else into.checks.set(name, effectiveCheck(state));
}
