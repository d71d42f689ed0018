// Answers in a real Chromium: the price of each limit, where every figure of the headline comes from, single futures, the
// plan that is compared with as a ghost, scenarios that travel together, and pages that can only be read.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, clipboard, openFile, saved, settled, startTandem, type } from './harness.mjs';

/** How long a run and its steps may take on a slow, busy machine. */
const LONG = 240_000;
const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const headline = (page) => at(page, 'headline').innerText();

/** Waits until every step has its price. */
async function priced(page) {
  await page.locator('[data-testid=prices][data-state=ready]').waitFor({ timeout: LONG });
  await page.locator('[data-testid=headline][data-prices=ready]').waitFor({ timeout: LONG });
}

const tabs = (page) => page.locator('.scn-tab .scn-name').allTextContents();

test('of a few futures the page tells what was seen, and no odds', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'settings').click();
  const run = async (futures) => {
    // Entered first: the field then shows its number as it is typed, selected.
    await at(page, 'setting-futures').click();
    await at(page, 'setting-futures').fill(futures);
    await page.keyboard.press('Enter');
    await settled(page);
    return headline(page);
  };
  assert.match(await run('2'), /^(Both of 2|None of 2|1 of 2) futures reache?s? US\$8\.8M ARR by 31 Dec 2028\. Too few futures to tell odds\./);
  assert.match(await page.locator('.scn-tab').first().innerText(), /(both|none|1) of 2/);
  assert.match(await page.locator('#forecast').innerText(), /[012] of 2 futures/);
  const dates = await page.locator('#timeline').innerText();
  assert.match(dates, /(both|none|1) of 2/);
  assert.match(await page.locator('#forecast').innerText(), /% of weeks/);
  assert.doesNotMatch(dates + await at(page, 'prices').innerText(), /of 100/);
  assert.match(await run('1'), /^The only future that was run (reaches|does not reach) US\$8\.8M ARR by 31 Dec 2028\. One future tells no odds\./);
  assert.doesNotMatch(await headline(page), / in 20|in most futures/);
  assert.match(await run('20'), /^(About \d in 10|Fewer than 1 in 20|More than 19 in 20) futures/);
  await visit.end();
});

test('each limit has its price, in the panel and in the headline, and none is invented', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await priced(page);
  const row = async (step) => (await at(page, `price-${step}`).locator('td').allTextContents());
  for (const step of ['ae', 'sdr', 'spend', 'response']) {
    const [change, range, odds, cost] = await row(step);
    assert.match(change, /^([+−][\d.]+[kM]? ±[\d.]+[kM]?|no clear change)$/, step);
    assert.match(range, /^[+−]?[\d.]+[kM]? to [+−]?[\d.]+[kM]?$/, step);
    assert.match(odds, /^(\d+ to \d+|no clear change)$/, step);
    assert.match(cost, /^[+−]?[\d.]+[kM]?$/, step);
  }
  assert.match((await row('ae'))[3], /^\+/, 'an AE is paid');
  // The headline names the step that brings most for its money, with the same figures as the panel; so does the slide.
  const best = page.locator('[data-testid=prices] tr[data-best]');
  assert.equal(await best.count(), 1);
  const answer = await headline(page);
  const [, step, gain, error, cost] = answer.match(/\. ([^.]+) pays most for its money: ([\d.]+k) ARR (?:\((±[\d.]+k)\) )?(for [\d.]+k|at next to no cost)\.$/);
  const cells = await best.locator('td').allTextContents();
  assert.ok((await best.locator('th').innerText()).startsWith(step.replace('Halving first response', 'Half the time to first response')), step);
  assert.ok(cells[0].startsWith(`+${gain} `), `${gain}: ${cells[0]}`);
  if (error) assert.ok(cells[0].includes(error), error);
  if (cost.startsWith('for ')) assert.equal(cells[3], `+${cost.slice(4)}`);
  const facts = page.locator('.hl-price [data-fact]');
  assert.deepEqual(await facts.evaluateAll((all) => all.map((fact) => fact.dataset.fact)), ['gain', 'cost']);

  // A change makes them stale at once; they come back for the new plan.
  await type(page, 'aes', '8 + 6');
  assert.equal(await at(page, 'prices').getAttribute('data-state'), 'stale');
  assert.doesNotMatch(await headline(page), /most for its money/);
  assert.match((await row('ae'))[0], /k/, 'what was known stays');
  await priced(page);
  assert.deepEqual(await axe(page), []);
  await visit.end();
});

