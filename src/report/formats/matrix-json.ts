import type { MatrixFormat } from './matrix-format.ts';
import { compactJson } from './matrix-ndjson.ts';

/**
 * One document (`MatrixResult`), written as it comes in: a line a cell. Only the differences are kept, which stand behind
 * the cells.
 * @param haproxyVersion that the needs and directives are for
 * @returns the form
 */
export function matrixJson(haproxyVersion: string): MatrixFormat {
  const kept: string[] = [];
  let cells = 0;
  return {
    begin: () =>
      `{\n"schema": "sni-doctor/matrix-result/1",\n"haproxyVersion": ${compactJson(haproxyVersion)},\n"cells": [`,
    cell: (cell) => `${cells++ > 0 ? ',' : ''}\n${compactJson(cell)}`,
    joined({ diffs }) {
      kept.push(...diffs.map(compactJson));
      return '';
    },
    end({ summary, notes }) {
      const list = kept.length > 0 ? `\n${kept.join(',\n')}\n` : '';
      const close = cells > 0 ? '\n]' : ']';
      return `${close},\n"diffs": [${list}],\n"summary": ${compactJson(summary)},\n"notes": ${compactJson(notes)}\n}\n`;
    },
  };
}
