/** Names that clouds give to balancers and sites of theirs, each documented to change its addresses without notice. */
const clouds: readonly [pattern: RegExp, cloud: string][] = [
  [/\.elb(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/, 'AWS Elastic Load Balancing'],
  [/\.cloudfront\.net$/, 'Amazon CloudFront'],
  [/\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/, 'Amazon API Gateway'],
  [/(?:^|\.)s3(?:[.-](?:website[.-])?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/, 'Amazon S3'],
  [/\.lambda-url\.[a-z0-9-]+\.on\.aws$/, 'AWS Lambda'],
  [/\.azurewebsites\.(?:net|us)$/, 'Azure App Service'],
  [/\.azurefd\.net$/, 'Azure Front Door'],
  [/\.azureedge\.net$/, 'Azure CDN'],
  [/\.trafficmanager\.net$/, 'Azure Traffic Manager'],
  [/\.azurecontainerapps\.io$/, 'Azure Container Apps'],
  [/\.azure-api\.net$/, 'Azure API Management'],
  [/\.run\.app$/, 'Google Cloud Run'],
  [/\.appspot\.com$/, 'Google App Engine'],
  [/\.cloudfunctions\.net$/, 'Google Cloud Functions'],
  [/\.(?:herokuapp|herokudns)\.com$/, 'Heroku'],
  [/\.(?:akamaiedge|edgekey|edgesuite|akamaized)\.net$/, 'Akamai'],
  [/\.fastly\.net$/, 'Fastly'],
  [/\.(?:vercel\.app|vercel-dns\.com)$/, 'Vercel'],
  [/\.netlify\.app$/, 'Netlify'],
  [/\.ondigitalocean\.app$/, 'DigitalOcean App Platform'],
];

/**
 * Whose name a server's address is.
 * @param name a host name
 * @returns the product; null: none that is known here
 */
export function cloudOf(name: string): string | null {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return clouds.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