test('every figure of the headline opens where it comes from, beside the page', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await priced(page);
  const facts = page.locator('.hl [role=button]');
  const count = await facts.count();
  assert.ok(count >= 6, `${count} figures`);
  const panel = at(page, 'origin');
  for (let place = 0; place < count; place += 1) {
    const text = await facts.nth(place).innerText();
    await facts.nth(place).click();
    assert.ok((await panel.locator('h2').innerText()).includes(text), `figure ${place}: ${text}`);
    assert.ok((await panel.locator('dd').first().innerText()).length > 8, 'a formula');
    assert.equal(await facts.nth(place).getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Escape');
    assert.equal(await panel.count(), 0);
  }
  const odds = page.locator('.hl [data-fact=odds]').first();
  await odds.focus();
  await page.keyboard.press('Enter');
  const told = await panel.innerText();
  assert.match(told, /futures at or over the target on its date \/ all futures/);
  const [, reached, of] = told.match(/([\d,]+) of ([\d,]+)/);
  assert.equal(of, '1,000');
  const tenths = Number((await odds.innerText()).match(/^(\d+) in 10$/)[1]);
  assert.ok(Math.abs(Number(reached) / 100 - tenths) <= 0.5, `${reached} of 1,000 are about ${tenths} in 10`);
  assert.match(told, /±[\d.]+ of 100/);
  assert.deepEqual(await axe(page), []);
  await at(page, 'origin-copy').click();
  await panel.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  assert.match(await clipboard(page), /Odds of the target: \d in 10\n[\s\S]*Futures counted: \d+ of 1,000\n[\s\S]*AEs: 8 \+ 2 FTE/);

  // It is no dialog: a lever is turned beside it, and it follows.
  await at(page, 'origin-aes').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'field-aes');
  await page.keyboard.type('8 + 6');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await panel.innerText(), /AEs\s+8 \+ 6 FTE\s+Changed here/);
  await at(page, 'origin-close').click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.fact), 'odds', 'the focus goes back');
  await visit.end();
});

test('single futures are drawn, always the same, and the nearest is read out', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'view-futures').click();
  const lines = page.locator('[data-testid=futures][data-state=ready] polyline');
  await lines.first().waitFor({ timeout: LONG });
  assert.equal(await lines.count(), 20);
  const points = () => lines.evaluateAll((all) => all.map((line) => line.getAttribute('points')));
  const first = await points();
  assert.equal(new Set(first).size, 20, 'each is another one');
  const box = await at(page, 'chart').boundingBox();
  await page.mouse.move(box.x + 700, box.y + 120);
  await page.locator('.read-key', { hasText: 'This future' }).waitFor();
  const near = page.locator('.future.near');
  const high = await near.getAttribute('points');
  assert.ok(first.includes(high), 'one of the twenty');
  await page.mouse.move(box.x + 700, box.y + 270);
  assert.notEqual(await near.getAttribute('points'), high, 'the pointer chooses');
  await at(page, 'chart').focus();
  await page.keyboard.press('g');
  assert.match(await at(page, 'chart').getAttribute('aria-valuetext'), /This future: [\d.]+M/);
  assert.deepEqual(await axe(page), []);

  // They follow the plan while it is refined, and come back as they were.
  await type(page, 'win-rate', '30%');
  await page.waitForFunction((old) => {
    const layer = document.querySelector('[data-testid=futures][data-state=ready]');
    return layer && layer.children[0].getAttribute('points') !== old;
  }, first[0], { timeout: LONG });
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await settled(page);
  await page.waitForFunction((old) => document.querySelector('[data-testid=futures][data-state=ready]')
    ?.children[0].getAttribute('points') === old, first[0], { timeout: LONG });
  assert.deepEqual(await points(), first);
  await at(page, 'view-table').click();
  await at(page, 'chart-table').waitFor();
  await visit.end();
});

