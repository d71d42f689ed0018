// What the answer hangs on: the tornado of a plan's ranges, the days they move the target by, and what they are worth to know.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, settled, startTandem, type } from './harness.mjs';

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const ready = (page) => page.locator('#drivers[data-state=ready]').waitFor();
const WIN_RATE = 'driver-qualification.observed.conversion.opportunity_to_won';
const amount = (text) => {
  const [, digits, unit] = text.match(/([\d.]+)([kM]?)/);
  return Number(digits) * { k: 1e3, M: 1e6 }[unit || 'k'];
};

test('what the answer hangs on is worked out when it is opened, follows the plan, and goes when the range goes', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const panel = at(page, 'drivers');
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await at(page, 'drivers-open').focus();
  await page.keyboard.press('Enter');
  await ready(page);
  assert.match(await at(page, 'drivers-most').innerText(), /^Most hangs on Win rate: ARR on 31 Dec 2028 would be [\d.]+M at its low end and [\d.]+M at its high end\. Were it .+ known, \d+% of the spread/);
  const rows = () => panel.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const first = await rows();
  assert.equal(first.length, 8, 'the first eight');
  const swings = first.map(([, , low, , high]) => amount(high) - amount(low));
  assert.ok(swings.every((swing, place) => swing >= -1e-9 && (place === 0 || swing <= swings[place - 1] + 1e5)), swings.join(' '));
  for (const row of first) assert.match(row.at(-1), /^\d+%\*?$/);
  assert.deepEqual(await axe(page, '#drivers'), []);
  await at(page, 'drivers-all').click();
  assert.ok((await rows()).length > 8);

  // A range that is twice as wide moves twice as much; a value that is known moves nothing.
  const [, range, low, , high] = (await at(page, WIN_RATE).locator('td, th').allInnerTexts());
  assert.match(range, /20–24%/);
  await type(page, 'win-rate', '18-26%');
  await page.locator('#drivers[data-state=stale]').waitFor();
  await ready(page);
  const [, , lower, , higher] = await at(page, WIN_RATE).locator('td, th').allInnerTexts();
  const ratio = (amount(higher) - amount(lower)) / (amount(high) - amount(low));
  assert.ok(ratio > 1.6 && ratio < 2.4, `${low} ${high} to ${lower} ${higher}`);
  await type(page, 'win-rate', '22%');
  await page.waitForFunction((row) => !document.querySelector(`[data-testid="${row}"]`), WIN_RATE);
  await ready(page);
  assert.doesNotMatch(await at(page, 'drivers-most').innerText(), /Win rate/);
  await at(page, 'drivers-open').click();
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await visit.end();
});

test('on a phone the range stands beneath its input, and the page is as wide as it was', async () => {
  const visit = await tandem.visit({ viewport: { width: 390, height: 844 }, lang: 'zh-CN', theme: 'dark' });
  const { page } = visit;
  await settled(page);
  await at(page, 'drivers-open').click();
  await ready(page);
  const row = at(page, WIN_RATE);
  assert.ok(await row.locator('.drv-narrow').isVisible());
  assert.ok(!await row.locator('.drv-wide').first().isVisible());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
  const box = await panelWidth(page);
  assert.ok(box.inner <= box.outer + 1, `the table is ${box.inner} wide in ${box.outer}`);
  assert.deepEqual(await axe(page, '#drivers'), []);
  await visit.end();
});

const panelWidth = (page) => page.locator('#drivers .twin-box').evaluate((box) => ({ inner: box.scrollWidth, outer: box.clientWidth }));
