// Scenarios in a real Chromium: versions of one plan side by side, measured in the same futures, kept and undone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, at, axe, finger, ready, settled, startTandem, type } from './harness.mjs';

const FULL_RUN = 60_000;
const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());


/** The sentence about what changed, once it is measured. */
async function changed(page) {
  await page.waitForFunction(
    () => document.querySelector('[data-testid=changed-sentence]')?.dataset.state === 'ready', null, { timeout: FULL_RUN },
  );
  return at(page, 'changed-sentence').locator('p').first().innerText();
}

const tabs = (page) => page.locator('.scn-tab .scn-name').allTextContents();

test('while futures run the last figures stay, nothing beside them moves, and all views tell the same odds', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await at(page, 'scenario-duplicate').evaluate((add) => add.getBoundingClientRect().left);
  // All that is painted between a change and its futures.
  await page.evaluate(() => {
    window.painted = [];
    const odds = (node) => node?.textContent.match(/about \d in 10/i)?.[0].toLowerCase();
    const look = () => {
      const figures = document.querySelector('.scn-figures');
      window.painted.push({
        old: 'old' in figures.dataset,
        tab: figures.textContent,
        left: document.querySelector('[data-testid=scenario-duplicate]').getBoundingClientRect().left,
        blank: [...document.querySelectorAll('.kpis .kr')].filter((range) => !range.textContent).length,
        said: odds(document.querySelector('[data-testid=headline]')),
        fact: odds(document.querySelector('.group.tgt .group-fact b')),
      });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const slider = at(page, 'lever-win-rate').locator('input[type=range]');
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1) await page.mouse.move(box.x + box.width / 2 + 3 * step, box.y + box.height / 2);
  await page.mouse.up();
  await settled(page);
  await type(page, 'aes', '8 + 4');
  await settled(page);
  const painted = await page.evaluate(() => window.painted);
  const old = painted.filter((frame) => frame.old);
  assert.ok(old.length > 3, `${old.length} frames with older figures`);
  assert.deepEqual(old.filter((frame) => /…/.test(frame.tab)), []);
  assert.deepEqual(old.filter((frame) => Math.abs(frame.left - before) > 1), []);
  assert.deepEqual(painted.filter((frame) => frame.blank > 0), []);
  assert.deepEqual(painted.filter(({ said, fact }) => said && fact && said !== fact), []);
  await visit.end();
});

test('a duplicate is changed, compared in the same futures, and survives a reload with its undo', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  assert.match(await at(page, 'changed-sentence').innerText(), /Move a lever/);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  const sentence = await changed(page);
  assert.match(sentence, /^Against A, in the same futures: gain of \d+k ARR on 31 Dec 2028 .* better in \d+ of 100\. Odds \d+ to \d+ of 100/);
  assert.deepEqual(await tabs(page), ['A Base', 'B AEs 8 + 4']);
  assert.match(await at(page, 'scenario-B').innerText(), /\+\d+k/);
  assert.ok(await page.locator('.kd').count() > 3, 'key figures show what changed');
  const headline = await answer(page);
  assert.deepEqual(await axe(page), []);

  // Another scenario is shown at once: it has run already.
  await page.locator('h1').click();
  await page.keyboard.press('1');
  assert.equal(await at(page, 'headline').getAttribute('data-state'), 'ready');
  assert.notEqual(await answer(page), headline);
  await page.keyboard.press('2');
  assert.equal(await answer(page), headline);

  await page.waitForTimeout(600);
  await page.reload();
  await ready(page);
  await settled(page);
  assert.equal(await answer(page), headline);
  assert.equal(await changed(page), sentence, 'to the digit');
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), ['A Base', 'B Same as A']);
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), ['A Base']);
  await at(page, 'redo').click();
  await at(page, 'redo').click();
  await settled(page);
  assert.equal(await answer(page), headline);
  await visit.end();
});

