import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, server } from './signs.ts';

/** Google's front ends: cloud load balancers, Cloud Run, App Engine (Cloud Load Balancing docs: URL maps, target proxies). */
export const google: Product = {
  id: 'google',
  name: 'Google Cloud',
  outermost: true,
  signs: [
    server(/^(?:Google Frontend|gws|ESF)$/),
    header('via', /^1\.1 google$/),
    page(/<title>Error \d{3} \([^)]{1,40}\)!!1<\/title>/, 'its own error page'),
  ],
  remedies: {
    'default-certificate': ['whoever sends no name gets the first certificate of the target proxy.'],
    'certificate-wrong-name': ['add a certificate for NAME to the target HTTPS proxy.'],
    'host-not-served': ['a host rule of the URL map with NAME (Cloud Run: a domain mapping) serves it.'],
    'unexpected-status': [
      { text: 'Cloud Armor or IAM refuses: the invoker role, or a rule of the policy.', status: 403 },
    ],
    ...redirects('`httpsRedirect` of the URL map sends to https.'),
  },
};
