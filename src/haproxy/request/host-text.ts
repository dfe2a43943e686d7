import { parseHostName } from '../../host-name.ts';

/**
 * Reads a name that a configuration puts into a Host header or a ClientHello.
 * @param text `www.example.test`, `www.example.test:8443`
 * @returns the name that a client may ask for; null: an address, or no host name
 */
export function hostName(text: string): string | null {
  try {
    const { name, isAddress } = parseHostName(text.replace(/:\d{1,5}$/, ''));
    // `.example.test` and `www.` are parts of names.
    return isAddress || text.endsWith('.') ? null : name;
  } catch {
    return null;
  }
}