test('what a plan is compared with stays as a ghost at rest, with its name and its value', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const ghost = (name) => page.locator('#forecast .leg li', { hasText: name });
  const svg = page.locator('#forecast .fc > svg');
  assert.equal(await ghost(/^(as opened|A)$/).count(), 0);
  await type(page, 'win-rate', '28%');
  await settled(page);
  assert.equal(await ghost(/^as opened$/).count(), 1);
  assert.match(await svg.textContent(), /Opened [\d.]+M/);
  assert.match(await page.locator('#kpis').innerText(), /change since opened/i);
  await at(page, 'scenario-duplicate').click();
  assert.equal(await ghost(/^(as opened|A)$/).count(), 0, 'a copy is no other plan');
  await type(page, 'win-rate', '30%');
  await settled(page);
  assert.equal(await ghost(/^A$/).count(), 1);
  assert.match(await svg.textContent(), /A [\d.]+M/);
  assert.match(await page.locator('#kpis').innerText(), /change from A/i);
  const box = await at(page, 'chart').boundingBox();
  await page.mouse.move(box.x + 600, box.y + 150);
  await page.locator('.read-key', { hasText: /^A$/ }).waitFor();
  await visit.end();
});

test('all scenarios travel as one link and one file, and the own plan is untouched', async () => {
  const sender = await tandem.visit();
  const { page } = sender;
  await settled(page);
  await at(page, 'share').click();
  assert.equal(await at(page, 'share-all').count(), 0, 'one scenario is no choice');
  const one = await at(page, 'share-link').inputValue();
  await page.keyboard.press('Escape');
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await at(page, 'scenario-duplicate').click();
  await type(page, 'search_ads-spend', '20k');
  await at(page, 'scenario-C').focus();
  await page.keyboard.press('F2');
  await at(page, 'scenario-name').fill('Less search');
  await page.keyboard.press('Enter');
  await at(page, 'scenario-B').click();
  await settled(page);
  const [answer, names] = [await headline(page), await tabs(page)];
  await at(page, 'share').click();
  const all = await at(page, 'share-link').inputValue();
  assert.match(all, /#4\.[\w-]+$/);
  assert.ok(all.length < one.length + 250, `${one.length} characters for one, ${all.length} for three`);
  await at(page, 'share-this').click();
  assert.match(await at(page, 'share-link').inputValue(), /#3\.[\w-]+$/);
  await at(page, 'share-all').click();
  const file = (await saved(page, () => at(page, 'share-download').click())).content.toString();
  assert.deepEqual(JSON.parse(file).scenarios.map((scenario) => scenario.name), ['', '', 'Less search']);
  assert.deepEqual(await axe(page), []);
  await at(page, 'share-read').click();
  const readOnly = await at(page, 'share-link').inputValue();
  await sender.end();

  const reader = await tandem.visit();
  await type(reader.page, 'aes', '8 + 1');
  await reader.page.evaluate((hash) => { location.hash = hash; }, all.slice(all.indexOf('#')));
  await at(reader.page, 'notice-shared').waitFor();
  assert.deepEqual(await tabs(reader.page), names);
  await settled(reader.page);
  assert.equal((await headline(reader.page)).split('. ')[0], answer.split('. ')[0], 'same link, same numbers');
  await at(reader.page, 'back-to-mine').click();
  assert.equal((await tabs(reader.page)).length, 1);
  assert.equal(await at(reader.page, 'field-aes').inputValue(), '8 + 1');
  await openFile(reader.page, 'plans.json', file);
  await reader.page.locator('.scn-tab').nth(2).waitFor();
  assert.deepEqual(await tabs(reader.page), names);
  await at(reader.page, 'undo').click();
  assert.equal(await at(reader.page, 'field-aes').inputValue(), '8 + 1', 'undo brings the own plan back');

  // A link that was cut or changed is told by name, and loads nothing.
  for (const [link, says] of [[all.slice(0, -9), /cut off/], [`${all.slice(0, -9)}AAAAAAAAA`, /damaged/], [all.replace('#4.', '#9.'), /newer version/]]) {
    await reader.page.evaluate((hash) => { location.hash = hash; }, link.slice(link.indexOf('#')));
    await at(reader.page, 'notice-link').filter({ hasText: says }).waitFor();
    assert.equal(await at(reader.page, 'field-aes').inputValue(), '8 + 1');
    await at(reader.page, 'notice-back').click();
  }
  await reader.end();

  // Read-only, its scenarios can be looked at.
  const looker = await tandem.visit({ path: readOnly.slice(tandem.url.length) });
  await settled(looker.page);
  assert.deepEqual(await tabs(looker.page), names);
  await at(looker.page, 'scenario-A').click();
  assert.equal(await at(looker.page, 'scenario-duplicate').count(), 0);
  assert.deepEqual(await axe(looker.page), []);
  await looker.end();
});

test('a page that can only be read changes nothing, whatever is pressed or dropped', async () => {
  const sender = await tandem.visit();
  await at(sender.page, 'share').click();
  await at(sender.page, 'share-read').click();
  const link = await at(sender.page, 'share-link').inputValue();
  await sender.end();
  const reader = await tandem.visit();
  await type(reader.page, 'aes', '8 + 1');
  await reader.page.waitForTimeout(500);
  const stored = () => reader.page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith('tandem.plan')).sort()));
  const before = await stored();
  await reader.page.goto(link);
  await settled(reader.page);
  const { page } = reader;
  const answer = (await headline(page)).split('. ')[0];
  for (const key of ['Control+z', 'Control+y', '/', 'c', '2']) await page.keyboard.press(key);
  assert.equal(await page.locator('dialog').count(), 0, 'no lever is looked for');
  await page.keyboard.press('Control+k');
  const options = (await page.locator('#palette-list li').allTextContents()).join('\n');
  assert.doesNotMatch(options, /Undo|Redo|Open|Examples|Example|Lever/);
  await at(page, 'palette-find').fill('manufacturer');
  assert.equal(await page.locator('#palette-list li').count(), 0, 'no example');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{"plan":{"title":"Dropped","start_date":"2027-01-04"}}'], 'x.json', { type: 'application/json' }));
    const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    event.preventDefault();
    window.dispatchEvent(event);
  });
  await page.waitForTimeout(700);
  assert.equal((await headline(page)).split('. ')[0], answer);
  assert.equal(await stored(), before, "the reader's own plan is as it was");
  // What a figure comes from is told here too; there is no lever to lead to.
  await page.locator('.hl [data-fact=odds]').first().click();
  assert.match(await at(page, 'origin').innerText(), /Futures counted/);
  assert.equal(await at(page, 'origin-aes').count(), 0);
  assert.deepEqual(await axe(page), []);
  await reader.end();
});

