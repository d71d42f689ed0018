// Key figures and channels by other spans than plan years, the odds of a key figure, and what the money does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, saved, settled, startTandem } from './harness.mjs';

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
  // The figure of a cell, without the range beneath.
  const cells = async (row) => (await at(page, row).locator('td').allInnerTexts()).map((text) => text.trim().split('\n')[0]);
  const [spend, wins, profit, roi, next] = await cells('return-search_ads');
  assert.match(spend, /^\d+k$/);
  assert.ok(number(wins) > 1 && number(roi) > 0 && number(next) > 0, [wins, profit, roi, next].join(' '));
  assert.ok(number(next) < number(roi), 'returns diminish');
  assert.match(await at(page, 'balance-moves').innerText(), /most in .+ and least in /);
  // The parts of the losses sum to the whole.
  const rows = await panel.locator('.bal-losses tbody tr').evaluateAll((all) => all.map((row) => row.cells[1].textContent));
  const [won, quality, response, capacity, best] = rows.map((text) => number(text) * (text.startsWith('−') ? -1 : 1));
  assert.ok(Math.abs(won + quality + response + capacity - best) <= 2, rows.join(' '));
  // Returns have their ranges and the odds to pay back.
  await page.locator('#balance[data-ranges=ready]').waitFor();
  const small = await at(page, 'return-search_ads').locator('small').allInnerTexts();
  for (const [range, value] of [[small[0], roi], [small[1], next]]) {
    const [low, high] = range.split('–').map(number);
    assert.ok(low < number(value) && number(value) < high, `${range} around ${value}`);
  }
  assert.match(await at(page, 'return-search_ads').locator('td').last().innerText(), /in (10|20)/);
  // By period: each row of what arrives comes to all that the channel brings.
  const byPeriod = at(page, 'returns-by');
  const spans = async (row) => (await at(page, row).locator('td').allInnerTexts());
  await page.locator('[data-testid=returns-by][data-state=ready]').waitFor();
  assert.equal((await spans('returns-0')).length, 8);
  await at(page, 'returns-figure').selectOption({ label: 'Profit arriving then' });
  const money = (text) => number(text) * (/M$/.test(text) ? 1e6 : /k$/.test(text) ? 1e3 : 1);
  const arriving = (await spans('returns-0')).map(money);
  const all = money((await cells('return-search_ads'))[2]);
  assert.ok(Math.abs(arriving.reduce((sum, value) => sum + value) / all - 1) < 0.01, `${arriving} of ${all}`);
  assert.equal(await at(page, 'returns-goodwill').count(), 1);
  await at(page, 'returns-by-1').click();
  await byPeriod.and(page.locator('[data-state=ready]')).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=returns-0] td').length === 25);
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

const row = (page, id) => at(page, id).locator('td').evaluateAll((cells) => cells.map((cell) => cell.firstChild.textContent));
const amount = (text) => {
  const [, digits, unit] = text.replace(/,/g, '').match(/^([\d.]+)([kM]?)$/);
  return Number(digits) * ({ k: 1e3, M: 1e6 }[unit] ?? 1);
};
const sum = (values) => values.map(amount).reduce((a, b) => a + b);

