// Runs the reference workload in every program in turn, checks the results against each other, prints times and ratios.
//
// Environment: REFERENCE (the native program), KERNELS (the glue of the same compiled to wasm), PYTHON (one that has numpy;
// empty: left out, loudly), TRIALS, ROUNDS.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const trials = Number(process.env.TRIALS ?? 2000);
const rounds = Number(process.env.ROUNDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'tandem-reference-'));
const model = join(folder, 'model.json');
writeFileSync(model, run(process.env.REFERENCE, ['model', '1']));

const script = join(here, 'reference.mjs');
const programs = [
  ['engine, native', process.env.REFERENCE, ['run', trials, 1, 1]],
  ['engine, wasm in V8', process.execPath, [script, 'wasm', process.env.KERNELS, trials, 1]],
  ['JavaScript', process.execPath, [script, model, trials, 1]],
];
if (process.env.PYTHON) programs.push(['numpy', process.env.PYTHON, [join(here, 'reference.py'), model, trials, 1]]);
else console.log('!! SKIPPED: numpy could not be installed, there is no figure of it');

const results = new Map(programs.map(([name]) => [name, { seconds: [], figures: null }]));
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, program, args] of programs) {
    process.stderr.write(`   round ${round} of ${rounds}: ${name}\n`);
    const [seconds, figures] = JSON.parse(run(program, args.map(String)));
    results.get(name).seconds.push(seconds);
    results.get(name).figures = figures;
  }
}
rmSync(folder, { recursive: true });

const median = (list) => [...list].sort((x, y) => x - y)[list.length >> 1];
const wasm = median(results.get('engine, wasm in V8').seconds);
for (const [name, { seconds }] of results) {
  const time = median(seconds);
  const per = (time / trials * 10_000).toFixed(2);
  console.log(`   ${name.padEnd(20)} ${per.padStart(7)} s per 10,000 trials, ${(time / wasm).toFixed(2)} times the wasm`);
}

let agree = true;
const own = results.get('engine, native').figures;
const same = JSON.stringify(own) === JSON.stringify(results.get('engine, wasm in V8').figures);
if (!same) fault('native and wasm differ');
// Two samples of one law: a mean is within four standard errors of the difference; a percentile's error is less than twice that
// of a mean for P10 to P90 of a law like this one.
const error = own.sd * Math.sqrt(2 / trials);
for (const [name, { figures }] of results) {
  if (Math.abs(figures.mean - own.mean) > 4 * error) fault(`${name}: mean ${figures.mean} against ${own.mean}`);
  figures.total.forEach((value, i) => {
    if (Math.abs(value - own.total[i]) > 8 * error) fault(`${name}: percentile ${value} against ${own.total[i]}`);
  });
}
if (agree) console.log('   results agree: native and wasm bit for bit, the others within Monte Carlo error');
process.exitCode = agree ? 0 : 1;

function fault(what) {
  agree = false;
  console.log(`!! ${what}`);
}

function run(program, args) {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
}
