// The reference workload in plain JavaScript, typed arrays, one thread: what a good developer would write.
//
// node reference.mjs MODEL.json TRIALS REPEATS: prints [seconds, figures] as `tandem-reference run` does.
// node reference.mjs wasm GLUE.js TRIALS REPEATS: times the engine's own kernels, compiled to wasm, the same way.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const DWELL = 16;

// ---- Random numbers: sfc32, 32-bit operations only.
let a = 1, b = 2, c = 3, d = 4;
let spare = 0, hasSpare = false;

function seed(s) {
  [a, b, c, d] = [s | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  hasSpare = false;
  for (let i = 0; i < 20; i += 1) bits();
}

function bits() {
  const t = (a + b | 0) + d | 0;
  d = d + 1 | 0;
  a = b ^ b >>> 9;
  b = c + (c << 3) | 0;
  c = (c << 21 | c >>> 11) + t | 0;
  return t >>> 0;
}

function uniform() { return (bits() + 0.5) * 2.3283064365386963e-10; }

function normal() {
  if (hasSpare) { hasSpare = false; return spare; }
  let x, y, s;
  do { x = 2 * uniform() - 1; y = 2 * uniform() - 1; s = x * x + y * y; } while (s >= 1 || s === 0);
  const f = Math.sqrt(-2 * Math.log(s) / s);
  spare = y * f; hasSpare = true;
  return x * f;
}

// Marsaglia and Tsang.
function gamma(shape) {
  const d = shape - 1 / 3, k = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    let v = 1 + k * x;
    if (v <= 0) continue;
    v = v * v * v;
    const u = uniform();
    if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

function beta(p, q) { const x = gamma(p); return x / (x + gamma(q)); }

const LOG_FACTORIAL = new Float64Array(65536);
for (let i = 1; i < LOG_FACTORIAL.length; i += 1) LOG_FACTORIAL[i] = LOG_FACTORIAL[i - 1] + Math.log(i);

// Hörmann's transformed rejection for large means, search for small ones.
function poisson(mean) {
  if (mean < 10) {
    let p = Math.exp(-mean), u = uniform(), k = 0;
    while (u > p && k < 200) { u -= p; k += 1; p *= mean / k; }
    return k;
  }
  const s = 0.931 + 2.53 * Math.sqrt(mean), t = -0.059 + 0.02483 * s;
  const inv = 1.1239 + 1.1328 / (s - 3.4), sure = 0.9277 - 3.6224 / (s - 2);
  for (;;) {
    const u = uniform() - 0.5, v = uniform(), us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * t / us + s) * u + mean + 0.43);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log(v * inv / (t / (us * us) + s)) <= k * Math.log(mean) - mean - LOG_FACTORIAL[k]) return k;
  }
}

function binomial(n, p0) {
  if (n === 0) return 0;
  const flip = p0 > 0.5, p = flip ? 1 - p0 : p0, q = 1 - p;
  let k = 0;
  if (n * p < 10) {
    const odds = p / q;
    let f = Math.exp(n * Math.log(q)), u = uniform();
    while (u > f && k < n) { u -= f; k += 1; f *= odds * (n - k + 1) / k; }
  } else {
    const sd = Math.sqrt(n * p * q), s = 1.15 + 2.53 * sd, t = -0.0873 + 0.0248 * s + 0.01 * p;
    const center = n * p + 0.5, sure = 0.92 - 4.2 / s;
    for (;;) {
      const u = uniform() - 0.5, v = uniform(), us = 0.5 - Math.abs(u);
      k = Math.floor((2 * t / us + s) * u + center);
      if (k < 0 || k > n) continue;
      if (us >= 0.07 && v <= sure) break;
      const alpha = (2.83 + 5.1 / s) * sd, m = Math.floor((n + 1) * p);
      const weight = LOG_FACTORIAL[m] + LOG_FACTORIAL[n - m] - LOG_FACTORIAL[k] - LOG_FACTORIAL[n - k];
      if (Math.log(v * alpha / (t / (us * us) + s)) <= weight + (k - m) * Math.log(p / q)) break;
    }
  }
  return flip ? n - k : k;
}