test("another's values are taken over one by one, each a step", async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await type(page, 'search_ads-spend', '20k');
  await settled(page);
  await at(page, 'compare').click();
  const rows = at(page, 'differences').locator('tbody tr');
  assert.equal(await rows.count(), 2);
  // B's AEs into A.
  await rows.filter({ hasText: 'AEs' }).locator('[data-testid=take]').click();
  assert.deepEqual(await rows.locator('th').allTextContents(), ['Search ads']);
  await at(page, 'scenario-A').click();
  assert.equal(await at(page, 'field-aes').inputValue(), '8 + 4');
  assert.equal(await at(page, 'field-search_ads-spend').inputValue(), '35k');
  // A's spend into B: then nothing differs.
  await rows.filter({ hasText: 'Search ads' }).locator('[data-testid=keep]').click();
  assert.equal(await rows.count(), 0);
  await at(page, 'undo').click();
  assert.equal(await rows.count(), 1);
  await at(page, 'undo').click();
  assert.equal(await rows.count(), 2, 'each was one step');
  // Any column can be the one that the others are held against.
  await at(page, 'compare-base').selectOption({ label: 'Differences from B' });
  assert.match(await at(page, 'comparison').locator('thead').first().innerText(), /A − B/);
  const figures = await at(page, 'comparison').locator('.cmp-table tbody tr').count();
  await at(page, 'only-differences').click();
  assert.ok((await at(page, 'comparison').locator('.cmp-table tbody tr').count()) > figures, 'all figures');
  assert.deepEqual(await axe(page), []);
  await visit.end();
});

