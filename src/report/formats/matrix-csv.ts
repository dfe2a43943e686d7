import type { MatrixCell, MatrixDiff, MatrixDifference } from '../../matrix-types.ts';
import { printable } from '../escape.ts';
import type { MatrixFormat } from './matrix-format.ts';

type Value = string | number | boolean | null | undefined;

/** What a spreadsheet takes for a formula, also behind blanks, quotes, and the separator of other countries. */
const formula = /(^|;)(?=[\s"']*[=+\-@])/g;
/** More of one value than this nobody reads in a cell; spreadsheets hold 32,767. */
const longest = 2000;

const columns: readonly (readonly [name: string, of: (cell: MatrixCell) => Value])[] = [
  ['host', ({ host }) => host],
  ['target', ({ target }) => target],
  ['address', ({ address }) => address],
  ['port', ({ port }) => port],
  ['verdict', ({ verdict }) => verdict],
  ['stage', ({ stage }) => stage],
  ['reason', ({ reason }) => reason],
  ['status', ({ status }) => status],
  ['needs', ({ needs }) => needs.join(' ')],
  ['needs_complete', ({ needsComplete }) => needsComplete],
  ['findings', ({ findings }) => findings.map(({ code, title }) => `${code} ${title}`).join(' / ')],
  ['certificate_matches_host', ({ certificate }) => certificate?.matchesHost],
  ['certificate_trusted', ({ certificate }) => certificate?.trusted],
  ['certificate_not_after', ({ certificate }) => certificate?.notAfter],
  ['certificate_names', ({ certificate }) => certificate?.names.join(' ')],
  ['certificate_issuer', ({ certificate }) => certificate?.issuer],
  ['certificate_key', ({ certificate }) => certificate?.key],
  ['certificate_sha256', ({ certificate }) => certificate?.sha256],
  ['tls_version', ({ tls }) => tls?.version],
  ['alpn', ({ tls }) => tls?.alpn],
  ['redirect', ({ redirect }) => redirect],
  ['hsts', ({ headers }) => headers.hsts],
  ['server', ({ headers }) => headers.server],
  ['body_sha256', ({ bodySha256 }) => bodySha256],
  ['directives', ({ directives }) => directives?.join(' / ')],
  ['ms', ({ ms }) => ms],
  ['connections', ({ connections }) => connections],
];

/** Cells of one host that wait for each other, and what came of it so far. */
interface Waiting {
  cells: MatrixCell[];
  diffs: MatrixDiff[];
}

/**
 * Rows for a spreadsheet (RFC 4180), one a cell. Values that it would take for formulas begin with an apostrophe.
 * @param compared label of the target that is moved away from, whose rows say nothing of a comparison; null: the other
 *   side is an earlier run; absent: nothing is compared, and there are no columns for it
 * @returns the form
 */
export function matrixCsv(compared?: string | null | undefined): MatrixFormat {
  const comparing = compared !== undefined;
  const waiting = new Map<string, Waiting>();
  const row = (cell: MatrixCell, more: readonly Value[] = ['', '', '']): string => {
    return line([...columns.map(([, of]) => of(cell)), ...(comparing ? more : [])]);
  };
  return {
    begin: () => line([...columns.map(([name]) => name), ...(comparing ? ['judgement', 'differences', 'needed'] : [])]),
    cell(cell) {
      if (!comparing) return row(cell);
      const host = waiting.get(cell.host);
      if (host) host.cells.push(cell);
      else waiting.set(cell.host, { cells: [cell], diffs: [] });
      return '';
    },
    joined({ host, diffs, settled, missing }) {
      const kept = waiting.get(host);
      if (!kept) return '';
      kept.diffs.push(...diffs);
      if (settled === null) return '';
      waiting.delete(host);
      const lost = kept.cells.some(({ target, verdict }) => target === compared && verdict === 'error');
      const from = missing.length > 0 && (compared === null || missing.includes(compared ?? ''));
      return kept.cells
        .map((cell) => {
          if (cell.target === compared) return row(cell);
          const diff = kept.diffs.find(({ to }) => to === cell.target);
          const known = !lost && !from && cell.verdict !== 'error';
          return row(cell, [
            diff?.judgement ?? (known ? 'same' : 'unknown'),
            words(diff?.differences ?? []),
            diff?.directives.join(' / '),
          ]);
        })
        .join('');
    },
    // Ctrl-C: what is not settled by now never will be.
    end: () => [...waiting.values()].flatMap(({ cells }) => cells.map((cell) => row(cell))).join(''),
  };
}

function words(differences: readonly MatrixDifference[]): string {
  return differences
    .map(({ what, from, to, judgement }) => `${judgement} ${what} ${from ?? 'none'} -> ${to ?? 'none'}`)
    .join(' / ');
}

function line(values: readonly Value[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = printable(value, longest).replace(formula, "$1'");
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
