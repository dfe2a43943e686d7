import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createPki } from '../../fixtures/pki.ts';

/** A server that has every host under example.test. */
export interface Site {
  port: number;
  caFile: string;
  /** How many requests for such a host came. */
  requests(): number;
  /** Called when that many more have come; that request is not answered any more. */
  after(requests: number, act: () => void): void;
  close(): Promise<void>;
}

/**
 * Starts it on loopback.
 * @param folder where the authority is put that a client has to trust
 */
export async function startSite(folder: string): Promise<Site> {
  const pki = await createPki();
  const { chainPem, keyPem } = await pki.leaf({ names: ['*.example.test'] });
  const caFile = `${folder}/ca.pem`;
  writeFileSync(caFile, pki.caPem);
  let requests = 0;
  let plan = { at: -1, act: () => {} };
  const server = createServer({ cert: chainPem, key: keyPem }, ({ headers }, response) => {
    if (!headers.host?.endsWith('.example.test')) {
      response.writeHead(404).end();
      return;
    }
    requests += 1;
    if (requests === plan.at) plan.act();
    else response.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    caFile,
    requests: () => requests,
    after(more, act) {
      plan = { at: requests + more, act };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
