// What moves in a real Chromium, and that it is sharp: nothing is animated for who wants no motion, nothing jumps when results come in,
// and every drawing is drawn for its size.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, settled, slide, startTandem } from './harness.mjs';

const PHONE = { width: 390, height: 844 };
const PRICES = { timeout: 60_000 };

/** Tells what is set in motion, and how far things jump that nobody moved. */
const WATCH = `
  window.moves = [];
  window.jumps = [];
  for (const kind of ['animationstart', 'transitionrun']) {
    addEventListener(kind, ({ target }) => window.moves.push(kind + ' of ' + (target.className.baseVal ?? target.className)), true);
  }
  const name = ({ node }) => (node?.nodeType === 1 ? node : node?.parentElement)?.className;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.jumps.push([shift.value, ...shift.sources.map(name)]);
  }).observe({ type: 'layout-shift', buffered: true });
`;

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

/** Drags a lever, duplicates and compares a scenario, folds, opens and closes a dialog, shows the slides. */
async function walk(page) {
  await slide(at(page, 'lever-win-rate').locator('input[type=range]'), 700);
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await at(page, 'compare').click();
  await settled(page);
  const tab = await at(page, 'scenario-B').boundingBox();
  await page.mouse.move(tab.x + 20, tab.y + 20);
  await page.mouse.down();
  await page.mouse.move(tab.x - 60, tab.y + 20, { steps: 4 });
  await page.mouse.up();
  if (await page.locator('.fold').first().isVisible()) await page.locator('.fold').first().click();
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  for (let turn = 0; turn < 5; turn += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
}

test('nothing is animated for who wants no motion', async () => {
  const seen = {};
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const visit = await tandem.visit({ script: WATCH });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion });
    await page.reload();
    await settled(page);
    await walk(page);
    seen[reducedMotion] = await page.evaluate(() => window.moves);
    await visit.end();
  }
  assert.deepEqual(seen.reduce, []);
  assert.ok(seen['no-preference'].length > 3, 'what is counted');
});

test('nothing jumps when the futures and what the next step brings come in', async () => {
  for (const options of [{}, { lang: 'zh-CN' }, { viewport: PHONE }, { viewport: PHONE, lang: 'zh-CN' }]) {
    const visit = await tandem.visit({ ...options, script: WATCH });
    const { page } = visit;
    await settled(page);
    await page.locator('[data-testid=headline][data-prices=ready]').waitFor(PRICES);
    await page.waitForTimeout(300);
    const jumps = await page.evaluate(() => window.jumps);
    const sum = jumps.reduce((sum, [value]) => sum + value, 0);
    assert.ok(sum < 0.01, `${JSON.stringify(options)}: ${JSON.stringify(jumps)}`);
    await visit.end();
  }
});

test('where a list grows, what it had is not drawn anew', async () => {
  const visit = await tandem.visit({ script: `
    window.dropped = [];
    new MutationObserver((changes) => {
      for (const { target, removedNodes } of changes) {
        const list = target.nodeType === 1 && target.closest('#levers, #assumptions');
        if (list) for (const node of removedNodes) if (node.nodeType === 1) window.dropped.push(list.id + ': ' + node.outerHTML.slice(0, 80));
      }
    }).observe(document, { childList: true, subtree: true });
  ` });
  const { page } = visit;
  await settled(page);
  await page.waitForFunction(() => document.querySelectorAll('#assumptions tbody tr').length > 150);
  assert.deepEqual(await page.evaluate(() => window.dropped), [], 'while the page is drawn');
  const stay = async (selector, act) => {
    await page.evaluate((selector) => { window.kept = [...document.querySelectorAll(selector)]; }, selector);
    await act();
    const [all, there] = await page.evaluate(() => [window.kept.length, window.kept.filter((one) => one.isConnected).length]);
    assert.ok(all > 0, selector);
    assert.equal(there, all, selector);
  };
  await stay('.scn-tab', async () => {
    await at(page, 'scenario-duplicate').click();
    await at(page, 'scenario-B').waitFor();
  });
  await stay('#levers .lever', async () => {
    await page.locator('[aria-controls=channel-add]').click();
    await at(page, 'channel-add-paid').click();
    await page.waitForFunction(() => document.activeElement?.id?.startsWith('field-paid_'));
  });
  await visit.end();
});

test('the title of a slide stays where it is', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await page.keyboard.press('p');
  const tops = [];
  for (let turn = 0; turn < 6; turn += 1) {
    await page.locator(`[data-testid=present][data-slide="${turn}"]`).waitFor();
    tops.push((await page.locator('.stage-title').boundingBox()).y);
    // The dates are drawn, and their figures stand beneath.
    if (turn === 4) assert.ok((await at(page, 'dates-track').boundingBox()).height > 150);
    await page.keyboard.press('ArrowRight');
  }
  assert.equal(new Set(tops).size, 1, `${tops}`);
  await visit.end();
});

test('on a screen of three dots to a pixel everything is drawn for its size', async () => {
  const context = await tandem.browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 3 });
  const page = await context.newPage();
  await page.goto(tandem.url);
  await settled(page);
  const found = await page.evaluate(() => ({
    drawings: document.querySelectorAll('svg.chart').length,
    pixels: [...document.querySelectorAll('canvas, img:not([src*=".svg"]), video')].map((node) => node.outerHTML),
    // A drawing that is stretched is neither sharp nor true.
    stretched: [...document.querySelectorAll('svg.chart[viewBox]')].filter((svg) => svg.checkVisibility()).filter((svg) => {
      const { width, height } = svg.viewBox.baseVal;
      const box = svg.getBoundingClientRect();
      return Math.abs(box.width - width) > 0.5 || Math.abs(box.height - height) > 0.5;
    }).map((svg) => svg.outerHTML.slice(0, 200)),
    // What is composed of pixels of its own is blurred when it is scaled.
    layers: [...document.querySelectorAll('body *')].filter((node) => {
      const { filter, willChange, zoom } = getComputedStyle(node);
      return filter !== 'none' || willChange !== 'auto' || zoom !== '1';
    }).map((node) => node.className),
  }));
  assert.ok(found.drawings > 3);
  assert.deepEqual([found.pixels, found.stretched, found.layers], [[], [], []]);
  await context.close();
});
