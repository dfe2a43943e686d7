import type { Words } from './words.ts';

const elsewhere = 'Send the host name that this service knows, or add this one to it.';

/** Answers that say: not this Host. Each in the words of who gives it, which a status alone does not tell. */
export const refusedHosts: readonly Words[] = [
  {
    by: 'Windows (HTTP.sys, IIS)',
    status: [400],
    body: /Bad Request - Invalid Hostname|The request hostname is invalid/,
    says: 'the host name is invalid, since no site has a binding for it',
    advice:
      'Add a binding with this host name to the IIS site (or one without a host name), or send the name that it has.',
  },
  {
    by: 'Django',
    status: [400],
    body: /DisallowedHost|Invalid HTTP_HOST header/,
    says: 'the Host is not in its ALLOWED_HOSTS',
    advice: 'Send a Host that is in ALLOWED_HOSTS of the Django settings, or add this one there.',
  },
  {
    by: 'Django',
    status: [400],
    body: /<title>Bad Request \(400\)<\/title>[\s\S]*<h1>Bad Request \(400\)<\/h1>/,
    says: 'the request is suspicious, which most often is a Host that is not in ALLOWED_HOSTS',
    advice:
      'Send a Host that is in ALLOWED_HOSTS of the Django settings, or add this one there; its log says DisallowedHost.',
  },
  {
    by: 'Rails',
    status: [403],
    body: /Blocked hosts?: /,
    says: 'the Host is blocked by its HostAuthorization',
    advice:
      'Send a Host that is in config.hosts of the Rails application, or add this one there; config.host_authorization can exempt the path of the check.',
  },
  {
    by: 'Vite',
    body: /Blocked request\. This host (?:\(.{0,300}\) )?is not allowed/,
    says: 'this host is not allowed',
    advice: 'Add the host to server.allowedHosts (or preview.allowedHosts) in vite.config, or send one that is there.',
  },
  {
    by: 'webpack-dev-server',
    body: /^Invalid Host(?:\/Origin)? header/,
    says: 'the Host header is invalid',
    advice: 'Add the host to devServer.allowedHosts of the webpack configuration, or send one that is there.',
  },
  {
    by: 'Play Framework',
    status: [400],
    body: /Host not allowed: /,
    says: 'the Host is not allowed by its filter',
    advice: 'Add the host to play.filters.hosts.allowed, or send one that is there.',
  },
  {
    by: 'Symfony',
    body: /Untrusted Host/,
    says: 'the Host is not trusted',
    advice: 'Add the host to trusted_hosts (TRUSTED_HOSTS) of the Symfony application, or send one that is there.',
  },
  {
    by: 'Nextcloud',
    status: [400],
    body: /untrusted domain/i,
    says: 'the name is an untrusted domain',
    advice: 'Add the name to trusted_domains in config.php, or send one that is there.',
  },
  {
    by: 'Tomcat',
    status: [400],
    body: /is never valid in a domain name|The host \[.{0,300}\] is not valid/,
    says: 'the Host is no valid name (an underscore, say)',
    advice: 'Send a Host without underscores: no setting of Tomcat takes one.',
  },
  {
    by: 'Amazon CloudFront',
    status: [400, 403],
    body: /The request could not be satisfied/i,
    says: 'the request could not be satisfied: the Host is of no distribution, or the distribution blocks it',
    advice:
      'Send the name of the distribution, or one of its alternate domain names, as Host and as server name; a firewall or a country that is blocked gets the same page.',
  },
  {
    by: 'Amazon API Gateway',
    status: [403],
    body: /^\s*\{"message":\s?"Forbidden"\}/,
    says: 'Forbidden, which is what a Host gets that is of no API or stage',
    advice:
      'Send the API name (ID.execute-api.REGION.amazonaws.com, or the custom domain name) as Host and as server name; with that in place, look at the stage in the path, the API key and the resource policy.',
  },
  {
    by: 'Amazon API Gateway',
    status: [403],
    body: /^\s*\{"message":\s?"Missing Authentication Token"\}/,
    says: 'there is no such path or method (in the words "Missing Authentication Token")',
    advice: 'Ask for a path with the stage in it: --path /STAGE/RESOURCE.',
  },
  {
    by: 'Amazon S3',
    status: [404],
    body: /<Code>NoSuchBucket<\/Code>|Code: NoSuchBucket/,
    says: 'there is no bucket of the name that the Host stands for',
    advice: 'Send the name of the bucket (BUCKET.s3.REGION.amazonaws.com) as Host.',
  },
  {
    by: 'Cloudflare',
    status: [403, 409],
    body: /error code: 100[0136]|Direct IP access not allowed/,
    says: 'the Host is of no zone here, or is an address',
    advice: 'Send the name of the site as Host and as server name.',
  },
  { by: 'Fastly', body: /Fastly error: unknown domain/, says: 'the domain is unknown', advice: elsewhere },
  {
    by: 'Heroku',
    status: [404],
    body: /herokucdn\.com\/error-pages\/no-such-app|No such app/,
    says: 'there is no such app',
    advice: elsewhere,
  },
  {
    by: 'GitHub Pages',
    status: [404],
    body: /There isn't a GitHub Pages site here/,
    says: 'there is no site here',
    advice: elsewhere,
  },
  {
    by: 'Azure App Service',
    status: [404],
    body: /404 Web Site not found/,
    says: 'there is no such site',
    advice: elsewhere,
  },
  {
    by: 'Vercel',
    status: [404],
    body: /DEPLOYMENT_NOT_FOUND|deployment could not be found on Vercel/,
    says: 'there is no such deployment',
    advice: elsewhere,
  },
  {
    by: 'Kong',
    status: [404],
    body: /no Route matched with those values/,
    says: 'no route has this host and path',
    advice: 'Add the host (or the path) to a route of Kong, or send those that a route has.',
  },
];
