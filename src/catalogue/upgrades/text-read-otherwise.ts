import type { HealthCheck, ProxySection, Server } from '../../haproxy/model/types.ts';
import { numberOf } from './age.ts';
import type { Turn, UpgradeCause } from './upgrade.ts';

/** The same text means something else: a branch of `.if`, an empty word, check rules that are merged otherwise. */
export const textReadOtherwise: UpgradeCause = {
  id: 'text-read-otherwise',
  code: 'SNI344',
  title: 'the versions read the text otherwise',
  severity: 'error',
  explains(turn) {
    const { version } = turn;
    const found = ofServer(turn) ?? ofRules(turn);
    if (!found) return null;
    const [one, other] = found.from === null ? ([version.to, version.from] as const) : [version.from, version.to];
    return `Only HAProxy ${numberOf(one)} reads ${found.from ?? found.to} here, ${numberOf(other)} does not.`;
  },
};

interface Found {
  from: string | null;
  to: string | null;
}

function ofServer({ server }: Turn): Found | null {
  return firstOf(settings(server.from), settings(server.to));
}

function settings({ settings, versions }: Server): string[] {
  return [...settings.values(), ...versions].map(({ keyword, args }) =>
    ["the server's", keyword, ...args.map(({ text }) => text)].join(' '),
  );
}

function ofRules({ of, proxy, server }: Turn): Found | null {
  if (of === 'traffic') return firstOf(requests(proxy.from), requests(proxy.to));
  const rules = (side: 'from' | 'to') => checks(server[side].ownCheck ?? proxy[side].check);
  return firstOf(rules('from'), rules('to'));
}

function requests({ requestRules }: ProxySection): string[] {
  return requestRules.map(({ action, args }) => ['http-request', action, ...args.map(({ text }) => text)].join(' '));
}

function checks({ type, rules }: HealthCheck): string[] {
  return [
    `a check of the type ${type}`,
    ...rules.flatMap((rule) => {
      if (rule.action === 'connect') return [`a connect rule (${JSON.stringify(stripped(rule))})`];
      if (rule.action !== 'send') return [];
      const headers = rule.headers.map(([name, value]) => `, ${name}: ${value}`).join('');
      return [`the check's request ${rule.method} ${rule.uri} ${rule.version}${headers}`];
    }),
  ];
}

function stripped<T extends { at: unknown; step: number }>({ at: _, step: __, ...rest }: T): Omit<T, 'at' | 'step'> {
  return rest;
}

/** The first that only one of them has. */
function firstOf(from: readonly string[], to: readonly string[]): Found | null {
  const gone = from.find((one) => !to.includes(one));
  if (gone !== undefined) return { from: gone, to: null };
  const come = to.find((one) => !from.includes(one));
  return come === undefined ? null : { from: null, to: come };
}
