import type { Aside, InputProblem } from '../matrix/input/sink.ts';
import { printable } from '../report/escape.ts';

/** Collects what is wrong and unusual in the input, and says it. */
export interface InputReport {
  /** How many problems there were. */
  readonly problems: number;
  /** The first of them, as it was said; null: none. */
  readonly first: string | null;
  problem(file: string, problem: InputProblem): void;
  aside(what: Aside, example: string): void;
  /** Something stands there more than once. */
  duplicate(): void;
  /** Something to be said at once. */
  note(text: string): void;
  /** Says what was only counted so far. */
  flush(): void;
}

/** How many bad lines are shown. */
const shownProblems = 20;
const shownExamples = 3;

/** What is said of one, and of several. */
const asides: Readonly<Record<Aside, readonly [one: string, several: string]>> = {
  url: ['URL: only its host is used', 'URLs: only their hosts are used'],
  port: ['host with a port, which is not used', 'hosts with ports, which are not used'],
  'hosts-file': [
    'line begins with an IP address, as in /etc/hosts: the names behind it are the hosts',
    'lines begin with an IP address, as in /etc/hosts: the names behind it are the hosts',
  ],
  idn: ['internationalised name is sent as its A-label', 'internationalised names are sent as their A-labels'],
  underscore: [
    'host holds an underscore: no certificate authority names it, some servers refuse it',
    'hosts hold an underscore: no certificate authority names them, some servers refuse them',
  ],
  'more-columns': [
    'line has more columns than ADDRESS, HOST, LABEL, PORT: they are not used',
    'lines have more columns than ADDRESS, HOST, LABEL, PORT: they are not used',
  ],
  swapped: [
    'line has a name for its ADDRESS and an IP address for its HOST: the order is ADDRESS, HOST',
    'lines have a name for their ADDRESS and an IP address for their HOST: the order is ADDRESS, HOST',
  ],
  wildcard: [
    'wildcard is not tested: give a name that it covers',
    'wildcards are not tested: give names that they cover',
  ],
  'service-label': [
    'name with a label that begins with an underscore is not tested',
    'names with a label that begins with an underscore are not tested',
  ],
  pattern: [
    'pattern stands for more than one host and is not tested: give names that it covers',
    'patterns stand for more than one host each and are not tested: give names that they cover',
  ],
  address: [
    'IP address stands where a host name could and is not tested',
    'IP addresses stand where host names could and are not tested',
  ],
  authority: [
    "certificate is an authority's: its names are not tested",
    "certificates are authorities': their names are not tested",
  ],
};

/**
 * Begins a report.
 * @param onNote told of each line: printable ASCII
 * @returns the report
 */
export function startReport(onNote: (text: string) => void): InputReport {
  let problems = 0;
  let said = 0;
  let first: string | null = null;
  let duplicates = 0;
  const counted = new Map<Aside, { count: number; examples: Set<string> }>();
  const say = (text: string) => onNote(printable(text, 400));
  return {
    get problems() {
      return problems;
    },
    get first() {
      return first;
    },
    problem(file, { line, message, file: other }) {
      problems += 1;
      if (problems > shownProblems) return;
      said = problems;
      const text = printable(`${other ?? file}${line > 0 ? `:${line}` : ''}: ${message}`, 400);
      first ??= text;
      onNote(text);
    },
    aside(what, example) {
      const entry = counted.get(what) ?? { count: 0, examples: new Set() };
      counted.set(what, entry);
      entry.count += 1;
      // A copy: a piece of a text would keep all of it.
      if (entry.examples.size < shownExamples) entry.examples.add(Buffer.from(example.slice(0, 80)).toString());
    },
    duplicate() {
      duplicates += 1;
    },
    note: say,
    flush() {
      if (problems > said) say(`and ${problems - said} more lines that cannot be used`);
      said = problems;
      for (const [what, { count, examples }] of counted) {
        const [one, several] = asides[what];
        const more = count > examples.size ? ', ...' : '';
        say(`${count} ${count === 1 ? one : several} (${[...examples].join(', ')}${more})`);
      }
      counted.clear();
      if (duplicates > 0) say(`${duplicates === 1 ? '1 duplicate is' : `${duplicates} duplicates are`} tested once`);
      duplicates = 0;
    },
  };
}
