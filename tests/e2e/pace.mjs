// How the page paces itself in a real browser: work per frame of a drag, tasks that would be felt, memory over many edits.
//
//   node tests/e2e/pace.mjs [MINUTES]      0: the drag alone
//
// Figures of a machine at rest mean something, those of a busy one less: nothing here is asserted.

import { rested, settled, slide, startTandem } from './harness.mjs';

const MINUTES = Number(process.argv[2] ?? 5);
const DRAG_STEPS = 120;
/** From one step to the next, milliseconds: two frames. */
const STEP = 33;
const EDITS = 500;
/** A task of this length is felt, milliseconds. */
const FELT = 50;
const PAUSE = 250;

const tandem = await startTandem();
try {
  await frames();
  if (MINUTES > 0) {
    await memory();
    await tasks();
  }
} finally {
  await tandem.stop();
}

/**
 * Main-thread work of each step of a drag by mouse, from one move to the next: time of the processor, which other programs on the
 * machine do not lengthen.
 */
async function frames() {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const slider = page.locator('.lever input[type=range]').first();
  const box = await slider.boundingBox();
  const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  const drag = async () => {
    await to(0.4);
    await page.mouse.down();
    for (let step = 1; step <= DRAG_STEPS; step += 1) {
      await to(0.4 + 0.3 * Math.sin(step / 6));
      await page.waitForTimeout(STEP);
    }
    await page.mouse.up();
    await settled(page);
  };
  // What runs for the first time is compiled then.
  await drag();
  const session = await page.context().browser().newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  const includedCategories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await drag();
  await session.send('Tracing.end');
  await complete;
  const thread = ({ pid, tid }) => `${pid}.${tid}`;
  const moves = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'mousemove').sort((x, y) => x.ts - y.ts);
  const tasks = events.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && thread(event) === thread(moves[0]));
  const between = (from, until) => tasks.filter(({ ts }) => ts >= from && ts < until).reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000;
  // A task begins before its event.
  const starts = moves.map(({ ts }) => Math.max(...tasks.filter((task) => task.ts <= ts).map((task) => task.ts)));
  const each = (marks) => marks.slice(0, -1).map((from, place) => between(from, marks[place + 1]));
  const frames = events.filter((event) => event.name === 'Commit' && thread(event) === thread(moves[0]))
    .map(({ ts }) => ts).filter((ts) => ts >= starts[0] && ts <= starts.at(-1)).sort((x, y) => x - y);
  say('work a step of a drag', each(starts.slice(1)), 'ms');
  say('work a frame of it', each(frames), 'ms');
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
