import { backends } from './backends/all.ts';
import type { Backend } from './backends/backend.ts';
import { configurations, core } from './configurations/all.ts';
import type { Configuration } from './configurations/configuration.ts';

/** One backend behind one configuration. */
export interface Cell {
  /** Also the name of its backend section. */
  name: string;
  configuration: Configuration;
  backend: Backend;
}

const isCore = new Set(core);

/** Every cell: the core configurations on all backends, each other one on those that tell it apart. */
export const cells: readonly Cell[] = configurations.flatMap((configuration) => {
  const tried = isCore.has(configuration) ? backends : configuration.against.map(backendNamed);
  return tried.map((backend) => cellOf(configuration, backend));
});

/**
 * Finds cells by name.
 * @param pattern `CONFIGURATION.BACKEND`, also of two that the suite does not bring together; `*` stands for anything in
 * those that it does
 * @returns the cells
 */
export function cellsNamed(pattern: string): Cell[] {
  if (pattern.includes('*')) {
    const wanted = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    return cells.filter(({ name }) => wanted.test(name));
  }
  return configurations.flatMap((configuration) =>
    backends
      .filter(({ name }) => `${configuration.name}.${name}` === pattern)
      .map((backend) => cellOf(configuration, backend)),
  );
}

function cellOf(configuration: Configuration, backend: Backend): Cell {
  return { name: `${configuration.name}.${backend.name}`, configuration, backend };
}

function backendNamed(name: string): Backend {
  const found = backends.find((backend) => backend.name === name);
  if (!found) throw new Error(`there is no backend ${name}`);
  return found;
}
