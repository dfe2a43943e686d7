import type { Pki } from '../../fixtures/pki.ts';
import { createPki } from '../../fixtures/pki.ts';

const day = 86_400_000;

/**
 * The files that configurations of the tests name, and what is wrong with each.
 * @param pki the authority of the fixtures
 * @returns PEM texts by path
 */
export async function lintFiles(pki: Pki): Promise<ReadonlyMap<string, string>> {
  const now = Date.now();
  const [past, longPast, future] = [new Date(now - day), new Date(now - 9 * day), new Date(now + day)];
  const strangers = await createPki('another CA');
  const names = ['haproxy.example.test'];
  const good = await pki.leaf({ names, clientAuth: true });
  const expired = await pki.leaf({ names, clientAuth: true, notAfter: past });
  const early = await pki.leaf({ names, clientAuth: true, notBefore: future });
  const ofServer = await pki.leaf({ names });
  const site = await pki.leaf({ names: ['www.example.test'] });
  const ofStranger = await strangers.leaf({ names, clientAuth: true });
  return new Map([
    ['site.pem', site.certPem + site.keyPem],
    ['ca.pem', pki.caPem],
    ['ca-expired.pem', await pki.caUntil(past)],
    ['ca-both.pem', (await pki.caUntil(past)) + pki.caPem],
    ['ca-other.pem', strangers.caPem],
    ['ca-intermediate.pem', await pki.intermediatePem()],
    ['crl.pem', await pki.revocations(past, future)],
    ['crl-expired.pem', await pki.revocations(longPast, past)],
    ['crl-early.pem', await pki.revocations(future, new Date(now + 9 * day))],
    ['crl-renewed.pem', (await pki.revocations(longPast, past)) + (await pki.revocations(past, future))],
    ['crl-other.pem', await strangers.revocations(past, future)],
    ['client.pem', good.certPem + good.keyPem],
    ['client-expired.pem', expired.certPem + expired.keyPem],
    ['client-early.pem', early.certPem + early.keyPem],
    ['client-of-server.pem', ofServer.certPem + ofServer.keyPem],
    ['client-of-stranger.pem', ofStranger.certPem + ofStranger.keyPem],
    ['client-without-key.pem', good.certPem],
    ['client-other-key.pem', good.certPem + expired.keyPem],
    ['client-beside.pem', good.certPem],
    ['client-beside.pem.key', good.keyPem],
  ]);
}
