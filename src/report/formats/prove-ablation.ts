import type { Ablation, ProvedTraffic } from '../../prove-types.ts';
import { printable } from '../escape.ts';
import type { Look, Paint } from './paint.ts';
import { isError, provedCheck } from './prove-words.ts';

/**
 * What fails without each directive.
 * @param ablation a row for each
 * @param look colours and table
 * @returns lines; '' where nothing was taken away
 */
export function proveAblation(ablation: readonly Ablation[], look: Look): string {
  if (ablation.length === 0) return '';
  const { paint } = look;
  const head = ['without', '', 'then'].map(paint.dim);
  return look.columns([
    head,
    ...ablation.map((row) => [printable(row.directive), verdict(row, paint), outcome(row, paint)]),
  ]);
}

function verdict({ needed, requested }: Ablation, paint: Paint): string {
  if (needed) return paint.bold('needed');
  return requested ? paint.dim('asked for') : paint.yellow('not needed');
}

function outcome({ without, needed }: Ablation, paint: Paint): string {
  const { check, traffic = [], fatal, unsafe } = without;
  if (fatal !== undefined) return paint.red(`HAProxy does not start: ${printable(fatal, 100)}`);
  const failing = [...new Set(traffic.filter((one) => isError(one as ProvedTraffic)).map(({ status }) => status))];
  const parts = [
    ...(check?.up === false ? [`DOWN ${provedCheck(check)}`] : []),
    ...(failing.length > 0 ? [`users get ${failing.map((status) => status ?? 'no HTTP').join(' or ')}`] : []),
    ...(unsafe === undefined ? [] : [printable(unsafe)]),
  ];
  if (parts.length === 0) return needed ? paint.red('another answer than is asked for') : 'all works as well';
  return paint.red(parts.join('; '));
}