// Walker's alias table with 16 entries: one 32-bit number draws a week.
function alias(weights) {
  const p = weights.map((w) => w * DWELL), threshold = new Uint32Array(DWELL).fill(0xffffffff);
  const other = new Uint8Array(DWELL).map((_, i) => i);
  const small = [], large = [];
  p.forEach((x, i) => (x < 1 ? small : large).push(i));
  while (small.length && large.length) {
    const s = small.pop(), l = large[large.length - 1];
    threshold[s] = Math.floor(p[s] * 268435456); other[s] = l;
    p[l] -= 1 - p[s];
    if (p[l] < 1) { large.pop(); small.push(l); }
  }
  return { threshold, other };
}

function prepare(m) {
  const channels = m.spend.length, stages = m.beta_a[0].length, weeks = m.spend[0].length;
  const response = m.spend.map((spend, channel) => {
    const kept = m.carryover[channel];
    let stock = 0;
    return Float64Array.from(spend, (x) => { stock = (1 - kept) * x + kept * stock; return stock ** m.slope[channel]; });
  });
  return { ...m, channels, stages, weeks, response, dwells: m.dwell.map((stages) => stages.map(alias)) };
}

function value(m, wins, deal) {
  if (wins === 0) return 0;
  const variance = Math.log1p(m.deal_cv * m.deal_cv / wins);
  return wins * deal * Math.exp(Math.sqrt(variance) * normal() - 0.5 * variance);
}

function trials(m, n) {
  const { weeks, channels, stages } = m;
  const revenue = new Float64Array(weeks * n), wins = new Int32Array(weeks);
  let entering = new Int32Array(weeks + DWELL + 1), next = new Int32Array(weeks + DWELL + 1);
  for (let trial = 0; trial < n; trial += 1) {
    const deal = Math.exp(m.deal_mu + m.deal_sigma * normal());
    wins.fill(0);
    for (let channel = 0; channel < channels; channel += 1) {
      const half = Math.exp(m.slope[channel] * (Math.log(m.half_median[channel]) + m.half_sigma * normal()));
      const response = m.response[channel], most = m.most_leads[channel];
      for (let week = 0; week < weeks; week += 1) entering[week] = poisson(most * response[week] / (response[week] + half));
      for (let stage = 0; stage < stages; stage += 1) {
        const rate = beta(m.beta_a[channel][stage], m.beta_b[channel][stage]);
        const { threshold, other } = m.dwells[channel][stage];
        next.fill(0);
        for (let week = stage; week < weeks; week += 1) {
          let k = binomial(entering[week], rate);
          while (k-- > 0) {
            const r = bits(), j = r >>> 28;
            next[week + 1 + ((r & 0x0fffffff) < threshold[j] ? j : other[j])] += 1;
          }
        }
        [entering, next] = [next, entering];
      }
      for (let week = 0; week < weeks; week += 1) wins[week] += entering[week];
    }
    for (let week = 0; week < weeks; week += 1) revenue[week * n + trial] = value(m, wins[week], deal);
  }
  return revenue;
}

function figures(m, n) {
  const revenue = trials(m, n), totals = new Float64Array(n), weeks = [];
  const quantiles = (values) => {
    values.sort();
    return [0.1, 0.5, 0.9].map((level) => {
      const at = level * (n - 1), i = Math.floor(at), j = Math.min(i + 1, n - 1);
      return values[i] + (values[j] - values[i]) * (at - i);
    });
  };
  for (let week = 0; week < m.weeks; week += 1) {
    const column = revenue.slice(week * n, week * n + n);
    for (let i = 0; i < n; i += 1) totals[i] += column[i];
    weeks.push(quantiles(column));
  }
  const mean = totals.reduce((x, y) => x + y, 0) / n;
  const sd = Math.sqrt(totals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n);
  return { trials: n, total: quantiles(totals), mean, sd, weeks };
}

function timed(run, repeats) {
  const seconds = [];
  let last;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    last = run(repeat);
    seconds.push((performance.now() - start) / 1000);
  }
  seconds.sort((x, y) => x - y);
  console.log(JSON.stringify([seconds[seconds.length >> 1], last]));
}

const args = process.argv.slice(2);
if (args[0] === 'wasm') {
  const kernels = createRequire(import.meta.url)(args[1]);
  const n = Number(args[2]);
  // The engine compiles in two steps; the second needs some work to have been done.
  kernels.run(64, 1);
  timed(() => JSON.parse(kernels.run(n, 1)), Number(args[3]));
} else {
  const m = prepare(JSON.parse(fs.readFileSync(args[0])));
  const n = Number(args[1]);
  seed(99);
  figures(m, 100);
  timed((repeat) => { seed(1000 + repeat); return figures(m, n); }, Number(args[2]));
}
