type Stroke = (text: string) => string;

/** The colours that the renderers use; chalk fits, and so does {@link plain}. */
export interface Paint {
  red: Stroke;
  yellow: Stroke;
  green: Stroke;
  bold: Stroke;
  dim: Stroke;
}

const same: Stroke = (text) => text;

/** No colour. */
export const plain: Paint = { red: same, yellow: same, green: same, bold: same, dim: same };

/** What the renderers are given: they know neither the terminal nor a library that draws tables. */
export interface Look {
  paint: Paint;
  /** Draws rows, the first being the head, as columns without a frame; lines end in a line feed. */
  columns: (rows: readonly (readonly string[])[]) => string;
  /** Every connection with its time, not only those that tell the story. */
  verbose: boolean;
  /** The reasons of the findings, and commands that show the same by other means. */
  explain: boolean;
  /** Whether there are several results, so that each must say whose it is. */
  several: boolean;
}
