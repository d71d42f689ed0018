// Figures of the real bundle in a real browser: the first number, a drag, the trials.
//
// The app says when with performance marks and measures: `tandem:first-number` (mark),
// `tandem:preview` (measure, from the input event to the new numbers on the page) and
// `tandem:fan` (measure, from the input event until the chart has all its trials) and `tandem:trials` (measure, the trials and
// their summary alone).

import { HEADLINE, ready, settled, startTandem } from './harness.mjs';

const STARTS = 7;
const STEPS = 30;
const TRIALS = 2000;
/** Full runs of the page's workers. */
const RUNS = 7;
const FAN_LIMIT = 20_000;

let complete = true;
const tandem = await startTandem();
try {
  await start();
  await drag();
  await workers();
  await trials();
} finally {
  await tandem.stop();
}
process.exitCode = complete ? 0 : 1;

async function start() {
  const first = [];
  const paint = [];
  for (let i = 0; i < STARTS; i += 1) {
    const visit = await tandem.visit();
    first.push(await visit.page.evaluate(() => performance.getEntriesByName('tandem:first-number')[0].startTime));
    paint.push(await visit.page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime));
    await visit.close();
  }
  say('first paint', paint.filter((time) => time !== undefined));
  say('first number', first);
}

async function drag() {
  const visit = await tandem.visit();
  const slider = visit.page.locator('input[type=range]').first();
  if ((await slider.count()) === 0) return missing('drag to preview: the page has no slider');
  // Later steps than the first: a person who drags has already started.
  await slider.evaluate(steps, STEPS);
  const preview = await durations(visit.page, 'tandem:preview');
  if (preview.length === 0) missing('drag to preview: the page gives no measure `tandem:preview`');
  else say('drag to preview', preview);
  await visit.page.waitForFunction(
    () => performance.getEntriesByName('tandem:fan', 'measure').length > 0, null, { timeout: FAN_LIMIT },
  ).catch(() => {});
  const fan = await durations(visit.page, 'tandem:fan');
  if (fan.length === 0) missing('drag to full fan: the page gives no measure `tandem:fan`');
  else say('drag to full fan', fan);
  await visit.close();
}

/** Runs in the page: a drag, one step per frame. */
async function steps(slider, count) {
  const [min, max] = [Number(slider.min || 0), Number(slider.max || 100)];
  performance.clearMeasures();
  for (let i = 1; i <= count; i += 1) {
    slider.value = String(min + ((max - min) * (0.3 + 0.4 * i / count)));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
  }
  slider.dispatchEvent(new Event('change', { bubbles: true }));
}

function durations(page, name) {
  return page.evaluate((name) => performance.getEntriesByName(name, 'measure').map((m) => m.duration), name);
}

/** All trials of the plan by the page's workers, their summary included, from the moment they are started. */
async function workers() {
  const visit = await tandem.visit();
  await settled(visit.page);
  const slider = visit.page.locator('input[type=range]').first();
  const n = await visit.page.evaluate(() => navigator.hardwareConcurrency);
  for (let run = 0; run < RUNS; run += 1) {
    await slider.evaluate((slider, run) => {
      slider.value = String(Number(slider.min) + (Number(slider.max) - Number(slider.min)) * (0.3 + 0.05 * run));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      slider.dispatchEvent(new Event('change', { bubbles: true }));
    }, run);
    await visit.page.waitForFunction(
      (count) => performance.getEntriesByName('tandem:trials', 'measure').length > count, run, { timeout: FAN_LIMIT },
    ).catch(() => {});
  }
  // The first is that of the page's start.
  const times = (await durations(visit.page, 'tandem:trials')).slice(1);
  if (times.length === 0) missing('trials of the workers: the page gives no measure `tandem:trials`');
  else say(`trials, ${n} workers`, times);
  await visit.close();
}

async function trials() {
  const visit = await tandem.visit();
  await ready(visit.page);
  await visit.page.locator(HEADLINE).first().waitFor();
  const there = await visit.page.evaluate(() => typeof wasm_bindgen.tandem_bench === 'function');
  if (!there) return missing('trials per second: the page exports no `tandem_bench`');
  await visit.page.evaluate((n) => wasm_bindgen.tandem_bench(n), TRIALS / 10);
  const rates = [];
  for (let run = 0; run < RUNS; run += 1) {
    rates.push(await visit.page.evaluate((n) => wasm_bindgen.tandem_bench(n), TRIALS / 4));
  }
  const rate = Math.max(...rates);
  console.log(`   wasm, one thread     ${Math.round(rate)} trials/s, ${(10_000 / rate).toFixed(2)} s for 10,000`);
  await visit.close();
}

function say(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1);
  console.log(`   ${name.padEnd(20)} median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms of ${times.length}`);
}

function missing(what) {
  complete = false;
  console.log(`!! ${what}`);
}
