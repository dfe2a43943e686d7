import type { Prediction } from '../../src/types.ts';
import type { Measured } from './measure.ts';

/**
 * Where a real HAProxy did something else than was predicted.
 * @param predicted the prediction
 * @param measured what HAProxy reported
 * @returns a sentence for each difference; none: they agree
 */
export function disagreements(predicted: Prediction, measured: Measured): string[] {
  return [...checkDisagreements(predicted.check, measured.check), ...ends(predicted.traffic, measured.traffic)];
}

/**
 * Where the check of a real HAProxy reported something else than was predicted.
 * @param predicted the prediction
 * @param measured what HAProxy reported
 * @returns a sentence for each difference; none: they agree
 */
export function checkDisagreements(predicted: Prediction['check'], measured: Measured['check']): string[] {
  const outcomes = [predicted, ...predicted.alternatives];
  const same = outcomes.find(({ status, code }) => status === measured.status && code === measured.code);
  if (!same) {
    const expected = outcomes.map(({ status, code }) => `${status} ${code}`).join(' or ');
    return [`check: predicted ${expected}, HAProxy says ${measured.status} ${measured.code}`];
  }
  if (!same.info.includes(measured.info)) {
    return [`info: predicted ${JSON.stringify(same.info)}, HAProxy says ${JSON.stringify(measured.info)}`];
  }
  return same.up === measured.up ? [] : [`up: predicted ${same.up}, HAProxy says ${measured.up}`];
}

function ends(predicted: Prediction['traffic'], measured: Measured['traffic']): string[] {
  const words = ({ status, termination }: Measured['traffic']) => `${status} ${termination}`;
  const expected = [predicted, ...predicted.alternatives].map(words);
  return expected.includes(words(measured))
    ? []
    : [`traffic: predicted ${expected.join(' or ')}, HAProxy says ${words(measured)}`];
}
