import { faults } from '../../src/catalogue/faults/index.ts';
import { needs } from '../../src/catalogue/needs/index.ts';
import type { SeenCase, SeenSeparation } from './seen.ts';

const catalogue = [...needs, ...faults];
const none = 'nothing wrong';

const codeOf = (id: string) => catalogue.find((one) => one.id === id)?.code ?? id;
const causeOf = (ids: readonly string[]) => codeOf(ids[0] ?? none);

/**
 * Writes the part of the page that tells how causes are told apart.
 * @param seen the recorded run
 * @returns markdown, without a line feed at its end
 */
export function separationText({ cases, pairs }: SeenSeparation): string {
  const right = cases.filter(({ given, named }) => given.join() === named.join()).length;
  const first = cases.filter(({ given, named }) => given[0] === named[0]).length;
  return `## The reason

How often \`sni-doctor probe\` names the cause of what HAProxy logs, given the address and the name alone. ${cases.length} backends, each
made for the causes in its line, are put before it; ${first} of ${cases.length} first causes are named right, and ${right} of ${cases.length} lists of all causes, in
the order in which a connection meets them. Of the pairs of backends with different causes, every measured HAProxy logs
${pairs.alike} in the same words on the same server line, some version at least; in ${pairs.apart} of them one and the same
connection of the probe fares differently. (\`test/separation/\`)

### What HAProxy says, and what it can be

Seen with \`ssl verify none\`, with and without \`check-sni\`, \`ca-file\` and \`option httpchk\`.

| HAProxy logs | causes |
| --- | --- |
${byWords(cases)
  .map(([words, causes]) => `| \`${words}\` | ${causes.join(', ')} |`)
  .join('\n')}

### Cause given × cause named

Each row is a cause, each column the same causes in the same order; a number is how many backends. What is not on the
diagonal is wrong.

\`\`\`
${matrix(cases).join('\n')}
\`\`\`

### Each backend

| backend | causes given | causes named | shown by |
| --- | --- | --- | --- |
${cases.map((one) => `| \`${one.backend}\` | ${list(one.given)} | ${list(one.named)} | ${one.shownBy.join('; ')} |`).join('\n')}`;
}

const list = (ids: readonly string[]) => (ids.length === 0 ? none : ids.map((id) => `\`${id}\``).join(', '));

/** Every answer that several causes share, that of most causes first. */
function byWords(cases: readonly SeenCase[]): [words: string, causes: string[]][] {
  const causes = new Map<string, Set<string>>();
  for (const { given, logged } of cases)
    for (const words of Object.values(logged).flatMap((lines) => Object.values(lines)))
      causes.set(words, (causes.get(words) ?? new Set()).add(causeOf(given)));
  return [...causes]
    .map(([words, codes]): [string, string[]] => [words, [...codes].sort()])
    .filter(([, codes]) => codes.length > 1)
    .sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b, 'en'));
}

function matrix(cases: readonly SeenCase[]): string[] {
  const causes = [...new Set(cases.flatMap(({ given, named }) => [causeOf(given), causeOf(named)]))].sort();
  const width = Math.max(...causes.map((cause) => cause.length));
  return causes.map((given) => {
    const counts = causes.map(
      (named) => cases.filter((one) => causeOf(one.given) === given && causeOf(one.named) === named).length,
    );
    return `${given.padEnd(width)}${counts.map((count) => String(count || '.').padStart(3)).join('')}`;
  });
}
