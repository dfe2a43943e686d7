type End = () => void;

const ends = new Set<End>();

function endAll(): void {
  for (const end of ends) end();
}

/**
 * Has something ended, synchronously, should this process exit before it is taken back.
 * @param end ends it
 * @returns takes it back
 */
export function endWithUs(end: End): () => void {
  // One listener for all: Node warns of more than ten.
  if (ends.size === 0) process.on('exit', endAll);
  ends.add(end);
  return () => {
    if (ends.delete(end) && ends.size === 0) process.off('exit', endAll);
  };
}
