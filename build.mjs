/**
 * Bundles the command into dist/bin: one small entry and chunks that are loaded when they are needed. Unbundled, loading
 * yargs alone takes longer than starting Node. The library (dist/src) is built by tsc, file by file.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const out = 'dist/bin';
rmSync(out, { recursive: true, force: true });

/** All that is printed is ASCII and colour: the emoji tables of these packages would be half of the start-up time. */
const narrow = {
  'string-width': "import width from './src/cli/width.ts'; export default width;",
  'strip-ansi': "import { stripColor } from './src/cli/width.ts'; export default stripColor;",
  'wrap-ansi': `import { wrap } from './src/report/formats/wrap.ts';
    export default (text, width) => text.split('\\n').flatMap((line) => wrap(line, width)).join('\\n');`,
};

const narrowText = {
  name: 'narrow-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(string-width|strip-ansi|wrap-ansi)$/ }, ({ path, kind, namespace }) => ({
      path,
      // Who requires such a package wants the function itself, and not a module with a default.
      namespace: kind === 'require-call' && namespace !== 'required' ? 'required' : 'narrow',
    }));
    const common = { resolveDir: '.', loader: 'js' };
    onLoad({ filter: /./, namespace: 'narrow' }, ({ path }) => ({ ...common, contents: narrow[path] }));
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      ...common,
      contents: `module.exports = require('${path}').default;`,
    }));
  },
};

const { metafile } = await build({
  entryPoints: ['bin/sni-doctor.ts'],
  outdir: out,
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: process.argv.includes('--sourcemap'),
  external: ['undici', '@peculiar/x509', 'reflect-metadata'],
  // CommonJS packages reach Node's own modules by require, which ESM does not have.
  banner: {
    js: `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`,
  },
  legalComments: 'none',
  metafile: true,
  plugins: [narrowText],
  logLevel: 'warning',
});
chmodSync(join(out, 'sni-doctor.js'), 0o755);
writeFileSync('dist/THIRD-PARTY-LICENSES', licences(Object.keys(metafile.inputs)));

/** The licence texts of everything that stands in the bundle. */
function licences(inputs) {
  const folders = inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file || !existsSync(join(folder, file))) throw new Error(`${name} has no licence text`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
