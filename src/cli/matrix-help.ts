import type { Argv } from 'yargs';
import { type MatrixOptions, matrixOptions } from './matrix-options.ts';

const examples: readonly (readonly [string, string])[] = [
  ['$0 matrix --hosts h.txt --targets old=192.0.2.1,new=10.0.0.5 --diff', ''],
  ['$0 matrix --hosts haproxy.cfg --targets t --baseline b.ndjson', ''],
  ['$0 matrix --hosts h --targets t --format ndjson > c', ''],
  ['$0 matrix --hosts h --targets t --format ndjson --resume c >> c', ''],
  ['$0 matrix merge 0.ndjson 1.ndjson --diff --from old', ''],
];

/**
 * The help of `matrix`.
 * @param parser yargs
 * @returns the same with its options
 */
export function matrixHelp(parser: Argv): Argv<MatrixOptions> {
  return parser
    .usage(
      '$0 matrix --hosts FILE --targets LABEL=ADDRESS,...\n$0 matrix merge FILE...\n\nEvery host against every target, and what differs; merge joins results (NDJSON)',
    )
    .options(matrixOptions)
    .example(examples as [string, string][])
    .epilogue(
      'Exit code: 0 nothing at --fail-on [error], 1 some cell (with --diff or\n--baseline: some difference), 2 wrong arguments, 3 input unreadable or cells\nthat could not be tested, 130 Ctrl-C.',
    ) as Argv<MatrixOptions>;
}
