import { clientAt } from './client.ts';

/**
 * Says whether HAProxy's own words stand somewhere, so that nothing is to be taken off any more. Most of its lines are
 * known by how they begin.
 *
 * @param text the line
 * @param at where
 * @returns true where that is sure
 */
export function ownWords(text: string, at: number): boolean {
  switch (text.charAt(at)) {
    case 'S':
      return text.startsWith('Server ', at);
    case 'B':
      return text.startsWith('Backup Server ', at);
    case 'b':
      return text.startsWith('backend ', at);
    case 'H':
      return text.startsWith('Health check for ', at);
    case 'A':
      return text.startsWith('Agent check for ', at);
    default:
      return clientAt(text, at) !== -1;
  }
}
