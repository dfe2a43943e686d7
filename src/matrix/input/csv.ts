import { CsvRecords } from './csv-records.ts';
import type { HostSink } from './sink.ts';

const columns = ['address', 'host', 'label', 'port'] as const;
type Column = (typeof columns)[number];

/** What one line says, as it is written; '': nothing. */
export type PairFields = Record<Column, string> & { line: number };

/** Takes what a CSV file says. */
export interface PairSink extends Omit<HostSink, 'host'> {
  /** A line with address and host. */
  pair(fields: PairFields): void;
}

/** How a header may call the columns, blanks, `_` and `-` left out. */
const headings: ReadonlyMap<string, Column> = new Map([
  ...['address', 'addr', 'ip', 'ipaddress', 'server', 'backend'].map((name) => [name, 'address'] as const),
  ...['host', 'hostname', 'name', 'fqdn', 'domain', 'sni', 'servername', 'vhost'].map(
    (name) => [name, 'host'] as const,
  ),
  ...['label', 'target'].map((name) => [name, 'label'] as const),
  ['port', 'port'],
]);

/**
 * Reads pairs of a CSV file: ADDRESS, HOST, LABEL, PORT in this order, the last two may be missing. A first line that
 * names the columns is a header, and gives their order. Lines that begin with `#` are comments.
 */
export class CsvReader {
  readonly #sink: PairSink;
  readonly #records = new CsvRecords();
  #order: readonly (Column | null)[] | null = null;

  /**
   * @param sink takes what is read
   */
  constructor(sink: PairSink) {
    this.#sink = sink;
  }

  /**
   * Takes a line.
   * @param text without its line end
   * @param line its number, from 1
   */
  line(text: string, line: number): void {
    if (!this.#records.isOpen && (text.startsWith('#') || text.trim() === '')) return;
    for (const record of this.#records.push(text, line)) this.#take(record);
  }

  /** Ends the file. */
  end(): void {
    for (const record of this.#records.end()) this.#take(record);
  }

  #take(record: { line: number; fields: string[] } | { line: number; wrong: string }): void {
    const { line } = record;
    if ('wrong' in record) {
      this.#sink.problem({ line, message: record.wrong });
      return;
    }
    const { fields } = record;
    if (fields.every((field) => field === '')) return;
    const header = this.#order ? null : orderOf(fields);
    const order = this.#order ?? header ?? columns;
    this.#order = order;
    if (header) return;
    if (fields.slice(order.length).some((field) => field !== '')) this.#sink.aside('more-columns', fields.join(','));
    const field = (column: Column) => fields[order.indexOf(column)] ?? '';
    const pair = { address: field('address'), host: field('host'), label: field('label'), port: field('port'), line };
    if (pair.address !== '' && pair.host !== '') this.#sink.pair(pair);
    else this.#sink.problem({ line, message: `${pair.host === '' ? 'HOST' : 'ADDRESS'} is missing: ${usage}` });
  }
}

const usage = 'a line is ADDRESS, HOST, LABEL, PORT';

/** The order that a header gives; null: it is none. */
function orderOf(fields: readonly string[]): (Column | null)[] | null {
  const order: (Column | null)[] = [];
  for (const field of fields) {
    const column = headings.get(field.toLowerCase().replace(/[ _-]/g, '')) ?? null;
    // Of two columns of the same meaning the first counts.
    order.push(order.includes(column) ? null : column);
  }
  return order.includes('address') && order.includes('host') ? order : null;
}
