import { inWords, reasons } from './left-alone.ts';
import type { CureNumbers } from './numbers.ts';

const columns = ['failing', 'fixable', 'patched and right', '-c accepts', 'words', 'needed'];

/**
 * Writes the line of a version.
 * @param version `3.2.26`
 * @param numbers of its cures
 * @returns the line of the table
 */
export function cureRow(version: string, numbers: CureNumbers): string {
  const { failing, fixable, right, accepted, words, needed, leftAlone } = numbers;
  const own = [failing, fixable, `${right}/${fixable}`, `${accepted}/${fixable}`, words, `${needed}/${words}`];
  return `| ${[version, ...own, ...reasons.map((reason) => leftAlone[reason])].join(' | ')} |`;
}

/**
 * Writes what the page says of cures.
 * @param rows the line of each version
 * @returns its sections
 */
export function cureTable(rows: readonly string[]): string {
  const head = ['HAProxy', ...columns, ...reasons.map((reason) => `left alone: ${reason}`)];
  return `## The cure

How often \`check --diff\` mends a cell that **fails**: its check is DOWN, or its client gets an error, nothing, or is sent
round in circles. Each cell that fails is **fixable**, or there is a reason to leave it alone; the two add up to all.
Which cells fail is measured: where HAProxy itself comes to one of several outcomes, a few more or less do from run to run.

| ${head.join(' | ')} |
| --- |${' ---: |'.repeat(head.length - 1)}
${rows.join('\n')}

- Whether a cell is fixable does not depend on what was made of it. Its backend is asked stage by stage what it needs; the
  reasons to leave it alone are these, the first that applies:
${reasons.map((reason) => `  - **${reason}**: ${inWords[reason]}.`).join('\n')}
- **Patched and right**: in one HAProxy with all patched cells the check is UP after two checks, and in a fresh one without
  checks the client gets the very answer (status, place sent to, page) that the backend gives when it is spoken to
  directly, as it wants to be.
- **-c accepts**: \`haproxy -c\` takes the patched file.
- **Words** are those that the patches add: each keyword with its arguments, and each word group of a line
  (\`hdr N V\`, \`meth M\`, \`ver V\`, \`uri U\`); what only keeps what the operator asked for is not among them. A word is **needed**
  where the check, the client or a safety property fails without it: HAProxy refuses the rest, the server is DOWN, the
  client gets something else (no TLS session of a check helps it), the certificate is no longer verified, or its name is not.
  Where the same is sent to the same backend one measurement stands for all.
`;
}
