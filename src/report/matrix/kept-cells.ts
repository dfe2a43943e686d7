import type { MatrixCell, MatrixFinding } from '../../matrix-types.ts';
import { type SharedText, sharedTexts } from './shared-texts.ts';

/** A cell in little: what comparing needs of it. */
export interface KeptCell {
  /** What thousands of cells have in common, as JSON. */
  readonly common: SharedText;
  /** The certificate, as JSON; null: none. */
  readonly leaf: SharedText | null;
  readonly redirect: string | null;
  readonly bodySha256: string | null | undefined;
}

/** Keeps cells: tens of bytes each, and a certificate that many share once. */
export interface CellStore {
  keep(cell: MatrixCell): KeptCell;
  /** @returns the cell as far as comparing needs it; what it does not need is left empty */
  restore(kept: KeptCell, host: string): MatrixCell;
  /** To be told of each cell that is not wanted any more. */
  release(kept: KeptCell): void;
}

type Certificate = NonNullable<MatrixCell['certificate']>;

/**
 * Opens a store.
 * @returns an empty one
 */
export function cellStore(): CellStore {
  const common = sharedTexts();
  const leaves = sharedTexts();
  return {
    keep: (cell) => ({
      common: common.share(JSON.stringify(commonOf(cell))),
      leaf: cell.certificate && leaves.share(JSON.stringify(leafOf(cell.certificate))),
      redirect: cell.redirect,
      bodySha256: cell.bodySha256,
    }),
    restore(kept, host) {
      const { trusted, matchesHost, ...facts } = JSON.parse(kept.common.text) as ReturnType<typeof commonOf>;
      const certificate = kept.leaf && certificateOf(kept.leaf.text, trusted, matchesHost);
      const { redirect, bodySha256 } = kept;
      const cell: MatrixCell = { ...facts, host, redirect, certificate };
      return bodySha256 === undefined ? cell : { ...cell, bodySha256 };
    },
    release(kept) {
      common.release(kept.common);
      if (kept.leaf) leaves.release(kept.leaf);
    },
  };
}

/** With what the chain and the name decide: the same leaf can be served with and without its intermediates. */
function commonOf(cell: MatrixCell) {
  const { schema, target, address, port, verdict, stage, reason, needs, needsComplete, status, tls } = cell;
  return {
    schema,
    target,
    address,
    port,
    verdict,
    stage,
    reason,
    needs,
    needsComplete,
    findings: cell.findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, 1)
      .map(untitled),
    status,
    tls,
    headers: cell.headers,
    ...(cell.anyName !== undefined && { anyName: cell.anyName }),
    ...(cell.directives && { directives: cell.directives }),
    ms: 0,
    connections: 0,
    trusted: cell.certificate?.trusted ?? false,
    matchesHost: cell.certificate?.matchesHost ?? false,
  };
}

/** Titles name hosts: nobody would have one in common. */
function untitled(finding: MatrixFinding): MatrixFinding {
  return { ...finding, title: '' };
}

/** Without the names of the fields, which are as long as the rest. */
function leafOf({ sha256, notAfter, names, issuer, key, keySha256 }: Certificate) {
  return [sha256, notAfter, names, issuer, key, keySha256] as const;
}

function certificateOf(text: string, trusted: boolean, matchesHost: boolean): Certificate {
  const [sha256, notAfter, names, issuer, key, keySha256] = JSON.parse(text) as ReturnType<typeof leafOf>;
  return { sha256, notBefore: '', notAfter, matchesHost, trusted, subject: '', names, issuer, key, keySha256 };
}
