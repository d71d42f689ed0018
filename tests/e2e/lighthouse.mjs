// Lighthouse on the page as a phone on a slow network sees it.
//
//   node tests/e2e/lighthouse.mjs FOLDER
//
// FOLDER is where `lighthouse` is installed; `cargo xtask lighthouse` puts it there and calls this.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = process.argv[2];
const report = join(mkdtempSync(join(tmpdir(), 'tandem-lighthouse-')), 'report.json');
execFileSync(process.execPath, [
  join(folder, 'node_modules/lighthouse/cli/index.js'), process.env.TANDEM_URL, '--quiet', '--output=json', `--output-path=${report}`,
  '--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking',
], { env: { ...process.env, CHROME_PATH: process.env.CHROME }, stdio: ['ignore', 'inherit', 'inherit'] });
const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
for (const { title, score, auditRefs } of Object.values(categories)) {
  console.log(`   ${title.padEnd(20)} ${Math.round(100 * score)}`);
  for (const { id, weight } of auditRefs) {
    const audit = audits[id];
    if (weight > 0 && audit.score !== null && audit.score < 0.9) {
      console.log(`      ${audit.title}: ${audit.displayValue ?? audit.score}`);
    }
  }
}
