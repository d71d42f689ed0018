// The forecast in a real Chromium: read out by pointer, keys and table, with the same figures.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, settled, startTandem } from './harness.mjs';

const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());


/** The read-out box: its title and its values by name. */
function readOut(page) {
  return page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(`.read-out ${selector}`)].map((node) => node.textContent);
    const values = texts('.read-value');
    return {
      title: texts('.read-title')[0],
      values: Object.fromEntries(texts('.read-key').map((key, index) => [key, values[index]])),
    };
  });
}

async function row(page, name) {
  const cells = await at(page, 'chart-table').locator('tr', { hasText: name }).locator('td').allTextContents();
  return cells.map((cell) => cell.trim());
}

test('the legend names every band and line, beside a forecast of usual width', async () => {
  for (const options of [{}, { lang: 'zh-CN' }, { viewport: { width: 1280, height: 800 } }]) {
    const visit = await tandem.visit(options);
    await settled(visit.page);
    const cut = await visit.page.locator('.fc-head .leg').evaluate((legend) => {
      const foot = legend.getBoundingClientRect().bottom;
      return [...legend.children].filter((entry) => entry.getBoundingClientRect().bottom > foot + 1).map((entry) => entry.textContent);
    });
    assert.deepEqual(cut, []);
    await visit.end();
  }
});

test('while a lever is held the value axis keeps still or grows, and it settles once; the legend keeps to its line', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const slider = at(page, 'lever-win-rate').locator('input[type=range]');
  const box = await slider.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  // All that is painted from the first step until all has settled.
  await page.evaluate(() => {
    window.axes = [];
    const look = () => {
      const ticks = [...document.querySelectorAll('#forecast .fan-layer text.tick')].filter((tick) => /^[\d.,]+[kMB]?$/.test(tick.textContent));
      const axis = ticks.map((tick) => tick.textContent).join(' ');
      const legend = document.querySelector('.fc-head .leg');
      const lines = new Set([...legend.children].map((entry) => Math.round(entry.getBoundingClientRect().top))).size;
      const last = window.axes.at(-1);
      if (!last || last.axis !== axis || last.lines !== lines || last.held !== window.held) window.axes.push({ axis, lines, held: window.held });
      requestAnimationFrame(look);
    };
    addEventListener('pointerdown', () => { window.held = true; }, true);
    addEventListener('pointerup', () => { window.held = false; }, true);
    requestAnimationFrame(look);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(x + step, y);
  // Held at rest until the futures are there, and on.
  await settled(page);
  for (let step = 10; step >= -10; step -= 1) await page.mouse.move(x + step, y);
  await settled(page);
  await page.mouse.up();
  await settled(page);
  await page.waitForTimeout(300);
  const axes = await page.evaluate(() => window.axes);
  const feet = axes.filter(({ held }) => held).map(({ axis }) => axis.split(' ')[0]);
  const held = [...new Set(axes.filter((state) => state.held).map(({ axis }) => axis))];
  assert.ok(held.length <= 3, held.join(' | '));
  assert.ok(feet.every((foot, index) => index === 0 || parseFloat(foot) <= parseFloat(feet[index - 1])), feet.join(' '));
  const after = [...new Set(axes.slice(axes.findLastIndex((state) => state.held) + 1).map(({ axis }) => axis))];
  assert.ok(after.length <= 2, after.join(' | '));
  assert.deepEqual(axes.filter(({ lines }) => lines > 1), []);
  await visit.end();
});

test('the read-out follows pointer and keys, stays in the page and is spoken', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const chart = at(page, 'chart');
  const box = await chart.boundingBox();
  for (const part of [0.15, 0.5, 0.8]) {
    await page.mouse.move(box.x + box.width * part, box.y + 120);
    const { title, values } = await readOut(page);
    assert.match(title, /\d{1,2} \w{3} 20\d\d/);
    assert.match(values.Median, /\d/);
    const read = await page.locator('.read-box').boundingBox();
    assert.ok(read.x >= box.x - 1 && read.x + read.width <= box.x + box.width + 1, 'inside the chart');
  }
  await page.mouse.move(2, 2);
  assert.equal(await page.locator('.read-out').count(), 0);

  await chart.focus();
  const first = await readOut(page);
  await page.keyboard.press('ArrowLeft');
  const week = await readOut(page);
  assert.notEqual(week.title, first.title);
  assert.ok((await chart.getAttribute('aria-valuetext')).startsWith(week.title));
  await page.keyboard.press('Shift+ArrowLeft');
  const days = (Date.parse(week.title) - Date.parse((await readOut(page)).title)) / 86_400_000;
  assert.ok(days >= 26 && days <= 35, `a month is ${days} days`);
  await page.keyboard.press('Home');
  const home = (await readOut(page)).title;
  await page.keyboard.press('End');
  assert.ok(Date.parse((await readOut(page)).title) > Date.parse(home));
  await page.keyboard.press('g');
  assert.equal((await readOut(page)).title, first.title, 'back to the goal date');
  await visit.end();
});

