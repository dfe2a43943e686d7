/** What a reader could take for part of the program's own output: control, format and separator characters. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Makes foreign text fit for a terminal: whatever stands outside printable ASCII becomes visible and harmless. It is
 * the only way in which text of a backend reaches a screen.
 * @param text anything; bytes as latin1 or text
 * @param max the most characters to return, the ellipsis included
 * @returns printable ASCII: `\xHH` up to U+00FF, `\u{…}` beyond; cut with `...`, never inside an escape
 */
export function printable(text: string, max = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = [];
  let length = 0;
  for (const character of text) {
    const piece = visible(character);
    pieces.push(piece);
    length += piece.length;
    if (length > max) return cut(pieces, max);
  }
  return pieces.join('');
}

function visible(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

function cut(pieces: string[], max: number): string {
  const ellipsis = '...'.slice(0, Math.max(0, max));
  let result = '';
  for (const piece of pieces) {
    if (result.length + piece.length + ellipsis.length > max) break;
    result += piece;
  }
  return result + ellipsis;
}

/**
 * Makes JSON text safe to show: characters that a terminal or an editor would act on instead of showing them (C0 and C1
 * controls, bidirectional and other format characters, U+2028, U+2029, U+FEFF) are written as `\uXXXX`.
 * @param json the result of `JSON.stringify`; its line feeds are layout and stay
 * @returns equivalent JSON
 */
export function escapeJson(json: string): string {
  // Character by character, the result of a large configuration would take hundreds of megabytes.
  return json.replace(invisible, unicode);
}

function unicode(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
