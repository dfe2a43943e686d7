import type { ConfigurationProblem } from '../../check-types.ts';
import type { Plan } from '../../types.ts';
import { printable } from '../escape.ts';
import { count } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { sends } from './plan-list.ts';
import { paragraph } from './wrap.ts';

/** What `check --plan` shows. */
export interface CheckPlanList {
  /** `server` is `be/s1`. */
  plans: { server: string; title: string; plan: Plan }[];
  problems: ConfigurationProblem[];
  /** What comes after these; absent: what `check` does. */
  later?: string;
}

const further =
  'Then: rules that a backend may not need are left out once, and the backend of a server that fails is asked step by step, as `sni-doctor probe --plan` lists it.';

/**
 * The connections that a check of a configuration would make.
 * @param list the plans
 * @param look colours
 * @returns lines
 */
export function checkPlans({ plans, problems, later = further }: CheckPlanList, { paint }: Look): string {
  const fatal = problems.filter(({ severity }) => severity === 'fatal').length;
  const refused = fatal > 0 ? `HAProxy does not start: ${count(fatal, 'line')} refused, see it without --plan\n` : '';
  const title = paint.bold(`PLAN  ${count(plans.length, 'connection')}; none is made now`);
  const servers = grouped(plans, ({ server, plan }) => JSON.stringify([server, plan.address, plan.port]));
  return [
    `${title}\n${refused}`,
    ...[...servers.values()].map((group) => {
      const [first] = group;
      const lines = group.map(({ title, plan }) => paragraph(printable(`${title}: ${sends(plan)}`), '     '));
      return first ? `${server(first)}${lines.join('')}` : '';
    }),
    ...(plans.length > 0 ? [paint.dim(paragraph(later, ' '))] : []),
  ].join('\n');
}

function server({ server, plan }: CheckPlanList['plans'][number]): string {
  const address = plan.address.includes(':') ? `[${plan.address}]` : plan.address;
  return paragraph(printable(`${server} to ${address}:${plan.port}`), ' ');
}
