import type { NamedPlan, Plan, Question } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/** What `--plan` shows of one target. */
export interface PlanList {
  question: Question;
  /** The connections that are made in any case. */
  plans: NamedPlan[];
  /** What else may follow, depending on the answers. */
  later: readonly string[];
}

/**
 * The connections that a question brings about.
 * @param list the plans
 * @param look colours and table
 * @returns lines
 */
export function planList({ question, plans, later }: PlanList, look: Look): string {
  const { paint } = look;
  const whose = question.host === null ? '' : `, ${printable(question.host)}`;
  return [
    `${paint.bold(`PLAN  ${printable(question.address)} port ${question.port}${whose}: ${plans.length} connections; none is made now`)}\n`,
    look.columns([
      ['id', 'port', 'sends'].map((text) => paint.dim(text)),
      ...plans.map(({ id, plan }) => [printable(id), String(plan.port), printable(sends(plan))]),
    ]),
    `Then, depending on the answers:\n${later.map((text) => paragraph(printable(text), ' - ')).join('')}`,
  ].join('\n');
}

/**
 * What goes over one connection, in a few words.
 * @param plan a connection
 * @returns text that is still to be made printable
 */
export function sends({ proxy, tls, request }: Plan): string {
  const host = request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const parts = [
    proxy && `PROXY ${proxy}`,
    tls && `TLS ${tls.servername ?? 'without server name'}${tls.alpn.length > 0 ? `, ALPN ${tls.alpn.join(' ')}` : ''}`,
    tls && (tls.minVersion !== 'TLSv1.2' || tls.maxVersion !== 'TLSv1.3') && `${tls.minVersion} to ${tls.maxVersion}`,
    request &&
      `${request.method} ${request.path} HTTP/${request.version}${host === undefined ? ', no Host' : `, Host ${host}`}`,
  ].filter((part) => typeof part === 'string');
  return parts.join('; ') || 'nothing: connects and closes';
}
