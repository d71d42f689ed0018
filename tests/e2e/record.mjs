// Which functions of the program run until the answer stands, and which the first screens run besides: each function sets a
// switch `ran:PLACE` that the program exports.
//
//   node tests/e2e/record.mjs ANSWER SCREENS
//
// Both files get places. `cargo xtask record` serves such a program and calls this.

import { writeFileSync } from 'node:fs';
import { slide, startTandem, summed } from './harness.mjs';

/** Visits that see the answer before the rest of the screen (assets/boot.js): what is stored, how large the window is. */
const FIRST_VISITS = [
  {},
  { theme: 'dark' },
  { viewport: { width: 390, height: 844 } },
  { hints: true },
];
/** Those that wait for the whole screen, by language and address. */
const OTHER_VISITS = [
  { path: '?view=read' },
  { path: '?view=embed' },
  { lang: 'zh-CN' },
  { lang: 'zh-CN', viewport: { width: 390, height: 844 } },
];
/** The program is whole; the rest counts as missing, for the answer also what the first screen needs besides it. */
const without = (more) => `
  addEventListener('DOMContentLoaded', () => {
    const never = () => new Promise(() => {});
    tandem.awaitRest = never;
    tandem.fetchMore = tandem.awaitMore = ${more ? 'never' : 'async () => null'};
  });`;
const script = without(false);
/** How many times slower a page is beside other programs: what runs depends on how far its workers come meanwhile. */
const BESIDE_OTHERS = 4;

const ran = { answer: new Set(), screens: new Set() };
const tandem = await startTandem();
try {
  await visits();
  const others = await beside();
  await visits(BESIDE_OTHERS);
  await others.close();
  await edit();
  await plans();
} finally {
  await tandem.stop();
}
for (const [at, places] of [ran.answer, ran.screens].entries()) writeFileSync(process.argv[2 + at], [...places].join(' '));

async function visits(slower = 1) {
  for (const screen of FIRST_VISITS) {
    const { page, close } = await opened(screen, without(true), slower);
    await page.locator('.kpis:not(.bones)').waitFor();
    await collect(page, ran.answer);
    await close();
  }
  for (const screen of [...FIRST_VISITS, ...OTHER_VISITS]) {
    const { page, close } = await opened(screen, script, slower);
    await summed(page);
    await collect(page);
    await close();
  }
}

async function opened(screen, script, slower) {
  const visit = await tandem.visit({ ...screen, script, wait: false });
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return visit;
}

/** A page that keeps as many cores busy as there are. */
async function beside() {
  const visit = await tandem.visit({ wait: false });
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
  await again(visit.page);
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
    await again(page);
  }
  await at('share').click();
  const link = await at('share-link').inputValue();
  const reader = await tandem.visit({ path: link.slice(link.indexOf('#')), script });
  await summed(reader.page);
  await collect(reader.page);
  await Promise.all([reader.close(), visit.close()]);
}

/** The same plan opened anew. */
async function again(page) {
  await page.reload();
  await summed(page);
  await collect(page);
}

function places() {
  return Object.entries(tandem.exports)
    .filter(([name, item]) => name.startsWith('ran:') && item.value === 1)
    .map(([name]) => Number(name.slice(4)));
}

async function collect(page, into = ran.screens) {
  // What the page does after its last figure: what the next step brings, what is saved.
  await page.waitForTimeout(3000);
  for (const program of [page, ...page.workers()]) {
    for (const place of await program.evaluate(places)) into.add(place);
  }
}
