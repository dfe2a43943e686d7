import yargs, { type Argv, type InferredOptionTypes } from 'yargs';
import { inOwnWords } from './commands.ts';
import { textsAsOptions } from './explain-words.ts';
import { filesInOrder } from './files-in-order.ts';
import { matrixHelp } from './matrix-help.ts';
import { type MatrixOptions, matrixOptions } from './matrix-options.ts';
import {
  checkOptions,
  explainOptions,
  labOptions,
  probeOptions,
  proveOptions,
  triageOptions,
  upgradeOptions,
} from './options.ts';
import { Refusal } from './refusal.ts';
import { version } from './version.ts';
import { withDash } from './with-dash.ts';

/** What stood on the command line. */
export type CommandLine =
  | { command: 'text'; text: string }
  | { command: 'probe'; addresses: string[]; hosts: string[]; shorthand: boolean; options: ProbeOptions }
  | { command: 'check'; files: string[]; options: CheckOptions }
  | { command: 'prove'; what: string[]; options: ProveOptions }
  | { command: 'upgrade'; files: string[]; options: UpgradeOptions }
  | { command: 'explain'; texts: string[]; options: ExplainOptions }
  | { command: 'triage'; servers: string[]; options: TriageOptions }
  | { command: 'matrix'; words: string[]; options: MatrixOptions }
  | { command: 'lab'; names: string[]; options: InferredOptionTypes<typeof labOptions> }
  | { command: 'demo' };

export type ProbeOptions = Partial<InferredOptionTypes<typeof probeOptions>>;
export type CheckOptions = Partial<InferredOptionTypes<typeof checkOptions>>;
export type ProveOptions = Partial<InferredOptionTypes<typeof proveOptions>>;
export type UpgradeOptions = Partial<InferredOptionTypes<typeof upgradeOptions>>;
export type ExplainOptions = Partial<InferredOptionTypes<typeof explainOptions>>;
export type TriageOptions = Partial<InferredOptionTypes<typeof triageOptions>>;

const examples: readonly (readonly [string, string])[] = [
  ['$0 10.0.0.5 www.example.test', 'the address and the site'],
  ['$0 probe 10.0.0.5:8443 --host www.example.test --ca-file ca.pem', ''],
  ['$0 probe 10.0.0.5 10.0.0.6 --host a.test --host b.test --format json', ''],
];

const checkExamples: readonly (readonly [string, string])[] = [
  ['$0 check /etc/haproxy/haproxy.cfg', ''],
  ['$0 check -f haproxy.cfg -f conf.d/ --env-file /etc/default/haproxy', ''],
  ['$0 check haproxy.cfg --server be/s1 --host www.example.test', ''],
  ['$0 check --offline --haproxy-version 3.4 - < haproxy.cfg', ''],
  ['$0 check haproxy.cfg --diff | patch -p0', ''],
  ['$0 check haproxy.cfg --fix', ''],
];

const proveExamples: readonly (readonly [string, string])[] = [
  ['$0 prove /etc/haproxy/haproxy.cfg', 'as it is, and mended'],
  ['$0 prove haproxy.cfg --server be/s1 --ablate', ''],
  ['$0 prove 10.0.0.5:8443 --host www.example.test --haproxy ./haproxy', ''],
  ['$0 prove 10.0.0.5 --host www.example.test --runtime /run/haproxy.sock', ''],
];

const upgradeExamples: readonly (readonly [string, string])[] = [
  ['$0 upgrade /etc/haproxy/haproxy.cfg --from 3.2 --to 3.4', ''],
  ['$0 upgrade haproxy.cfg --from 2.6.12 --to 3.2 --host a.test', ''],
  ['$0 upgrade --offline --from 3.0 --to 3.4 - < haproxy.cfg', ''],
];

const explainExamples: readonly (readonly [string, string])[] = [
  ["$0 explain 'Server be/s1 is DOWN, reason: Layer6 invalid response'", ''],
  ["$0 explain 'curl: (52) Empty reply from server'", ''],
  ['$0 explain L7STS/421 SC-- SNI101', ''],
  ['$0 explain - < haproxy.log', 'each kind of line once'],
];

const triageExamples: readonly (readonly [string, string])[] = [
  ['$0 triage', 'the HAProxy that runs here'],
  ['$0 triage be/s1 --socket /run/haproxy/admin.sock', ''],
  ['$0 triage --stats-url http://127.0.0.1:8404/stats', ''],
  ['$0 triage --log haproxy.log --config haproxy.cfg', ''],
];

/**
 * Reads a command line.
 * @param argv the arguments, without the program
 * @returns the command and its options as they were written; `text` where only help was asked for
 * @throws Refusal with exit code 2
 */