test('the table holds the figures of the read-out, for each period', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'measure').selectOption('revenue');
  const box = await at(page, 'chart').boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 120);
  const { title, values } = await readOut(page);
  await at(page, 'view-table').click();
  const cells = await row(page, title);
  assert.equal(cells[2], values.Median);
  for (const end of values['80% range'].replace(/[kM]/g, '').split('–')) {
    assert.ok([cells[0], cells[4]].some((cell) => cell.startsWith(end)), `${end} of ${cells}`);
  }
  // What the shares of futures are of is said: that leads limit, not how many leads there are.
  assert.deepEqual((await at(page, 'chart-table').locator('th.limit').allTextContents()), ['Leads limit', 'SDR time limits', 'AE time limits', 'Cash limits']);
  assert.deepEqual(await axe(page), []);
  const periods = page.getByRole('group', { name: 'Period' }).getByRole('button');
  const rows = [];
  for (const button of await periods.all()) {
    await button.click();
    rows.push(await at(page, 'chart-table').locator('tbody tr').count());
  }
  assert.ok(rows[0] > rows[1] && rows[1] > rows[2] && rows[2] > rows[3], `weeks, months, quarters, years: ${rows}`);
  await visit.end();
});

test('a target that is a total is shown as a total, with its goal and odds', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await at(page, 'examples').click();
  await page.locator('.choice').nth(2).click();
  await settled(page);
  const pressed = page.getByRole('group', { name: 'Period' }).locator('[aria-pressed=true]');
  assert.equal(await pressed.textContent(), 'Total');
  assert.match(await page.locator('#forecast svg .goal-text').textContent(), /^Goal /);
  assert.match(await page.locator('#forecast svg .odds').textContent(), /of 100 futures$/);
  await page.getByRole('group', { name: 'Period' }).getByRole('button', { name: 'Month', exact: true }).click();
  assert.equal(await page.locator('#forecast svg .goal-text').count(), 0, 'a total is no amount a month');
  await visit.end();
});

test('on a phone the read-out is a line of text, and the charts are as wide as the page', async () => {
  const visit = await tandem.visit({ viewport: PHONE, lang: 'zh-CN', theme: 'dark' });
  const { page } = visit;
  await settled(page);
  const line = page.locator('.rd');
  const before = await line.textContent();
  const box = await at(page, 'chart').boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 90);
  assert.notEqual(await line.textContent(), before);
  assert.match(before, /年.*月.*日.*万/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `the page is ${wide} wide`);
  await visit.end();
});

test('the fan follows a drag with a few futures, and comes to rest with all of them', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const state = page.locator('.fc-state .long');
  const fan = () => page.locator('#forecast svg .band80').last().getAttribute('d');
  const odds = () => page.locator('#forecast svg text', { hasText: 'of 100' }).allTextContents();
  const before = await fan();
  const box = await at(page, 'lever-search_ads-spend').locator('input[type=range]').boundingBox();
  const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await to(0.4);
  await page.mouse.down();
  await to(0.5);
  // It moves on until the fan has come after it, twice: as a hand does that looks at what it does.
  const seen = new Set();
  for (let step = 0; step < 200 && seen.size < 2; step += 1) {
    await to(0.5 + 0.2 * Math.sin(step / 4));
    await page.waitForTimeout(30);
    if (/96/.test(await state.textContent().catch(() => ''))) seen.add(await fan());
  }
  assert.equal(seen.size, 2, 'two fans of few futures in the drag');
  assert.ok(!seen.has(before), 'others than the one before');
  await to(0.7);
  await page.mouse.up();
  await settled(page);
  const dragged = { fan: await fan(), odds: await odds() };
  assert.ok(!seen.has(dragged.fan), 'a fan of all futures');
  assert.equal(await state.count(), 0);
  assert.match(dragged.odds.join(), /\d+ of 100/);
  await page.reload();
  await settled(page);
  assert.deepEqual({ fan: await fan(), odds: await odds() }, dragged, 'as one that was never dragged');
  await visit.end();
});

test('a click on a lever does not bring back the fan before it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await page.evaluate(() => {
    window.fans = [];
    const look = () => {
      const fan = [...document.querySelectorAll('#forecast svg .band80')].at(-1)?.getAttribute('d');
      if (fan !== window.fans.at(-1)) window.fans.push(fan);
      requestAnimationFrame(look);
    };
    look();
  });
  const box = await at(page, 'lever-search_ads-spend').locator('input[type=range]').boundingBox();
  await page.mouse.click(box.x + box.width * 0.7, box.y + box.height / 2);
  await settled(page);
  await page.waitForTimeout(300);
  const fans = await page.evaluate(() => window.fans);
  assert.ok(fans.length > 1, 'it follows');
  assert.equal(fans.indexOf(fans[0], 1), -1, `${fans.length} fans`);
  await visit.end();
});
