/** Collects the hosts of which a side is missing. */
export interface Missing {
  add(host: string, labels: readonly string[]): void;
  /** @returns a line for each target; names as they are: escape before showing */
  notes(): string[];
}

/** Named one by one. */
const named = 5;

/**
 * Begins to collect.
 * @returns nothing collected yet
 */
export function startMissing(): Missing {
  const byLabel = new Map<string, { hosts: number; first: string[] }>();
  return {
    add(host, labels) {
      for (const label of labels) {
        const known = byLabel.get(label) ?? { hosts: 0, first: [] };
        byLabel.set(label, known);
        known.hosts += 1;
        if (known.first.length < named) known.first.push(host);
      }
    },
    notes: () =>
      [...byLabel].map(([label, { hosts, first }]) => {
        const more = hosts - first.length;
        const names = `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
        return `not compared, for there is no cell at ${label}: ${names}`;
      }),
  };
}
