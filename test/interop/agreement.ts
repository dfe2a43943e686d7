import type { Prediction } from '../../src/types.ts';
import type { Measured } from './measure.ts';

/**
 * Where a real HAProxy did something else than was predicted.
 * @param predicted the prediction
 * @param measured what HAProxy reported
 * @returns a sentence for each difference; none: they agree
 */
export function disagreements(predicted: Prediction, measured: Measured): string[] {
  const { check, traffic } = predicted;
  const outcomes = [check, ...check.alternatives];
  const same = outcomes.find(({ status, code }) => status === measured.check.status && code === measured.check.code);
  const differences: string[] = [];
  if (!same) {
    const expected = outcomes.map(({ status, code }) => `${status} ${code ?? ''}`.trim()).join(' or ');
    differences.push(
      `check: predicted ${expected}, HAProxy says ${measured.check.status} ${measured.check.code ?? ''}`.trim(),
    );
  } else if (!same.info.includes(measured.check.info)) {
    differences.push(
      `info: predicted ${JSON.stringify(same.info)}, HAProxy says ${JSON.stringify(measured.check.info)}`,
    );
  } else if (same.up !== measured.check.up) {
    differences.push(`up: predicted ${same.up}, HAProxy says ${measured.check.up}`);
  }
  const ends = [traffic, ...traffic.alternatives];
  if (
    !ends.some(
      ({ status, termination }) => status === measured.traffic.status && termination === measured.traffic.termination,
    )
  ) {
    const expected = ends.map(({ status, termination }) => `${status} ${termination}`).join(' or ');
    differences.push(
      `traffic: predicted ${expected}, HAProxy says ${measured.traffic.status} ${measured.traffic.termination}`,
    );
  }
  return differences;
}