test('comparison, funnel and dates are taken along as tables', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await settled(page);
  await at(page, 'compare').click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid=comparison]')?.dataset.state === 'ready', null, { timeout: LONG },
  );
  const taken = async (panel, id) => {
    await page.locator(`${panel} .menu-box > button`).first().click();
    return saved(page, () => at(page, id).click());
  };
  const rows = async (panel, id) => (await taken(panel, id)).content.toString('utf8').replace('\ufeff', '').trim().split('\r\n');
  const compared = await rows('#compare', 'compare-files-csv');
  assert.match(compared[0], /^Median,Year,A Base,B AEs 8 \+ 4,B − A,"B − A, standard error",B better than A$/);
  assert.match(compared[1], /^"ARR, 31 Dec 28",,\d+(\.\d+)?,\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?,0\.\d+$/);
  assert.match(compared[2], /^Odds of the target,,0\.\d+,0\.\d+,0\.\d+,0\.0\d+,$/);
  assert.match(compared[3], /^Median date of the target,,(later|[\d-]+),[\d-]+,,,$/);
  assert.match(compared[4], /^ARR,1,\d+(\.\d+)?,\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?,0\.\d+$/);
  const funnel = await rows('#funnel', 'funnel-files-csv');
  assert.equal(funnel.length, 1 + 2 * 5);
  assert.match(funnel[1], /^1,Leads,\d/);
  const dates = await rows('#timeline', 'dates-files-csv');
  assert.match(dates.join('\n'), /8\.8M ARR,[\d-]*,[\d-]*,[\d-]*,[\d-]*,0\.\d+/);
  const book = await taken('#compare', 'compare-files-xlsx');
  assert.match(book.name, /\.xlsx$/);
  assert.equal(book.content.subarray(0, 2).toString(), 'PK');
  await visit.end();
});

test('answers are usable on a phone, in Chinese and dark', async () => {
  const visit = await tandem.visit({ viewport: PHONE, lang: 'zh-CN', theme: 'dark' });
  const { page } = visit;
  await settled(page);
  await priced(page);
  await page.locator('.hl [data-fact=limit]').first().click();
  await at(page, 'origin').waitFor();
  await at(page, 'view-futures').click();
  await page.locator('[data-testid=futures][data-state=ready]').waitFor({ timeout: LONG });
  assert.deepEqual(await axe(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `the page is ${wide} wide`);
  const said = `${await at(page, 'origin').innerText()} ${await at(page, 'prices').innerText()} ${await headline(page)}`;
  assert.equal(said.match(/\b(?:adds|more|futures|median|costs|inputs|limit|clear)\b/i), null);
  await visit.end();
});

test('two titles with a presentation between them are two steps', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const title = at(page, 'plan-title');
  const rename = async (name) => {
    await title.fill(name);
    await page.keyboard.press('Enter');
  };
  const own = await title.inputValue();
  await rename('First');
  await page.locator('h1').click();
  await page.keyboard.press('p');
  await at(page, 'slide-leave').click();
  await rename('Second');
  await at(page, 'undo').click();
  assert.equal(await title.inputValue(), 'First');
  await at(page, 'undo').click();
  assert.equal(await title.inputValue(), own);
  await visit.end();
});

test('the palette finds scenarios, colours, and the very figure that is asked for', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  const choose = async (words) => {
    await page.keyboard.press('Control+k');
    await at(page, 'palette-find').fill(words);
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };
  await choose('A Base');
  assert.equal(await at(page, 'scenario-A').getAttribute('aria-pressed'), 'true');
  await choose('dark colours');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await choose('compare');
  await at(page, 'comparison').waitFor();
  await choose('monthly recurring revenue');
  assert.match(await page.locator('#forecast').innerText(), /MRR, USD|Monthly recurring revenue/);
  assert.doesNotMatch(await page.locator('#forecast .fc > svg').textContent(), /ARR, USD/);
  await visit.end();
});
