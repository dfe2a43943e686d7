/** Sizes of the curves that certificates have, in bits. */
const curves: Record<string, number> = {
  prime256v1: 256,
  'P-256': 256,
  secp384r1: 384,
  'P-384': 384,
  secp521r1: 521,
  'P-521': 521,
};

/**
 * Whether a key is weaker than another of its kind. Kinds are not held against each other: EC of 256 bits is no weaker
 * than RSA of 3072 (NIST SP 800-57, part 1, table 2).
 * @param key kind and size: `RSA 2048`, `EC prime256v1`
 * @param other the same of the other
 * @returns true for a shorter one; false too where a size is not known
 */
export function isShorter(key: string, other: string): boolean {
  const [a, b] = [sized(key), sized(other)];
  return a !== null && b !== null && a.kind === b.kind && a.bits < b.bits;
}

function sized(key: string): { kind: string; bits: number } | null {
  const [, kind = '', size = ''] = /^(\S+) (\S+)$/.exec(key) ?? [];
  const bits = /^\d+$/.test(size) ? Number(size) : (curves[size] ?? Number.NaN);
  return Number.isNaN(bits) ? null : { kind, bits };
}
