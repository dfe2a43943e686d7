import { bracketed } from '../host-name.ts';
import { baselinePlans } from '../matrix/baseline.ts';
import { usual } from '../matrix/manners.ts';
import type { MatrixOptions } from '../matrix/options.ts';
import { hostAsked, startAsking } from '../matrix/questions.ts';
import { printable } from '../report/escape.ts';
import { compactJson } from '../report/formats/matrix-ndjson.ts';
import { counted } from '../report/formats/matrix-words.ts';
import { sends } from '../report/formats/plan-list.ts';
import type { Plan } from '../types.ts';
import type { OpenedPairs } from './matrix-input.ts';
import type { MatrixOutputOptions } from './matrix-look.ts';
import { openMatrixSink } from './matrix-output.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** One connection that would be made. */
interface Planned {
  /** null: of the target's baseline. */
  host: string | null;
  target: string;
  plan: Plan;
}

/**
 * `matrix --plan`: lists every connection that would be made if each cell were as hoped, and makes none.
 * @param opened hosts and targets
 * @param options of the run
 * @param output how to say it
 * @param terminal where it goes
 * @returns 0
 * @throws Refusal with exit code 2 for a form that has no room for it
 */
export async function listConnections(
  opened: OpenedPairs,
  options: MatrixOptions,
  { format, file }: MatrixOutputOptions,
  terminal: Terminal,
): Promise<number> {
  if (format === 'csv' || format === 'markdown')
    throw new Refusal(2, `--plan lists connections as table, ndjson or json, not as ${format}`);
  const sink = await openMatrixSink(file, terminal);
  let connections = 0;
  try {
    const put = async (text: string) => void (await sink.write(text));
    if (format === 'json') await put('[');
    for await (const one of planned(opened, options)) {
      const comma = connections++ > 0 ? ',' : '';
      if (format === 'table') await put(line(one));
      else await put(format === 'json' ? `${comma}\n${compactJson(one)}` : `${compactJson(one)}\n`);
      terminal.signal.throwIfAborted();
      if (sink.gone.aborted) return 0;
    }
    if (format === 'json') await put('\n]\n');
    if (format === 'table') await put(ending(connections, options));
    await sink.end();
    return 0;
  } finally {
    sink.abandon();
  }
}

async function* planned({ pairs }: OpenedPairs, options: MatrixOptions): AsyncGenerator<Planned> {
  const asking = startAsking(options);
  const met = new Set<string>();
  for await (const { host, target } of pairs) {
    const { address, port, label } = target;
    // Its name does not resolve: no connection.
    if (address === null) continue;
    const at = `${address} ${port}`;
    if (!met.has(at)) {
      met.add(at);
      for (const plan of Object.values(baselinePlans({ address, port }, asking)))
        yield { host: null, target: label, plan };
    }
    yield { host, target: label, plan: asking.connection(asking.question({ address, port }, hostAsked(host)), usual) };
  }
}

function line({ host, target, plan }: Planned): string {
  const at = `${bracketed({ name: plan.address, isAddress: true })}:${plan.port}`;
  return `${printable(`${target} ${at}  ${host ?? 'baseline'}  ${sends(plan)}`)}\n`;
}

function ending(connections: number, { concurrency, perTarget, rate }: MatrixOptions): string {
  const pace = rate === null ? '' : `, ${rate} begun in a second`;
  return [
    `PLAN  ${counted(connections, 'connection')}; none is made now\n`,
    `At most ${concurrency} at once, ${Math.min(concurrency, perTarget)} to one target${pace}.\n`,
    'Then, depending on the answers:\n',
    ' - for a cell that fails or surprises, the connections that sni-doctor probe --plan lists\n',
    ' - for what may pass at another try, the same connection again\n',
  ].join('');
}
