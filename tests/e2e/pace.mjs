// How the page paces itself in a real browser: work per frame of a drag, tasks that would be felt, memory over many edits.
//
//   node tests/e2e/pace.mjs [MINUTES]
//
// Figures of a machine at rest mean something, those of a busy one do not: nothing here is asserted.

import { rested, settled, slide, startTandem } from './harness.mjs';

const MINUTES = Number(process.argv[2] ?? 5);
const DRAG_STEPS = 120;
const EDITS = 500;
/** A task of this length is felt, milliseconds. */
const FELT = 50;
const PAUSE = 250;

const tandem = await startTandem();
try {
  await frames();
  await memory();
  await tasks();
} finally {
  await tandem.stop();
}

/** Main-thread work of each step of a drag, one step a frame. */
async function frames() {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const work = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const slider = page.locator('input[type=range]').first();
  const times = [];
  for (let step = 0; step < DRAG_STEPS; step += 1) {
    const before = await work();
    await slider.evaluate((node, at) => {
      node.value = String(Number(node.min) + (Number(node.max) - Number(node.min)) * at);
      node.dispatchEvent(new Event('input', { bubbles: true }));
      return new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
    }, 0.3 + 0.4 * step / DRAG_STEPS);
    times.push(await work() - before);
  }
  say('work a frame of a drag', times, 'ms');
  await visit.close();
}

/** Memory at rest before and after many edits. */
async function memory() {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const session = await page.context().newCDPSession(page);
  const held = async () => {
    await settled(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
    return { script: usedSize + (embedderHeapUsedSize ?? 0), wasm: backingStorageSize ?? 0 };
  };
  const sliders = page.locator('.lever input[type=range]');
  const count = await sliders.count();
  const edit = async (n) => {
    await slide(sliders.nth(n % count), await sliders.nth(n % count).evaluate((node, share) => (
      Number(node.min) + (Number(node.max) - Number(node.min)) * share), 0.2 + 0.6 * ((n * 37) % 100) / 100));
  };
  // What is made once, caches and undo to their limits, is there after the first edits.
  for (let n = 0; n < EDITS / 5; n += 1) await edit(n);
  const before = await held();
  for (let n = 0; n < EDITS; n += 1) {
    await edit(n);
    if (n % 100 === 99) process.stdout.write(`   … ${n + 1} of ${EDITS} edits\n`);
  }
  const after = await held();
  const grown = (name) => `${mb(before[name])} to ${mb(after[name])} MB`;
  console.log(`   memory, ${EDITS} edits    script ${grown('script')}, wasm and buffers ${grown('wasm')}`);
  await visit.close();
}

function mb(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** Tasks that block the page while somebody works with it. */
async function tasks() {
  const visit = await tandem.visit({ script: `
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push([entry.startTime, entry.duration]);
    }).observe({ type: 'longtask', buffered: true });` });
  const { page } = visit;
  await settled(page);
  const started = await page.evaluate(() => performance.now());
  const sliders = page.locator('.lever input[type=range]');
  const count = await sliders.count();
  const end = Date.now() + MINUTES * 60_000;
  let n = 0;
  let told = Date.now();
  while (Date.now() < end) {
    n += 1;
    if (n % 25 === 0) {
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press(['Control+z', '?', 'Control+k'][(n / 25) % 3]);
      await page.keyboard.press('Escape');
    } else {
      const slider = sliders.nth(n % count);
      await slide(slider, await slider.evaluate((node, share) => (
        Number(node.min) + (Number(node.max) - Number(node.min)) * share), 0.3 + 0.4 * ((n * 53) % 100) / 100));
    }
    await rested(page);
    await page.waitForTimeout(n % 10 === 0 ? 6 * PAUSE : PAUSE);
    if (Date.now() - told > 60_000) {
      told = Date.now();
      process.stdout.write(`   … ${Math.round((end - told) / 1000)} s to go\n`);
    }
  }
  const all = await page.evaluate(() => window.longTasks);
  const start = all.filter(([at]) => at <= started).map(([, time]) => time);
  const later = all.filter(([at]) => at > started).map(([, time]) => time);
  say(`tasks over ${FELT} ms at the start`, start, 'ms');
  say(`tasks over ${FELT} ms in ${MINUTES} min, ${n} edits`, later, 'ms');
  await visit.close();
}

function say(name, times, unit) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  const what = sorted.length === 0 ? 'none' : `median ${at(0.5)}, 95 % ${at(0.95)}, worst ${at(1)} ${unit} of ${sorted.length}`;
  console.log(`   ${name.padEnd(24)} ${what}`);
}
