type End = () => void;

const ends = new Set<End>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endAll(): void {
  for (const end of ends) end();
  ends.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  endAll();
  detach();
  process.kill(process.pid, signal);
}

function attach(): void {
  process.on('exit', endAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function detach(): void {
  process.off('exit', endAll);
  for (const signal of signals) process.off(signal, onSignal);
}

/**
 * Has something ended, synchronously, should this process end before it is taken back.
 *
 * @param end - ends it
 * @returns takes it back
 */
export function endWithParent(end: End): () => void {
  if (ends.size === 0) attach();
  ends.add(end);
  return () => {
    if (ends.delete(end) && ends.size === 0) detach();
  };
}
