/** What a cell is, by what was seen of it and of its target: no network, no files. */
export { type BaselineFacts, baselineFacts } from './baseline.ts';
export { cellOf, errorCell } from './cell.ts';
export { passedLater } from './findings.ts';
export { judgeEvidence, NoConnection } from './judge-evidence.ts';
export { judgeGlance } from './judge-glance.ts';
export type { JudgeAsked, Judged } from './judged.ts';
