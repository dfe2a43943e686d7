import type { Problem } from './tree.ts';
import type { WordProblem } from './words.ts';

/** HAProxy gives a file up after so many (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`). */
const mostFatal = 50;

/** Collects the problems of a configuration with their places. */
export class ProblemList {
  all: Problem[] = [];
  #file = '';
  #fatal = 0;

  /**
   * The next file begins.
   * @param file its name
   */
  beginFile(file: string): void {
    this.#file = file;
    this.#fatal = 0;
  }

  /**
   * Adds a problem; of a file with more fatal ones than HAProxy lists the others are left out.
   * @param line where it stands
   * @param problem the problem
   * @param condition what it depends on that HAProxy minds at all; undefined: nothing
   */
  add(line: number, problem: WordProblem, condition?: string): void {
    if (this.#fatal >= mostFatal) return;
    const certain = condition === undefined;
    const severity = certain ? problem.severity : 'warning';
    const message = certain ? problem.message : `${problem.message} (where ${condition} holds)`;
    if (severity === 'fatal') this.#fatal++;
    this.all.push({ file: this.#file, line, ...problem, message, severity });
  }
}
