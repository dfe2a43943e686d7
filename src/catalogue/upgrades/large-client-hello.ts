import { offersPostQuantum } from '../../haproxy/post-quantum.ts';
import { numberOf } from './age.ts';
import type { UpgradeCause } from './upgrade.ts';

/** The usual builds of one version send a post-quantum key share, and the backend does not take so large a ClientHello. */
export const largeClientHello: UpgradeCause = {
  id: 'large-client-hello',
  code: 'SNI349',
  title: 'the usual builds of only one of the versions send a large ClientHello, which the backend refuses',
  severity: 'error',
  explains({ refusesLargeHello, version }) {
    if (!refusesLargeHello || offersPostQuantum(version.from) === offersPostQuantum(version.to)) return null;
    const [large, small] = offersPostQuantum(version.to) ? [version.to, version.from] : [version.from, version.to];
    return `Builds of HAProxy ${numberOf(large)} mostly run on OpenSSL 3.5 or later, whose ClientHello does not fit one segment; those of ${numberOf(small)} on an older one (\`haproxy -vv | grep OpenSSL\` on both machines). Twice the large one was not answered. From 2.9 on \`curves X25519:P-256:P-384\` on the server line makes it small.`;
  },
};
