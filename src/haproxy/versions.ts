/** A HAProxy version as the model sees it. */
export interface HaproxyVersion {
  /** As the user wrote it: `any`, `3.2`, `3.2.26`. */
  text: string;
  /** Major, minor and point release; for `any` a version that stands for all maintained ones is not invented: null. */
  release: readonly [major: number, minor: number, point: number] | null;
  /** Whether the branch is one that real builds were measured of. */
  basis: 'measured' | 'documented';
}

/** The build of each branch that the predictions were measured on. */
export const measuredBuilds = ['2.6.12', '2.8.25', '3.0.11', '3.2.26', '3.4.7'] as const;

const oldest = [2, 0] as const;
const newest = [3, 5] as const;

/**
 * Reads a version.
 * @param text `X.Y` (the measured release of that branch, else its first), `X.Y.Z`, or `any`
 * @returns the version
 * @throws Error whose message says what is accepted
 */
export function parseVersion(text: string): HaproxyVersion {
  if (text === 'any') return { text, release: null, basis: 'measured' };
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is no HAProxy version: write X.Y, X.Y.Z or any (3.2, 2.6.12)`);
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const branch = `${major}.${minor}.`;
  if (
    atLeast([oldest[0], oldest[1], 0], [major, minor + 1, 0]) ||
    !atLeast([newest[0], newest[1], 0], [major, minor, 0])
  )
    throw new Error(`HAProxy ${text} is outside what is modelled: ${oldest.join('.')} to ${newest.join('.')}`);
  const measured = measuredBuilds.find((build) => build.startsWith(branch));
  const point = match[3] ?? measured?.slice(branch.length) ?? '0';
  return { text, release: [major, minor, Number(point)], basis: measured ? 'measured' : 'documented' };
}

/** The measured builds as versions: what `any` stands for. */
export const measuredVersions: readonly HaproxyVersion[] = measuredBuilds.map(parseVersion);

/**
 * The versions that a given one stands for.
 * @param version any version
 * @returns itself, or all measured ones for `any`
 */
export function expand(version: HaproxyVersion): readonly HaproxyVersion[] {
  return version.release ? [version] : measuredVersions;
}

function atLeast(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Whether a version, and for `any` each that it stands for, is at least X.Y[.Z].
 * @param version the version
 * @param since `2.2`, `3.4.1`
 * @returns true where it holds for all
 */
export function since(version: HaproxyVersion, since: string): boolean {
  const wanted = since.split('.').map(Number);
  return expand(version).every(({ release }) => release !== null && atLeast(release, wanted));
}

/** Directives by the first version that has them (HAProxy manual of that version). */
export const introduced = {
  /** `http-check send`, `http-check connect`, status lists in `expect` */
  httpCheckSend: '2.2',
  /** `ca-file @system-ca` */
  systemCa: '2.6',
  /** `curves` of a server, `ssl-default-server-curves` (haproxy v2.9.0 src/cfgparse-ssl.c:2290, 2361) */
  serverCurves: '2.9',
  /** server name taken from the Host by itself: `sni-auto`, `check-sni-auto` */
  automaticSni: '3.3',
} as const;
