import type { Patient } from './cure.ts';

/** Places that serve anybody's site from the same addresses, by the names they give and the Server header they send. */
const clouds: readonly { name: string; domain: RegExp; server?: RegExp }[] = [
  { name: 'CloudFront', domain: /(?:^|\.)cloudfront\.net$/, server: /^CloudFront$/i },
  { name: 'API Gateway', domain: /(?:^|\.)execute-api\.[\w-]+\.amazonaws\.com$/ },
  { name: 'Amazon S3', domain: /(?:^|\.)s3[\w.-]*\.amazonaws\.com$/, server: /^AmazonS3$/i },
  { name: 'Azure', domain: /(?:^|\.)(?:azurewebsites|azurefd|azureedge|azure-api|trafficmanager)\.net$/ },
  { name: 'Cloud Run', domain: /(?:^|\.)(?:run\.app|appspot\.com|web\.app)$/ },
  { name: 'Cloudflare', domain: /(?:^|\.)(?:workers|pages)\.dev$/, server: /^cloudflare$/i },
  { name: 'Fastly', domain: /(?:^|\.)(?:fastly|fastlylb)\.net$/ },
  { name: 'Akamai', domain: /(?:^|\.)(?:akamaiedge|akamaized|edgekey|edgesuite)\.net$/, server: /^AkamaiGHost$/i },
  { name: 'Heroku', domain: /(?:^|\.)herokuapp\.com$/, server: /^Heroku$/i },
  { name: 'Netlify', domain: /(?:^|\.)netlify\.app$/, server: /^Netlify$/i },
  { name: 'Vercel', domain: /(?:^|\.)vercel\.app$/, server: /^Vercel$/i },
  { name: 'GitHub Pages', domain: /(?:^|\.)github\.io$/, server: /^GitHub\.com$/i },
];

/**
 * Recognises a shared cloud behind a server: a place where whoever chooses the name chooses whose site answers.
 * @param patient the server
 * @param names that it is asked for
 * @returns what it is called; null: none is recognised
 */
export function sharedCloud({ target, result, question }: Patient, names: readonly string[]): string | null {
  const { address } = target.server;
  const own = result.observations.filter(({ plan }) => plan.port === question.port);
  const known = [
    ...(address.kind === 'name' ? [address.name] : []),
    ...names,
    ...own.flatMap(({ tls }) => tls?.chain[0]?.names.map((name) => name.replace(/^\*\./, '')) ?? []),
  ].map((name) => name.toLowerCase().replace(/\.$/, ''));
  const servers = own.flatMap(({ http }) => http?.headers.server ?? []);
  const found = clouds.find(
    ({ domain, server }) => known.some((name) => domain.test(name)) || servers.some((one) => server?.test(one)),
  );
  return found?.name ?? null;
}
