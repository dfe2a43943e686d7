import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * The command, bundled as it is published: it starts fast, and no other test builds it at the same time.
 * @param folder inside of this repository, where it finds its packages
 * @returns the path of the file to start
 */
export async function bundleCommand(folder: string): Promise<string> {
  await build({
    entryPoints: [fileURLToPath(new URL('../../bin/sni-doctor.ts', import.meta.url))],
    outdir: `${folder}/bin`,
    bundle: true,
    splitting: true,
    external: ['undici', '@peculiar/x509', 'reflect-metadata'],
    platform: 'node',
    format: 'esm',
    // CommonJS packages reach Node's own modules by require, which ESM does not have.
    banner: {
      js: `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  return `${folder}/bin/sni-doctor.js`;
}
