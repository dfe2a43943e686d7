import type { PairFields } from '../matrix/input/csv.ts';
import { readHost } from '../matrix/input/host.ts';
import { grown, PackedNames } from '../matrix/input/packed-names.ts';
import type { MatrixPair, MatrixTarget } from '../matrix-types.ts';
import type { MatrixInputHooks } from './matrix-input-asked.ts';
import type { PairMaker } from './matrix-input-hosts.ts';
import type { InputReport } from './matrix-input-report.ts';
import { type Place, readPlace } from './matrix-place.ts';

/** How many names are resolved before the first pair is tested, so that the number of pairs is known. */
const mostResolvedFirst = 256;
/** How many hosts are looked ahead, so that name servers are asked side by side. */
const ahead = 32;

/** Finds the targets that a place stands for. */
export type Resolve = (place: Place) => Promise<MatrixTarget[]>;

/** None: what follows the last pair of a host. */
const none = 0xffffffff;

/** Exact pairs as they are read, each once. What is known of a host when it is first given comes together. */
export class ExactPairs implements PairMaker {
  isUsable = false;
  readonly #hosts = new PackedNames();
  /** The first pair of each host. */
  #first = new Uint32Array(256);
  /** Of each pair its place, and the next pair of the same host. */
  #placeOf = new Uint32Array(256);
  #next = new Uint32Array(256);
  #size = 0;
  readonly #places: Place[] = [];
  /** Places by the words that they were read from, and by what they are. */
  readonly #byWords = new Map<string, number>();
  readonly #byPlace = new Map<string, number>();
  readonly #targets = new Map<number, Promise<MatrixTarget[]>>();
  readonly #resolved: MatrixTarget[][] = [];
  /** Hosts that have been given, and pairs that came behind theirs. */
  #given = 0;
  #late: [host: number, pair: number][] = [];
  readonly #port: number;
  readonly #resolve: Resolve;
  readonly #hooks: MatrixInputHooks;

  /**
   * @param port of addresses that name none
   * @param resolve finds the addresses of names
   * @param hooks what is left out
   */
  constructor(port: number, resolve: Resolve, hooks: MatrixInputHooks) {
    this.#port = port;
    this.#resolve = resolve;
    this.#hooks = hooks;
  }

  /**
   * Takes a line.
   * @param fields what it says
   * @param report told of what was changed
   * @returns whether it was there before
   * @throws Error that says what is wrong with it
   */
  add(fields: PairFields, report: Pick<InputReport, 'aside'>): boolean {
    const host = readHost(fields.host, report);
    const index = this.#placeIndex(fields, report);
    const place = this.#places[index] as Place;
    if (!place.isAddress && /^[\d.]+$|:/.test(host)) report.aside('swapped', `${fields.address}, ${host}`);
    this.isUsable = true;
    if (!(this.#hooks.keep?.(host) ?? true)) return false;
    const added = this.#hosts.add(host);
    if (added >= 0) {
      if (added >= this.#first.length) this.#first = grown(this.#first);
      this.#first[added] = this.#push(index);
      return false;
    }
    const known = -1 - added;
    let last = none;
    for (let pair = this.#first[known] ?? none; pair !== none; pair = this.#next[pair] ?? none) {
      const other = this.#placeOf[pair] ?? 0;
      if (other === index) return true;
      if (this.#places[other]?.label === place.label) throw twoAddresses(host, this.#places[other] as Place, place);
      last = pair;
    }
    const pair = this.#push(index);
    this.#next[last] = pair;
    if (known < this.#given) this.#late.push([known, pair]);
    return false;
  }

  async *fresh(): AsyncGenerator<MatrixPair> {
    for (const [host, pair] of this.#late.splice(0)) {
      const place = this.#placeOf[pair] ?? 0;
      yield* this.#pairsAt(this.#hosts.at(host), this.#resolved[place] ?? (await this.#targetsOf(place)));
    }
    for (let looked = this.#given; this.#given < this.#hosts.size; this.#given++) {
      for (; looked < Math.min(this.#given + ahead, this.#hosts.size); looked++)
        for (const place of this.#placesOf(looked)) if (!this.#resolved[place]) void this.#targetsOf(place);
      const host = this.#hosts.at(this.#given);
      for (const place of this.#placesOf(this.#given))
        yield* this.#pairsAt(host, this.#resolved[place] ?? (await this.#targetsOf(place)));
    }
  }

  async count(): Promise<number | null> {
    const named = [...this.#places.keys()].filter((i) => !this.#places[i]?.isAddress);
    if (named.length > mostResolvedFirst) return null;
    const targets = await Promise.all(this.#places.map((_, i) => this.#targetsOf(i)));
    let count = 0;
    for (let pair = 0; pair < this.#size; pair++) count += targets[this.#placeOf[pair] ?? 0]?.length ?? 0;
    return count;
  }

  async first(): Promise<string> {
    return (await this.#targetsOf(0))[0]?.label ?? '';
  }

  *#pairsAt(host: string, targets: readonly MatrixTarget[]): Generator<MatrixPair> {
    for (const target of targets) if (!this.#hooks.skip?.(host, target)) yield { host, target };
  }

  *#placesOf(host: number): Generator<number> {
    for (let pair = this.#first[host] ?? none; pair !== none; pair = this.#next[pair] ?? none)
      yield this.#placeOf[pair] ?? 0;
  }

  #push(place: number): number {
    if (this.#size === this.#next.length) {
      this.#next = grown(this.#next);
      this.#placeOf = grown(this.#placeOf);
    }
    this.#next[this.#size] = none;
    this.#placeOf[this.#size] = place;
    return this.#size++;
  }

  #placeIndex(fields: PairFields, report: Pick<InputReport, 'aside'>): number {
    const words = `${fields.address}\n${fields.label}\n${fields.port}`;
    const read = this.#byWords.get(words);
    if (read !== undefined) return read;
    const place = readPlace(fields.address, fields, this.#port, report);
    const key = `${place.label}\n${place.address}\n${place.port}`;
    const index = this.#byPlace.get(key) ?? this.#places.push(place) - 1;
    this.#byPlace.set(key, index);
    this.#byWords.set(words, index);
    return index;
  }

  #targetsOf(place: number): Promise<MatrixTarget[]> {
    const known = this.#targets.get(place);
    if (known) return known;
    const targets = this.#resolve(this.#places[place] as Place).then((found) => {
      this.#resolved[place] = found;
      return found;
    });
    this.#targets.set(place, targets);
    // Whoever waits for it is told; until then it is nobody's unhandled rejection.
    targets.catch(() => {});
    return targets;
  }
}

function twoAddresses(host: string, one: Place, other: Place): Error {
  const shown = ({ address, port }: Place) => `${address} port ${port}`;
  return new Error(`${host} has two addresses called ${JSON.stringify(one.label)}: ${shown(one)} and ${shown(other)}`);
}
