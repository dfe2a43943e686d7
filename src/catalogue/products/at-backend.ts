import type { Finding, Observation, ProductSeen } from '../../types.ts';
import { refusedHosts } from '../answers/refused-hosts.ts';
import { causeOfStatus } from '../answers/status-advice.ts';
import { wordsIn } from '../answers/words.ts';
import type { View } from '../view.ts';
import type { SignKind, Words } from './product.ts';
import { type Recognised, recognise } from './recognise.ts';

/** What a connection meets before any request: these findings are mended where TLS ends. */
const beforeRequests: ReadonlySet<string> = new Set([
  'proxy-protocol-required',
  'tls-version-required',
  'curves-required',
  'sni-required',
  'no-server-name-required',
  'alpn-required',
  'client-certificate-required',
  'connection-reset',
  'handshake-refused',
  'tls-timeout',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'chain-incomplete',
  'default-certificate',
]);

/** The most products that one finding tells of. */
const mostTold = 2;

/** What answers, and what each finding says of it. */
export interface AtBackend {
  products: ProductSeen[];
  findings: Finding[];
}

/**
 * Looks for the products that answer, and adds to each finding what to do there, in their own words.
 * @param seen the view
 * @param findings without what is said here
 * @returns the products at the target port, and the findings with more advice; nothing in it is the backend's text
 */
export function atBackend(seen: View, findings: readonly Finding[]): AtBackend {
  const byId = new Map(seen.observations.map((o) => [o.id, o]));
  const ports = new Map<number, Recognised[]>();
  const target = recogniseAt(seen, seen.question.port);
  const at = (port: number): Recognised[] => {
    const known = ports.get(port) ?? recogniseAt(seen, port).map((one) => asAt(target, one));
    ports.set(port, known);
    return known;
  };
  const told = new Map<string, ProductSeen['remedies']>();
  const joined = findings.map((finding) => {
    const rests = finding.evidence.flatMap((id) => byId.get(id) ?? []);
    const port = rests[0]?.plan.port ?? seen.question.port;
    const advice = chosen(at(port), finding, rests).map((one) => {
      const texts = wordsFor(one, finding.id, rests);
      const { id } = one.product;
      told.set(id, [...(told.get(id) ?? []), ...texts.map((text) => ({ code: finding.code, text }))]);
      return `${where(one)}: ${texts.join(' ')}`;
    });
    if (tellsItself(finding, rests)) return finding;
    return advice.length > 0 ? { ...finding, advice: [...(finding.advice ?? []), ...advice] } : finding;
  });
  const products = target.map(({ product, likelihood, front, because, evidence }) => {
    const remedies = told.get(product.id) ?? [];
    return { id: product.id, name: product.name, likelihood, front, because, evidence, remedies };
  });
  return { products, findings: joined };
}

function recogniseAt({ observations, way, question }: View, port: number): Recognised[] {
  const own = observations.filter(({ plan }) => plan.port === port);
  return recognise(own, port === question.port && way !== null && !way.startsWith('clear'));
}

/** What is told closer at the target port, made of the same, is what answers beside it. */
function asAt(target: readonly Recognised[], one: Recognised): Recognised {
  return target.find(({ product }) => product.madeOf?.includes(one.product.id)) ?? one;
}

/** Those whose words a finding wants: who gave the very answer, else who holds the connection where that matters. */
function chosen(all: readonly Recognised[], { id }: Finding, rests: readonly Observation[]): Recognised[] {
  const knowing = all.filter((one) => wordsFor(one, id, rests).length > 0);
  const shownBy = (kind?: SignKind) =>
    knowing.filter(({ product }) =>
      product.signs.some((sign) => (!kind || sign.kind === kind) && rests.some((o) => sign.seen(o))),
    );
  // A page is written by who refuses; headers are added to it on the way.
  const authors = shownBy('page');
  const answering = authors.length > 0 ? authors : shownBy();
  const front = beforeRequests.has(id) ? all.filter(({ front }) => front) : [];
  const fits =
    answering.length > 0 ? answering : front.length > 0 ? knowing.filter((one) => front.includes(one)) : knowing;
  return fits.slice(0, mostTold);
}

/** Some findings speak in the words of who gave the answer already. */
function tellsItself({ id }: Finding, rests: readonly Observation[]): boolean {
  if (id !== 'host-not-served' && id !== 'unexpected-status') return false;
  return rests.some((o) => {
    const words = wordsIn(refusedHosts, o) ?? causeOfStatus(o);
    return words !== null && words.by !== 'the backend';
  });
}

function wordsFor({ product }: Recognised, finding: string, rests: readonly Observation[]): string[] {
  return (product.remedies[finding] ?? []).flatMap((words) => {
    if (typeof words === 'string') return [words];
    return fits(words, rests) ? [words.text] : [];
  });
}

function fits({ alert, status }: Words, rests: readonly Observation[]): boolean {
  return rests.some(
    ({ failure, http }) =>
      (alert === undefined || failure?.alert?.number === alert) && (status === undefined || http?.status === status),
  );
}

function where({ product, likelihood }: Recognised): string {
  if (likelihood === 'possible') return `If the backend is ${product.name}`;
  return `At the backend, ${product.name}${likelihood === 'certain' ? '' : ' (likely)'}`;
}
