// Key figures by other spans than plan years, the odds of a key figure, and what the money does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, settled, startTandem } from './harness.mjs';

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const value = (page, kpi) => page.locator(`[data-testid=kpi-${kpi}] .kv`);
const ready = (page, id) => page.locator(`#${id}[data-state=ready]`).waitFor({ timeout: 60_000 });
const number = (text) => Number(text.replace(/[^\d.]/g, ''));

/** Picks a span of the key figures by its name. */
async function pick(page, name) {
  await at(page, 'kpi-year').selectOption({ label: name });
  await ready(page, 'kpis');
}

test('key figures by quarter and fiscal year have medians and ranges of their own, and add up', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const year = number(await value(page, 'leads').innerText());
  const groups = await at(page, 'kpi-year').locator('optgroup').evaluateAll((all) => all.map((one) => one.label));
  assert.deepEqual(groups, ['Year', 'Fiscal year', 'Quarter']);
  let sum = 0;
  for (const quarter of ['Jan–Mar 2027', 'Apr–Jun 2027', 'Jul–Sep 2027', 'Oct–Dec 2027']) {
    await pick(page, quarter);
    sum += number(await value(page, 'leads').innerText());
    assert.match(await at(page, 'kpi-leads').locator('.kr').innerText(), /–/, quarter);
  }
  // Medians do not add up to the digit, and a plan year of 52 weeks ends three days earlier than December.
  assert.ok(Math.abs(sum / year - 1) < 0.03, `${sum} against ${year}`);
  assert.match(await at(page, 'kpi-arr_end').innerText(), /31 Dec 27/);
  await pick(page, 'Jan–Dec 2027');
  assert.ok(Math.abs(number(await value(page, 'leads').innerText()) / sum - 1) < 0.01);

  // An edit shows the expected path at once, then the futures of the new plan with the change of the quarter.
  await pick(page, 'Oct–Dec 2027');
  await at(page, 'field-search_ads-spend').fill('60k');
  await page.keyboard.press('Enter');
  await page.locator('#kpis[data-state=stale]').waitFor();
  await settled(page);
  await ready(page, 'kpis');
  await at(page, 'kpi-leads').locator('.kd').waitFor();
  assert.match(await at(page, 'kpi-leads').locator('.kd').innerText(), /▲/);
  await visit.end();
});

test('a key figure opens where it comes from, with the odds of a value that is typed', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await value(page, 'leads').focus();
  await page.keyboard.press('Enter');
  await at(page, 'odds').waitFor();
  const said = () => at(page, 'odds-said').innerText();
  // The focus shows every digit and marks them: what is typed takes their place.
  const ask = async (text) => {
    await page.locator('#odds-value').focus();
    await page.locator('#odds-value').fill(text);
    await page.keyboard.press('Enter');
  };
  assert.match(await said(), /^50 of 100 futures/);
  // Every future has a lead; none has a million.
  await ask('1');
  assert.match(await said(), /^100 of 100/);
  await ask('1M');
  assert.match(await said(), /^0 of 100/);
  // The points of the table are its odds.
  const p90 = await at(page, 'odds').locator('dd').first().innerText();
  await ask(p90);
  assert.match(await said(), /^(89|90|91) of 100/);
  await page.locator('#odds-value').fill('many');
  assert.match(await at(page, 'odds').locator('.lever-fault').innerText(), /number/i);
  await page.keyboard.press('Escape');
  await page.locator('[data-testid=origin] h2').click();
  assert.deepEqual(await axe(page, '#kpi-origin'), []);
  await at(page, 'origin-close').press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.closest('li')?.dataset.testid), 'kpi-leads');
  await visit.end();
});

test('what the money does is worked out when it is opened, and follows the plan', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const panel = at(page, 'balance');
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await at(page, 'balance-open').focus();
  await page.keyboard.press('Enter');
  await ready(page, 'balance');
  const cells = async (row) => (await at(page, row).locator('td').allInnerTexts()).map((text) => text.trim());
  const [spend, wins, profit, roi, next] = await cells('return-search_ads');
  assert.match(spend, /^\d+k$/);
  assert.ok(number(wins) > 1 && number(roi) > 0 && number(next) > 0, [wins, profit, roi, next].join(' '));
  assert.ok(number(next) < number(roi), 'returns diminish');
  assert.match(await at(page, 'balance-moves').innerText(), /most in .+ and least in /);
  // The parts of the losses sum to the whole.
  const rows = await panel.locator('.bal-losses tbody tr').evaluateAll((all) => all.map((row) => row.cells[1].textContent));
  const [won, quality, response, capacity, best] = rows.map((text) => number(text) * (text.startsWith('−') ? -1 : 1));
  assert.ok(Math.abs(won + quality + response + capacity - best) <= 2, rows.join(' '));
  assert.deepEqual(await axe(page, '#balance'), []);

  // Ten times the spend earns less on the next unit.
  await at(page, 'field-search_ads-spend').fill('350k');
  await page.keyboard.press('Enter');
  await page.locator('#balance[data-state=stale]').waitFor();
  await ready(page, 'balance');
  assert.ok(number((await cells('return-search_ads'))[4]) < number(next));
  await at(page, 'balance-open').click();
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await visit.end();
});