test('scenarios are renamed, moved and deleted by mouse and keys, each a step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await at(page, 'scenario-duplicate').click();
  await at(page, 'scenario-C').focus();
  await page.keyboard.press('F2');
  await at(page, 'scenario-name').fill('Later');
  await page.keyboard.press('Enter');
  assert.deepEqual(await tabs(page), ['A Base', 'B Same as A', 'C Later']);
  await at(page, 'scenario-C').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  assert.deepEqual(await tabs(page), ['A Base', 'B Later', 'C Same as A']);
  await at(page, 'scenario-B').dblclick();
  await at(page, 'scenario-name').fill('given up');
  await page.keyboard.press('Escape');
  assert.deepEqual(await tabs(page), ['A Base', 'B Later', 'C Same as A']);
  await at(page, 'scenario-C').click();
  await page.getByRole('button', { name: 'Scenario C: rename, move, delete' }).click();
  await at(page, 'scenario-delete').click();
  assert.match(await at(page, 'toast').innerText(), /Deleted scenario C/);
  await at(page, 'toast-undo').click();
  assert.deepEqual(await tabs(page), ['A Base', 'B Later', 'C Same as A']);
  await visit.end();
});

test('a tab is dragged to another place: one step, Escape puts it back, and a press stays a press', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 6');
  const was = await tabs(page);
  const front = () => page.locator('.scn-tab[aria-pressed=true] .scn-name').innerText();
  const middle = async (letter) => {
    const box = await at(page, `scenario-${letter}`).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const draw = async (letter, onto) => {
    const [x, y] = await middle(letter);
    const [to] = await middle(onto);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move((x + to) / 2, y, { steps: 3 });
    await page.mouse.move(to, y, { steps: 3 });
  };
  // The place where it lands is where B stood, and the others have made room.
  const b = await at(page, 'scenario-B').boundingBox();
  await draw('C', 'B');
  const landing = await at(page, 'scenario-landing').boundingBox();
  assert.ok(Math.abs(landing.x - b.x) < 2, `${landing.x} is not ${b.x}`);
  await page.mouse.up();
  const letters = (names) => names.map((name) => name.slice(2));
  assert.deepEqual(letters(await tabs(page)), letters([was[0], was[2], was[1]]));
  assert.match(await front(), /^B /, 'the one in front stays in front');
  assert.equal(await at(page, 'scenario-landing').count(), 0);
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), was);
  // One that is not in front is moved without being shown.
  await draw('A', 'C');
  await page.mouse.up();
  assert.match((await tabs(page))[2], /^C AEs 8 \+ 2/);
  assert.match(await front(), /^B /);
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), was);
  await draw('C', 'A');
  await page.keyboard.press('Escape');
  assert.equal(await at(page, 'scenario-landing').count(), 0);
  await page.mouse.up();
  assert.deepEqual(await tabs(page), was);
  assert.match(await front(), /^C /);
  await at(page, 'scenario-A').click();
  assert.match(await front(), /^A /);
  // A hand that trembles presses all the same.
  const [x, y] = await middle('B');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 3, y);
  await page.mouse.up();
  assert.match(await front(), /^B /);
  await visit.end();
});

test('on a phone a finger drags the tab in front, and scrolls the row by the others', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await settled(page);
  const inRow = (letter) => at(page, `scenario-${letter}`).evaluate((tab) => {
    const [own, row] = [tab, tab.parentElement].map((element) => element.getBoundingClientRect());
    return own.left >= row.left - 1 && own.right <= row.right + 1;
  });
  for (const letter of 'BCDE') {
    await at(page, 'scenario-duplicate').click();
    assert.ok(await inRow(letter), `${letter} is in view`);
  }
  await at(page, 'scenario-E').press('F2');
  await at(page, 'scenario-name').fill('Front');
  await page.keyboard.press('Enter');
  const drawn = await finger(visit, at(page, 'scenario-E'), -120, 4);
  assert.deepEqual([drawn.ended, drawn.scrolled.includes('#document')], ['pointerup', false]);
  const place = (await tabs(page)).findIndex((name) => /Front/.test(name));
  assert.ok(place >= 0 && place < 4, `it stands at ${place}`);
  await at(page, 'undo').click();
  assert.match((await tabs(page))[4], /Front/);
  const order = await tabs(page);
  const scrolled = () => page.locator('.scn-tabs').evaluate((row) => row.scrollLeft);
  await page.locator('.scn-tabs').evaluate((row) => { row.scrollLeft = 0; });
  await finger(visit, page.locator('.scn-tab[aria-pressed=false]').nth(1), -90, 0);
  assert.ok(await scrolled() > 40, `the row scrolled by ${await scrolled()}`);
  assert.deepEqual(await tabs(page), order);
  await visit.end();
});

