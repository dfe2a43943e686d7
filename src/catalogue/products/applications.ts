import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, server } from './signs.ts';

/** Home Assistant, or another application on aiohttp (Home Assistant docs: HTTP integration). */
export const homeAssistant: Product = {
  id: 'home-assistant',
  name: 'Home Assistant',
  signs: [page(/^400: Bad Request$/, 'its answer 400', { status: [400] }), server(/\baiohttp\//)],
  remedies: {
    'unexpected-status': [
      {
        text: '`http:` with `use_x_forwarded_for: true` and the address of HAProxy in `trusted_proxies`.',
        status: 400,
      },
    ],
    'host-required': [
      {
        text: '`http:` with `use_x_forwarded_for: true` and the address of HAProxy in `trusted_proxies`.',
        status: 400,
      },
    ],
  },
};

/** Forgejo, and Gitea that it comes from (Forgejo docs: configuration cheat sheet, `[server]`). */
export const forgejo: Product = {
  id: 'forgejo',
  name: 'Forgejo or Gitea',
  madeOf: ['go'],
  signs: [
    header('set-cookie', /^i_like_gitea=/, 'its cookie'),
    page(/<meta name="author" content="(?:Forgejo|Gitea) /, 'its page'),
  ],
  remedies: {
    ...redirects('`REDIRECT_OTHER_PORT` of `[server]` does it; `PROTOCOL = http` serves clear text.'),
    'proxy-protocol-required': ['`USE_PROXY_PROTOCOL = true` of `[server]` wants it.'],
  },
};

const allowed = 'add NAME to `ALLOWED_HOSTS`; a check is to send it as Host.';

/** Django (Django docs: settings). */
export const django: Product = {
  id: 'django',
  name: 'Django',
  signs: [page(/<h1>Bad Request \(400\)<\/h1>|<title>DisallowedHost/, 'its answer 400', { status: [400] })],
  remedies: {
    'host-required': [{ text: allowed, status: 400 }],
    'unexpected-status': [{ text: allowed, status: 400 }],
    'forwarded-proto-required': [
      "`SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')` makes it believe the header.",
    ],
  },
};

/** Ruby on Rails (Rails guides: host authorization). */
export const rails: Product = {
  id: 'rails',
  name: 'Ruby on Rails',
  signs: [page(/<h1>Blocked hosts?: /, 'its words for a Host', { status: [403] })],
  remedies: {
    'host-required': [{ text: '`config.hosts << "NAME"`; a check is to send it as Host.', status: 403 }],
    'unexpected-status': [{ text: '`config.hosts << "NAME"` lets this Host in.', status: 403 }],
    'forwarded-proto-required': ['`config.assume_ssl = true`, or the header, ends what `config.force_ssl` does.'],
  },
};

/** Nextcloud (Nextcloud docs: reverse proxy, trusted domains). */
export const nextcloud: Product = {
  id: 'nextcloud',
  name: 'Nextcloud',
  signs: [page(/Access through untrusted domain/, 'its words for a Host', { status: [400] })],
  remedies: {
    'host-required': [
      { text: 'add NAME to `trusted_domains`; a check is to send it, or to ask `/status.php`.', status: 400 },
    ],
    'unexpected-status': [{ text: 'add NAME to `trusted_domains` in config.php.', status: 400 }],
  },
};