export async function readCommandLine(argv: string[]): Promise<CommandLine> {
  const words = withDash(textsAsOptions(filesInOrder(inOwnWords(argv))));
  let chosen: CommandLine | null = null;
  let text = '';
  const choose = (line: CommandLine) => {
    chosen = line;
  };
  const parser = commands(yargs(), choose)
    .scriptName('sni-doctor')
    // Without these two the start-up time goes into looking for a locale and for the width of the terminal.
    .locale('en')
    .wrap(80)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .strict()
    .help()
    .version(version)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // yargs passes its own errors in either place; what is thrown by anything else is a bug.
      if (error && error.name !== 'YError') throw error;
      throw new Refusal(2, sentence(message ?? error.message), helpHint(words));
    });
  await parser.parseAsync(words, {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  if (text !== '') return { command: 'text', text: `${text.trimEnd()}\n` };
  if (chosen === null) throw new Refusal(2, 'nothing to do', helpHint(words));
  refuseRepeated((chosen as { options?: Record<string, unknown> }).options ?? {});
  return chosen;
}

function commands(parser: Argv, choose: (line: CommandLine) => void): Argv {
  return (
    parser
      .usage('Finds out why HAProxy fails against a backend, and what to write.\n\n  $0 ADDRESS NAME')
      .command(
        'probe [address..]',
        'say what a backend needs and what to paste into haproxy.cfg',
        (y) =>
          probeHelp(y)
            .positional('address', { type: 'string', array: true, default: [] as string[] })
            .hide('address'),
        ({ address, ...options }) =>
          choose({ command: 'probe', addresses: address, hosts: options.host ?? [], shorthand: false, options }),
      )
      .command(
        '$0 <address> [name]',
        false,
        // The options are those of probe, whose own help lists them.
        (y: Argv, helping?: boolean) =>
          (helping ? (y as Argv<ProbeOptions>) : y.options(probeOptions))
            .positional('address', { type: 'string', demandOption: true, hidden: true })
            .positional('name', { type: 'string', hidden: true }),
        ({ address, name, ...options }) => {
          const hosts = [...(name === undefined ? [] : [name]), ...(options.host ?? [])];
          choose({ command: 'probe', addresses: [address], hosts, shorthand: true, options });
        },
      )
      .command(
        'check [file..]',
        'say what HAProxy will report of the servers in haproxy.cfg',
        // Every FILE stands behind -f by now.
        (y) => checkHelp(y).positional('file', { type: 'string', array: true }).hide('file'),
        ({ f, file: _, ...options }) => choose({ command: 'check', files: f ?? [], options }),
      )
      .command(
        'prove [file..]',
        'show on a real HAProxy what the change does',
        // Every FILE and ADDRESS stands behind -f by now.
        (y) => proveHelp(y).positional('file', { type: 'string', array: true }).hide('file'),
        ({ f, file: _, ...options }) => choose({ command: 'prove', what: f ?? [], options }),
      )
      .command(
        'upgrade [file..]',
        'say what another HAProxy version changes for haproxy.cfg',
        // Every FILE stands behind -f by now.
        (y) => upgradeHelp(y).positional('file', { type: 'string', array: true }).hide('file'),
        ({ f, file: _, ...options }) => choose({ command: 'upgrade', files: f ?? [], options }),
      )
      .command(
        'explain [text..]',
        'say what a log line or an error text means',
        // Every TEXT stands behind --text by now.
        (y) => explainHelp(y).positional('text', { type: 'string', array: true }).hide('text'),
        ({ text, ...options }) => choose({ command: 'explain', texts: text ?? [], options }),
      )
      .command(
        'triage [server..]',
        'say why servers of a running HAProxy are DOWN',
        (y) =>
          triageHelp(y)
            .positional('server', { type: 'string', array: true, default: [] as string[] })
            .hide('server'),
        ({ server, ...options }) => choose({ command: 'triage', servers: server, options }),
      )
      .command(
        'matrix [word..]',
        'say what differs before a move: every host against every target',
        // Every FILE, and the word merge, stands behind -f by now.
        (y) => matrixHelp(y).positional('word', { type: 'string', array: true }).hide('word'),
        ({ f, word: _, ...options }) => choose({ command: 'matrix', words: f ?? [], options }),
      )
      .command(
        'lab [name..]',
        'start backends that misbehave in a known way, on loopback',
        (y) => y.options(labOptions).positional('name', { type: 'string', array: true, default: [] as string[] }),
        ({ name, ...options }) => choose({ command: 'lab', names: name, options }),
      )
      .command('demo', 'the whole story on such a backend, with nothing else installed', {}, () =>
        choose({ command: 'demo' }),
      )
      .command('completion', 'shell completion: source what it prints', {}, () => {
        const { showCompletionScript }: { showCompletionScript: (program?: string, command?: string) => Argv } = parser;
        showCompletionScript.call(parser, 'sni-doctor', 'completion');
      })
      // yargs's own command of this kind would go on as if its name were an ADDRESS.
      .completion('print-completion', false)
      .example(examples.slice(0, 2) as [string, string][])
      .epilogue('Exit code: 0 healthy, 1 not, 2 wrong arguments, 3 unable, 130 Ctrl-C.')
  );
}

function probeHelp(parser: Argv): Argv<ProbeOptions> {
  return parser
    .usage('$0 probe ADDRESS... --host NAME\n\nADDRESS: IPv4, IPv6, name, each with :port if need be, or a URL')
    .options(probeOptions)
    .example(examples.slice(1) as [string, string][]) as Argv<ProbeOptions>;
}

function checkHelp(parser: Argv): Argv<CheckOptions> {
  return parser
    .usage('$0 check FILE...\n\nFILE: a file, a folder of *.cfg, - for standard input; read in this order')
    .options(checkOptions)
    .example(checkExamples as [string, string][])
    .epilogue(
      'Exit code: 0 no finding at --fail-on [error] (--fix: none left), 1 some,\n2 wrong arguments, 3 unreadable (--fix: nothing written), 130 Ctrl-C.',
    ) as Argv<CheckOptions>;
}

function proveHelp(parser: Argv): Argv<ProveOptions> {
  return parser
    .usage('$0 prove FILE...\n$0 prove ADDRESS... --host NAME\n\nFILE: as of check; ADDRESS: as of probe')
    .options(proveOptions)
    .example(proveExamples as [string, string][])
    .epilogue('Exit code: 0 proved, 1 not, 2 wrong arguments, 3 no usable HAProxy, 130 Ctrl-C.') as Argv<ProveOptions>;
}

function upgradeHelp(parser: Argv): Argv<UpgradeOptions> {
  return parser
    .usage('$0 upgrade FILE... --from VERSION --to VERSION\n\nFILE: as of check')
    .options(upgradeOptions)
    .example(upgradeExamples as [string, string][])
    .epilogue(
      'Exit code: 0 no change at --fail-on [error], 1 some, 2 wrong arguments,\n3 input unreadable, 130 Ctrl-C.',
    ) as Argv<UpgradeOptions>;
}

function explainHelp(parser: Argv): Argv<ExplainOptions> {
  return parser
    .usage(
      '$0 explain TEXT...\n\nTEXT: a line of HAProxy or a piece of one, an error of curl, nginx, a browser,\nJava and others, a code as SNI101; - for standard input',
    )
    .options(explainOptions)
    .example(explainExamples as [string, string][])
    .epilogue(
      'Exit code: 0 every text is known, 1 one is not, 2 wrong arguments,\n3 unreadable, 130 Ctrl-C.',
    ) as Argv<ExplainOptions>;
}

function triageHelp(parser: Argv): Argv<TriageOptions> {
  return parser
    .usage('$0 triage [BACKEND/SERVER...]\n\nIt only reads: no command that it sends changes anything')
    .options(triageOptions)
    .example(triageExamples as [string, string][])
    .epilogue(
      'Exit code: 0 no cause at --fail-on [error], 1 some, 2 wrong arguments,\n3 HAProxy cannot be asked, 130 Ctrl-C.',
    ) as Argv<TriageOptions>;
}

/** yargs starts a line for each detail; an error is one line here. */
function sentence(message: string): string {
  if (message.startsWith('Not enough non-option arguments')) return 'an ADDRESS is missing';
  const option = /^Not enough arguments following: (.*)/s.exec(message)?.[1];
  if (option !== undefined) return `${option.length > 1 ? '--' : '-'}${option} needs a value`;
  return message.replace(/\s*\n\s*/g, ' ').trim();
}

function helpHint(argv: readonly string[]): string {
  return ['probe', 'check', 'prove', 'upgrade', 'explain', 'triage', 'matrix', 'lab', 'demo'].includes(argv[0] ?? '')
    ? `sni-doctor ${argv[0]} --help`
    : 'sni-doctor probe --help';
}

/** What may be given more than once, in whatever command it stands. */
const repeatable = new Set(
  [probeOptions, checkOptions, proveOptions, upgradeOptions, triageOptions, matrixOptions].flatMap((options) =>
    Object.entries(options).flatMap(([name, option]) => ('array' in option ? [name] : [])),
  ),
);

/** yargs makes a list of any option given twice. */
function refuseRepeated(options: Record<string, unknown>): void {
  const repeated = Object.keys(options).find(
    (name) => !repeatable.has(name) && name !== '_' && Array.isArray(options[name]),
  );
  if (repeated) throw new Refusal(2, `--${repeated} is given more than once`);
}
