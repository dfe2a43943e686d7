import type { ConfigurationProblem, Plan } from '../../types.ts';
import { printable } from '../escape.ts';
import { count } from './check-words.ts';
import type { Look } from './paint.ts';
import { sends } from './plan-list.ts';

/** What `check --plan` shows. */
export interface CheckPlanList {
  /** `server` is `be/s1`. */
  plans: { server: string; title: string; plan: Plan }[];
  problems: ConfigurationProblem[];
}

/**
 * The connections that a check of a configuration would make.
 * @param list the plans
 * @param look colours and table
 * @returns lines
 */
export function checkPlans({ plans, problems }: CheckPlanList, look: Look): string {
  const { paint } = look;
  const fatal = problems.filter(({ severity }) => severity === 'fatal').length;
  const refused = fatal > 0 ? `HAProxy does not start: ${count(fatal, 'line')} refused, see it without --plan\n` : '';
  const rows = plans.map(({ server, title, plan }) => [
    printable(server),
    printable(title),
    printable(plan.address.includes(':') ? `[${plan.address}]:${plan.port}` : `${plan.address}:${plan.port}`),
    printable(sends(plan)),
  ]);
  const head = ['server', 'for', 'to', 'sends'].map((text) => paint.dim(text));
  return [
    `${paint.bold(`PLAN  ${count(plans.length, 'connection')}; none is made now`)}\n${refused}`,
    ...(rows.length > 0 ? [look.columns([head, ...rows])] : []),
  ].join('\n');
}