test('figures of channels by quarter, month and year add up, and a year is what the key figures say', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const panel = at(page, 'channel-figures');
  const by = async (name) => {
    await panel.getByRole('button', { name, exact: true }).click();
    await ready(page, 'channel-figures');
    return panel.locator('thead th').evaluateAll((heads) => heads.slice(1).map((head) => head.firstChild.textContent));
  };
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await at(page, 'channels-open').focus();
  await page.keyboard.press('Enter');
  await ready(page, 'channel-figures');
  const quarters = await by('Quarter');
  assert.deepEqual(quarters.slice(0, 2), ['Jan–Mar 2027', 'Apr–Jun 2027']);
  assert.equal(quarters.length, 8);
  const leads = await row(page, 'channel-0');
  assert.match(await at(page, 'channel-0').locator('small').first().innerText(), /^\d+–\d+$/);
  await at(page, 'channels-figure').selectOption({ label: 'Spend' });
  const spend = await row(page, 'channel-0');
  assert.equal(await at(page, 'channel-0').locator('small').count(), 0, 'what is known has no range');
  assert.deepEqual(await axe(page, '#channel-figures'), []);

  // A plan year of 52 weeks ends some days before December does.
  const near = (a, b, part, what) => assert.ok(Math.abs(a / b - 1) < part, `${what}: ${a} against ${b}`);
  assert.deepEqual(await by('Year'), ['Year 1', 'Year 2']);
  const spendOfYear = await row(page, 'channel-0');
  near(sum(spend.slice(0, 4)), amount(spendOfYear[0]), 0.02, 'spend');
  assert.equal((await row(page, 'channels-whole'))[0], await value(page, 'spend').innerText());
  await at(page, 'channels-figure').selectOption({ label: 'Leads' });
  near(sum(leads.slice(0, 4)), amount((await row(page, 'channel-0'))[0]), 0.04, 'leads');
  for (const [figure, kpi] of [['Leads', 'leads'], ['MQLs', 'mqls'], ['Wins', 'won'], ['Cost per lead', 'cost_per_lead'], ['CAC', 'cac']]) {
    await at(page, 'channels-figure').selectOption({ label: figure });
    assert.equal((await row(page, 'channels-whole'))[0], await value(page, kpi).innerText(), figure);
  }

  await at(page, 'channels-figure').selectOption({ label: 'Spend' });
  const months = await by('Month');
  assert.deepEqual([months.length, months[0], months.at(-1)], [24, 'Jan 2027', 'Dec 2028']);
  const ofMonths = await row(page, 'channel-0');
  near(sum(ofMonths.slice(3, 6)), amount(spend[1]), 0.005, 'the months of a quarter');
  assert.deepEqual(await by('Fiscal year'), ['Jan–Dec 2027', 'Jan–Dec 2028']);
  near(sum(spend.slice(4)), amount((await row(page, 'channel-0'))[1]), 0.005, 'the quarters of a fiscal year');

  // What was shown stays, marked, until the futures of the new plan are in; closed, nothing is asked.
  await by('Quarter');
  await at(page, 'field-search_ads-spend').fill('70k');
  await page.keyboard.press('Enter');
  await page.locator('#channel-figures[data-state=stale]').waitFor();
  assert.ok(await at(page, 'channels-table').isVisible());
  await ready(page, 'channel-figures');
  near(amount((await row(page, 'channel-0'))[1]), 2 * amount(spend[1]), 0.01, 'twice the spend');
  await panel.locator('.menu-box > button').click();
  const file = await saved(page, () => at(page, 'channels-files-csv').click());
  const lines = file.content.toString('utf8').replace('\ufeff', '').trim().split('\r\n');
  assert.match(lines[0], /^Channel,Figure of the channels,Period,First day,Last day,P10,Median,P90$/);
  assert.ok(lines.some((line) => /^Search ads,Leads,Jan–Mar 2027,2027-01-04,2027-03-31,[\d.]+,[\d.]+,[\d.]+$/.test(line)), lines[1]);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await at(page, 'channels-table').isVisible(), 'what was asked for is on paper');
  await page.emulateMedia({ media: 'screen' });
  await at(page, 'channels-open').click();
  assert.equal(await panel.getAttribute('data-state'), 'closed');
  await visit.end();
});

test('on a phone the spans scroll in a box of their own, and the names of the channels stay', async () => {
  const visit = await tandem.visit({ viewport: { width: 390, height: 844 }, lang: 'zh-CN', theme: 'dark' });
  const { page } = visit;
  await settled(page);
  await at(page, 'channels-open').click();
  await ready(page, 'channel-figures');
  const box = page.locator('#channel-figures .twin-box');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
  const name = at(page, 'channel-0').locator('th');
  const before = await name.boundingBox();
  await box.focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('#channel-figures .twin-box').scrollLeft > 40);
  assert.equal((await name.boundingBox()).x, before.x, 'the name has gone');
  assert.deepEqual(await axe(page, '#channel-figures'), []);
  await visit.end();
});
