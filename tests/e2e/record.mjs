// Which functions of the program the first screens run: each of them sets a switch `ran:PLACE` that the program exports.
//
//   node tests/e2e/record.mjs FILE
//
// FILE gets the places. `cargo xtask record` serves such a program and calls this.

import { writeFileSync } from 'node:fs';
import { slide, startTandem, summed } from './harness.mjs';

/** First screens: what is stored, how large the window is, what the address asks for. In English: other words come later. */
const SCREENS = [
  {},
  { theme: 'dark' },
  { viewport: { width: 390, height: 844 } },
  { hints: true },
  { path: '?view=read' },
  { path: '?view=embed' },
];

/** The rest does not come: what is drawn when it is there is no part of a first screen. */
const script = `
  const real = window.fetch;
  window.fetch = (address, ...more) => /rest-/.test(address) ? new Promise(() => {}) : real(address, ...more);`;
/** How many times slower a page is beside other programs: what runs depends on how far its workers come meanwhile. */
const BESIDE_OTHERS = 4;

const ran = new Set();
const tandem = await startTandem();
try {
  for (const screen of SCREENS) await first(screen);
  const others = await beside();
  for (const screen of SCREENS) await first(screen, BESIDE_OTHERS);
  await others.close();
  await edit();
  await plans();
} finally {
  await tandem.stop();
}
writeFileSync(process.argv[2], [...ran].join(' '));

async function first(screen, slower = 1) {
  const visit = await tandem.visit({ ...screen, script, wait: false });
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await summed(visit.page);
  await collect(visit.page);
  await visit.close();
}

/** A page that keeps as many cores busy as there are. */
async function beside() {
  const visit = await tandem.visit();
  await visit.page.goto('about:blank');
  await visit.page.evaluate(() => {
    const address = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    window.others = Array.from({ length: navigator.hardwareConcurrency }, () => new Worker(address));
  });
  return visit;
}

/** A visit that moves a lever: the first thing that most people do, and what they do may not wait. */
async function edit() {
  const visit = await tandem.visit({ script });
  await summed(visit.page);
  const slider = visit.page.locator('input[type=range]').first();
  const [low, high] = await slider.evaluate((slider) => [Number(slider.min), Number(slider.max)]);
  await slide(slider, low + (high - low) * 0.4);
  await summed(visit.page);
  await collect(visit.page);
  await visit.page.reload();
  await summed(visit.page);
  await collect(visit.page);
  await visit.close();
}

/** First screens of other plans: kept in the browser since the visit before, and brought by a link. */
async function plans() {
  const visit = await tandem.visit({ script });
  const { page } = visit;
  const at = (id) => page.locator(`[data-testid=${id}]`);
  await summed(page);
  await at('examples').click();
  const examples = await page.locator('[data-testid^=example-]').evaluateAll((nodes) => nodes.map((node) => node.dataset.testid));
  await page.keyboard.press('Escape');
  for (const example of examples) {
    await at('examples').click();
    await at(example).click();
    await summed(page);
    await page.waitForTimeout(2000);
    await page.reload();
    await summed(page);
    await collect(page);
  }
  await at('share').click();
  const link = await at('share-link').inputValue();
  const reader = await tandem.visit({ path: link.slice(link.indexOf('#')), script });
  await summed(reader.page);
  await collect(reader.page);
  await reader.close();
  await visit.close();
}

async function collect(page) {
  const places = () => Object.entries(tandem.exports)
    .filter(([name, item]) => name.startsWith('ran:') && item.value === 1)
    .map(([name]) => Number(name.slice(4)));
  // What the page does after its last figure: what the next step brings, what is saved.
  await page.waitForTimeout(3000);
  for (const place of await page.evaluate(places)) ran.add(place);
  for (const worker of page.workers()) {
    for (const place of await worker.evaluate(places)) ran.add(place);
  }
}