test('columns show every figure with its difference, its error and the odds, and what each difference moves', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await type(page, 'search_ads-spend', '20k');
  await changed(page);
  await at(page, 'compare').click();
  const table = at(page, 'comparison');
  const row = async (name) => (await table.locator('tr', { has: page.locator(`th:text-is("${name}")`) }).first().locator('td').allTextContents());
  const arr = await row('ARR, 31 Dec 28');
  assert.match(arr[0], /M$/);
  assert.match(arr[2], /^[+−][\d.]+k ±[\d.]+k$/);
  assert.match(arr[3], /^\d+ of 100$/);
  assert.match((await row('Odds of the target'))[2], /pt ±/);
  // The column of the scenario in front says what the page says.
  assert.equal(arr[1], (await page.locator('.scn-tab[aria-pressed=true] .scn-figures b').textContent()));
  const differences = at(page, 'differences').locator('tbody tr');
  assert.equal(await differences.count(), 2);
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=differences] tbody td:last-child')]
    .every((cell) => /^[+−]/.test(cell.textContent)));
  const effect = (name) => differences.filter({ hasText: name }).locator('td').last().textContent();
  assert.match(await effect('AEs'), /^\+/);
  assert.match(await effect('Search ads'), /^−/);
  // Parts need not add up: what all of them come to together is said.
  assert.match(await at(page, 'differences-together').locator('td').textContent(), /^[+−][\d.]+k$/);
  // An error stands in the unit of its change: 1.70k ±0.44k.
  const mixed = (await table.locator('.cmp-change').allTextContents()).filter((cell) => /\d[kM] ±[\d.]+$/.test(cell) && !/±0$/.test(cell));
  assert.deepEqual(mixed, []);
  await at(page, 'only-differences').click();
  assert.ok(await table.locator('th:text-is("Win rate")').count() > 0, 'all inputs');
  assert.deepEqual(await axe(page), []);
  await page.locator('h1').click();
  await page.keyboard.press('c');
  assert.equal(await table.count(), 0);
  await visit.end();
});

test("another's link is set beside the own plan, told apart, and undone", async () => {
  const sender = await tandem.visit();
  await type(sender.page, 'win-rate', '26-30%');
  await at(sender.page, 'share').click();
  const link = await at(sender.page, 'share-link').inputValue();
  await sender.end();
  const reader = await tandem.visit();
  const { page } = reader;
  await type(page, 'aes', '8 + 1');
  await page.evaluate((hash) => { location.hash = hash; }, link.slice(link.indexOf('#')));
  await at(page, 'compare-with-mine').click();
  assert.deepEqual((await tabs(page)).map((name) => name.slice(2)), ['Base', 'Shared plan'], 'whose it is, as both have one title');
  await page.waitForFunction(
    () => document.querySelector('[data-testid=comparison]')?.dataset.state === 'ready', null, { timeout: FULL_RUN },
  );
  const names = await at(page, 'differences').locator('tbody th').allTextContents();
  assert.deepEqual(names.sort(), ['AEs', 'Win rate']);
  await at(page, 'undo').click();
  assert.equal((await tabs(page)).length, 1);
  assert.equal(await at(page, 'field-aes').inputValue(), '8 + 1', 'the own plan is as it was');
  await reader.end();
});

test('scenarios and their comparison are usable on a phone, in Chinese and dark', async () => {
  const visit = await tandem.visit({ viewport: PHONE, lang: 'zh-CN', theme: 'dark' });
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-duplicate').click();
  await at(page, 'compare').click();
  await settled(page);
  assert.deepEqual(await axe(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `the page is ${wide} wide`);
  const english = (await page.locator('main').innerText()).match(/\b(?:gain|scenario|against|compare|duplicate)\b/i);
  assert.equal(english, null);
  await visit.end();
});

test('the link on a printed page opens all scenarios', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const link = () => page.locator('.memo-link a').getAttribute('href');
  assert.match(await link(), /#3\./, 'one plan alone is a link of format 3');
  await at(page, 'scenario-duplicate').click();
  await type(page, 'win-rate', '26%');
  await page.waitForFunction(() => document.querySelector('.memo-link a').href.includes('#4.'));
  const reader = await tandem.visit({ path: (await link()).slice(tandem.url.length) });
  assert.equal(await reader.page.locator('.scn-tab').count(), 2);
  assert.equal(await reader.page.locator('#field-win-rate').inputValue(), await page.locator('#field-win-rate').inputValue());
  await reader.end();
  await visit.end();
});
