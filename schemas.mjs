/** Writes docs/schemas/*.json from src/types.ts and src/*-types.ts, the one definition of what the command reads and writes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

/** The published schemas by file name, as text. */
function schemas() {
  const generator = createGenerator({
    path: 'src/{types,check-types,prove-types,upgrade-types,explain-types,triage-types,matrix-types}.ts',
    tsconfig: 'tsconfig.json',
    additionalProperties: true,
    skipTypeCheck: true,
  });
  const types = {
    'evidence-1.json': 'Evidence',
    'probe-1.json': 'ProbeResult',
    'check-1.json': 'CheckResult',
    'prove-1.json': 'ProveResult',
    'upgrade-1.json': 'UpgradeResult',
    'explain-1.json': 'ExplainResult',
    'triage-1.json': 'TriageResult',
    'matrix-1.json': 'MatrixCell',
    'matrix-diff-1.json': 'MatrixDiff',
    'matrix-result-1.json': 'MatrixResult',
  };
  return Object.entries(types).map(([file, type]) => {
    const schema = { $id: `sni-doctor/${file}`, ...generator.createSchema(type) };
    return [file, `${JSON.stringify(schema, null, 2)}\n`];
  });
}

for (const [file, text] of schemas()) {
  const path = `docs/schemas/${file}`;
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${path} is stale: npm run schemas`);
    process.exitCode = 1;
  }
}
