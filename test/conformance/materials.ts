import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPki, type Leaf, type Pki } from '../../fixtures/pki.ts';
import { endWithParent } from '../interop/real/end-with-parent.ts';

/** The name under which clients ask for the site. */
export const host = 'www.example.test';

/** A name that the backends do not know. */
export const otherHost = 'other.example.test';

/** Paths that a configuration may name. */
export interface Files {
  /** The authority of every backend. */
  ca: string;
  /** One that no backend's certificate leads to. */
  otherCa: string;
  /** A client certificate of the backends' authority, with its key. */
  client: string;
  /** The certificate of HAProxy's own frontends, with its key. */
  frontend: string;
}

/** Certificates and the files that hold them. */
export interface Materials {
  pki: Pki;
  /** The site's certificate. */
  leaf: Leaf;
  /** That of a server's default site. */
  defaultLeaf: Leaf;
  files: Files;
  /** Removes the files. */
  remove(): void;
}

/**
 * Makes the certificates that backends and configurations share, in a temporary folder.
 * @returns them, and where they are
 */
export async function makeMaterials(): Promise<Materials> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-conformance-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const forget = endWithParent(removeFolder);
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const pki = await createPki();
  const leaf = await pki.leaf({ names: [host] });
  const client = await pki.leaf({ names: ['haproxy.example.test'], clientAuth: true });
  return {
    pki,
    leaf,
    defaultLeaf: await pki.leaf({ names: ['default.example.test'] }),
    files: {
      ca: write('ca.pem', pki.caPem),
      otherCa: write('other-ca.pem', (await createPki('another CA')).caPem),
      client: write('client.pem', client.chainPem + client.keyPem),
      frontend: write('frontend.pem', leaf.chainPem + leaf.keyPem),
    },
    remove: () => {
      removeFolder();
      forget();
    },
  };
}
