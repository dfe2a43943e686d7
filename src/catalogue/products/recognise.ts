import type { Observation } from '../../types.ts';
import { products } from './index.ts';
import type { Likelihood, Product, Sign } from './product.ts';

/** A product that answers, as far as one can tell. */
export interface Recognised {
  product: Product;
  likelihood: Likelihood;
  /** It holds the connection itself, and does not only answer behind another. */
  front: boolean;
  because: string;
  /** Ids of the observations that show it. */
  evidence: string[];
}

const ranks: Record<Likelihood, number> = { certain: 0, likely: 1, possible: 2 };

/** The most products that are named, and signs of each. */
const mostNamed = 4;
const mostShown = 3;

/**
 * Which products answer at one port, by what they say. Several may stand in a row: those that hold the connection come
 * first, then the surest. What is only possible is left out where something is surer.
 * @param observations of one port
 * @param speaksTls whether it is a TLS port: there an answer to clear text comes from what holds the connection
 * @returns at most four; empty: nothing tells
 */
export function recognise(observations: readonly Observation[], speaksTls: boolean): Recognised[] {
  const found = products.flatMap((product) => {
    const shown = product.signs.flatMap((sign) => {
      const by = observations.filter((o) => sign.seen(o));
      return by.length > 0 ? [{ sign, by }] : [];
    });
    return shown.length > 0 ? [weigh(product, shown, speaksTls)] : [];
  });
  const sure = found.filter(({ likelihood }) => likelihood !== 'possible');
  const named = sure.length > 0 ? sure : found;
  const parts = new Set(named.flatMap(({ product }) => product.madeOf ?? []));
  return named
    .filter(({ product }) => !parts.has(product.id))
    .sort((a, b) => Number(b.front) - Number(a.front) || ranks[a.likelihood] - ranks[b.likelihood])
    .slice(0, mostNamed);
}

function weigh(product: Product, shown: { sign: Sign; by: Observation[] }[], speaksTls: boolean): Recognised {
  const likelihoods = shown.map(({ sign }) => sign.likelihood);
  const kinds = new Set(shown.filter(({ sign }) => sign.likelihood === 'likely').map(({ sign }) => sign.kind));
  const likelihood =
    likelihoods.includes('certain') || kinds.size > 1
      ? 'certain'
      : likelihoods.includes('likely')
        ? 'likely'
        : 'possible';
  const telling = shown.filter(({ sign }) => likelihood === 'possible' || sign.likelihood !== 'possible');
  return {
    product,
    likelihood,
    front: product.outermost === true || telling.some(({ sign, by }) => by.some((o) => atFront(sign, o, speaksTls))),
    because: sentence([...new Set(telling.map(({ sign }) => sign.what))].slice(0, mostShown)),
    evidence: [...new Set(telling.flatMap(({ by }) => by.slice(0, 1).map(({ id }) => id)))].slice(0, mostShown),
  };
}

/** Certificates and alerts are of whoever speaks TLS; so is the refusal of clear text at a TLS port, which goes nowhere. */
function atFront({ kind }: Sign, { plan, http }: Observation, speaksTls: boolean): boolean {
  if (kind === 'certificate' || kind === 'handshake') return true;
  return speaksTls && plan.tls === null && http?.status === 400;
}

function sentence(whats: readonly string[]): string {
  const last = whats.at(-1) ?? '';
  return whats.length < 2 ? last : `${whats.slice(0, -1).join(', ')} and ${last}`;
}
