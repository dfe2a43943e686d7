import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { separationText } from '../separation/page.ts';
import { readSeparation } from '../separation/seen.ts';
import type { Agreement } from './agreement.ts';
import { backends } from './backends/all.ts';
import { undetermined } from './backends/fixtures.ts';
import { columns } from './compare.ts';
import { configurations } from './configurations/all.ts';
import type { CureNumbers } from './cure/numbers.ts';
import { cureRow, cureTable } from './cure/table.ts';
import type { VersionRun } from './run.ts';

const file = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));

/** What the page says of one version. */
export interface VersionLines {
  /** Its line of the table of predictions. */
  row: string;
  /** Its line of the table of cures. */
  cures: string;
  /** What was left out. */
  leftOut: string;
}

/**
 * Writes what the page says of a version.
 * @param run the run
 * @param agreement its numbers
 * @param cures the numbers of its cures
 * @returns the lines
 */
export function versionLines(
  { version, refused }: VersionRun,
  { total, agreed }: Agreement,
  cures: CureNumbers,
): VersionLines {
  const numbers = columns.map((column) => `${agreed[column]}/${total}`);
  const names = [...refused.keys()].map(({ name }) => `\`${name}\``).sort();
  return {
    row: `| ${[version, total, ...numbers].join(' | ')} |`,
    cures: cureRow(version, cures),
    leftOut: `- **${version}**: ${names.join(', ') || 'none'}`,
  };
}

/** The page as it is in `docs/`. */
export const readPage = (): string => readFileSync(file, 'utf8');

/** Writes the page. */
export const writePage = (versions: readonly VersionLines[]): void => writeFileSync(file, pageText(versions));

/** The lines of all versions on a page. */
export function linesOnPage(page: string): VersionLines[] {
  const rows = page.match(/^\| \d+\.\d+\.\d+ \|.*$/gm) ?? [];
  const leftOut = page.match(/^- \*\*\d+\.\d+\.\d+\*\*:.*$/gm) ?? [];
  return leftOut.map((line, index) => ({
    row: rows[index] ?? '',
    cures: rows[index + leftOut.length] ?? '',
    leftOut: line,
  }));
}

/**
 * Writes the page.
 * @param versions what it says of each version
 * @returns its text
 */
export function pageText(versions: readonly VersionLines[]): string {
  return `# Conformance

How often \`sni-doctor check\` foretells what a real HAProxy does, and how often its patch mends what fails. This page is
written by the suite in [\`test/conformance/\`](../test/conformance) and fails it when it is stale. A disagreement, a cell
that is not mended and a word too many fail it too: there is no list of exceptions.

A **cell** is one backend behind one configuration. ${backends.length} backends are tried: the lab's fixtures, and nginx, Envoy, Caddy,
Apache and HAProxy as operators configure them. Of ${configurations.length} configurations the core ones are tried on all of them, each other one
on those that tell it apart from the rest.

| HAProxy | cells | ${columns.join(' | ')} |
| --- |${' ---: |'.repeat(columns.length + 1)}
${versions.map(({ row }) => row).join('\n')}

${cureTable(versions.map(({ cures }) => cures))}
${separationText(readSeparation())}

## How predictions are measured

- One HAProxy of each version carries every cell as a backend of its own. \`status\`, \`code\` and \`up\` are
  \`check_status\`, \`check_code\` and \`status\` of \`show stat\` after two checks.
- Every build runs at OpenSSL's security level 2, which is that of Debian's builds; the 2.8 build's own is 1.
- Traffic goes through a fresh process whose servers have no checks, so that they are up and no TLS session of a check
  helps them: one request a cell, tried once. \`client status\` is what the client received, \`termination\` the state in
  the log line.
- \`info\` is \`last_chk\`. HAProxy appends the last error of its thread, which in a process with many servers may be that
  of another one. So it is compared without such texts in the shared process, and to the letter in processes that have
  one server only, several starts of each: one cell for each distinct prediction.
- Where HAProxy itself is not deterministic, the prediction names the other outcomes and any of them agrees. Each was
  seen in a recorded run of that build (\`test/conformance/seen.json\`) or is cited from its sources
  (\`test/conformance/cited.ts\`).
- A column agrees only where the ones before it do, for the check and for traffic.

## Left out

Configurations that HAProxy of that version refuses. It decides so itself, and \`sni-doctor check\` has to foretell that too.

${versions.map(({ leftOut }) => leftOut).join('\n')}

## Not compared

- Fixtures whose answer depends on how many connections came before, on when one stops reading or on how busy the
  machine is, so that there is nothing to foretell: ${undetermined.map((name) => `\`${name}\``).join(', ')}.
- The time that a check or a request takes, beyond which limit it meets.
- Retries: requests are tried once, save where a configuration says otherwise.
- \`option mysql-check\`, \`ldap-check\` and \`spop-check\`: the model says that it does not know what they make of an answer.
- Agent checks, external checks, SOCKS, QUIC, Unix sockets and name resolution.
`;
}
