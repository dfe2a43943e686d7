import type { Way } from '../../catalogue/view.ts';
import type { MatrixCell } from '../../matrix-types.ts';
import type { Observation } from '../../types.ts';
import type { BaselineFacts } from './baseline.ts';

/** What was asked of a target for a cell, as far as judging it goes. */
export interface JudgeAsked {
  /** As it is sent. */
  host: string;
  /** Server name sent; null: none, for an address. */
  sni: string | null;
  hostHeader: string;
  method: string;
  path: string;
  /** HAProxy's words of `http-check expect`; null: 200 to 399. */
  expect: string | null;
  /** Whether the user named whom to trust: then a chain that is not trusted fails the cell. */
  caGiven: boolean;
  /** How the target was spoken to. */
  way: Way;
  /** When, ISO 8601 in UTC: what certificates' dates are held against. */
  at: string;
}

/** What is said of a cell. */
export interface Judged
  extends Pick<MatrixCell, 'verdict' | 'stage' | 'reason' | 'needs' | 'needsComplete' | 'findings'> {
  /** One connection does not tell what it is: the whole ladder would tell more. */
  surprising: boolean;
  /** The same connection made again may fare otherwise. */
  retryable: boolean;
  /**
   * Words of the server line and lines of the backend that HAProxy needs: of a good cell after the ladder all of them, of
   * one connection those of the way that was answered.
   */
  directives?: string[];
  /** The way in which the target answered; null: in none. */
  way: Way | null;
  /** After the ladder: the observation that decided, whose facts are the cell's; null: the glance is that. */
  decidedBy: Observation | null;
  /** Of a good cell: whether the target answers names that nobody has in the same way; absent: not known. */
  anyName?: boolean | undefined;
  /** After the ladder: the target's baseline, in the way in which it answered. */
  facts?: BaselineFacts;
}
