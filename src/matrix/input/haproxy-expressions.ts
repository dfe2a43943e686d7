import type { Matching } from '../../haproxy/request/acl-keywords.ts';
import { type Call, type Expression, readExpression } from '../../haproxy/request/expression.ts';

/** How the value of an expression is about a host: it is the host, or the host with the path behind it. */
export type About = 'host' | 'host-and-path';

/** What leaves a host what it is. */
const faithful = /^(?:lower|upper|host_only|ltrim|rtrim)$/;

/** Variables that hold a host, by name. */
export type HostVariables = Map<string, About>;

/**
 * Whether an expression gives the host that a client asks for.
 * @param expression of a rule
 * @param variables those that are known to hold a host
 * @param most how many of its converters to look at; absent: all
 * @returns how; null: it is about something else, or changes the host
 */
export function aboutHost(expression: Expression, variables: HostVariables, most?: number): About | null {
  const { fetch, converters } = expression;
  const about = fetched(fetch, variables);
  return converters.slice(0, most).every((call) => keeps(call)) ? about : null;
}

function fetched({ name, args }: Call, variables: HostVariables): About | null {
  const [first = ''] = args;
  if (/^(?:req\.)?f?hdr$/.test(name)) return first.toLowerCase() === 'host' ? 'host' : null;
  if (/^(?:ssl_fc_sni|req[._]ssl_sni|fc_pp_authority)$/.test(name)) return 'host';
  if (name === 'base') return 'host-and-path';
  return name === 'var' ? (variables.get(first) ?? null) : null;
}

/** `field(1,:)` and `word(1,:)` take the port off. */
function keeps({ name, args }: Call): boolean {
  if (name === 'field' || name === 'word') return args[0] === '1' && args[1] === ':';
  return faithful.test(name);
}

/** A map file and how its keys are compared with the host. */
export interface MapUse {
  file: string;
  /** null: it is not the host itself that is looked up, so that keys are no hosts. */
  matching: Matching | null;
  about: About;
}

/**
 * The map files that an expression looks a host up in (HAProxy manual, 7.3.1, `map`).
 * @param expression of a rule
 * @param variables those that are known to hold a host
 * @returns the files
 */
export function mapUses(expression: Expression, variables: HostVariables): MapUse[] {
  return expression.converters.flatMap(({ name, args }, i) => {
    const [, how = 'str'] = /^map(?:_(str|beg|sub|dir|dom|end|reg|regm)(?:_(?:int|ip|key|str))?)?$/.exec(name) ?? [];
    if (!/^map(?:_|$)/.test(name) || /^map_(?:int|ip)/.test(name)) return [];
    const own = aboutHost(expression, variables, i);
    const about = own ?? aboutHost(expression, variables, 0);
    const [file = ''] = args;
    if (about === null || file === '') return [];
    return [{ file, matching: own === null ? null : ((how === 'regm' ? 'reg' : how) as Matching), about }];
  });
}

/**
 * The expressions that stand in a word: the word as a whole, or in `%[ ]`.
 * @param text a word of a configuration
 * @returns each, taken apart
 */
export function expressionsIn(text: string): Expression[] {
  const found: Expression[] = [];
  if (!text.includes('%[')) {
    const whole = readExpression(text);
    return whole && whole.end === text.length ? [whole] : [];
  }
  // Brackets that are not closed make each look at the rest of the text: no line needs as many.
  for (let at = text.indexOf('%['), left = 64; at >= 0 && left > 0; at = text.indexOf('%[', at + 2), left--) {
    const part = readExpression(text, at + 2);
    if (part) found.push(part);
  }
  return found;
}
