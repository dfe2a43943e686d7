/** Counts the hosts that need a directive; the same one for each host's own name is one. */
export interface DirectiveCount {
  add(host: string, directives: readonly string[]): void;
  /** No more directives of this host will come. */
  settle(host: string): void;
  /** @returns what most hosts need first */
  rows(): { text: string; hosts: number }[];
}

/** Shown; more would not be read. */
const most = 50;
/** Counted: a run in which every host needs something of its own ends here. */
const mostKinds = 2000;

/**
 * Begins to count.
 * @returns nothing counted yet
 */
export function startDirectiveCount(): DirectiveCount {
  const kinds = new Map<string, { text: string; hosts: number }>();
  /** Of hosts that more may come of: several targets want the same of them. */
  const counted = new Map<string, object[]>();
  return {
    add(host, directives) {
      for (const directive of directives) {
        const text = withoutName(directive, host);
        const kind = kinds.get(text) ?? { text, hosts: 0 };
        const seen = counted.get(host) ?? [];
        if (seen.includes(kind) || (kind.hosts === 0 && kinds.size >= mostKinds)) continue;
        kinds.set(text, kind);
        kind.hosts += 1;
        counted.set(host, [...seen, kind]);
      }
    },
    settle: (host) => void counted.delete(host),
    rows: () =>
      [...kinds.values()]
        .map((kind) => ({ ...kind }))
        .sort((a, b) => b.hosts - a.hosts)
        .slice(0, most),
  };
}

/** Only where a directive has a name: a host may be called `ssl`. */
const named = /^(.*?(?:check-sni |verifyhost |sni str\(|Host ))(.*)$/;

function withoutName(directive: string, host: string): string {
  const [, before = '', after = ''] = named.exec(directive) ?? [];
  if (!after.startsWith(host) || /^[\w.-]/.test(after.slice(host.length))) return directive;
  return `${before}NAME${after.slice(host.length)}`;
}
