/**
 * The organisation of a distinguished name.
 * @param name as certificate facts have it: `C=US, O=Let's Encrypt, CN=R11`
 * @returns it; null: there is none
 */
export function organisation(name: string): string | null {
  return /(?:^|, )O=(.*?)(?=, [A-Za-z]+=|$)/.exec(name)?.[1] ?? null;
}
