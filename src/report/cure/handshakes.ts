import { argument } from '../../haproxy/model/setting.ts';
import { readDuration } from '../../haproxy/model/time.ts';
import type { Target } from '../check/target.ts';
import type { CureEdit } from './cure.ts';

/** From so many servers on, what their checks cost is worth a word. */
const many = 20;
/** HAProxy's own interval (HAProxy manual, `inter`), in ms. */
const standard = 2000;

/**
 * Says what checks cost that begin to speak TLS, where many do.
 * @param edits of all proxies
 * @param targets the servers as they are, by key
 * @returns the edits; those that bring TLS to checks are to be looked at, where they are many
 */
export function withHandshakes(edits: readonly CureEdit[], targets: ReadonlyMap<string, Target>): CureEdit[] {
  const bringing = edits.filter(bringsTls);
  const servers = new Set(bringing.flatMap((edit) => edit.servers));
  const newly = [...servers].flatMap((key) => {
    const target = targets.get(key);
    return target?.sent.check?.legs.every(({ plan }) => plan.tls === null) ? [target] : [];
  });
  if (newly.length < many) return [...edits];
  const rate = newly.reduce((sum, target) => sum + 1000 / intervalOf(target), 0);
  const note = `Checks of ${newly.length} servers begin to speak TLS: some ${Math.ceil(rate)} handshakes a second, at both ends. \`spread-checks\` in the global section keeps them apart, a longer \`inter\` or \`track\` of one server for several makes them fewer.`;
  return edits.map((edit) =>
    bringing.includes(edit) ? { ...edit, safety: 'review', notes: [...edit.notes, note] } : edit,
  );
}

/** `ssl` and `check-ssl` on a server's line or in its `default-server`, `ssl` in a rule that connects. */
function bringsTls({ change }: CureEdit): boolean {
  return 'words' in change && change.words.some((word) => word === 'ssl' || word === 'check-ssl');
}

function intervalOf({ server }: Target): number {
  const read = readDuration(argument(server, 'inter') ?? `${standard}ms`);
  return 'ms' in read && read.ms > 0 ? read.ms : standard;
}
