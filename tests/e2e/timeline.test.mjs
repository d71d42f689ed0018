// Hires and events on the timeline: moved by hand, by keys and by finger, each gesture one step; taken out with Delete.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, finger, rested, settled, startTandem } from './harness.mjs';

const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const grips = (page) => page.locator('.tl-grip');
const week = async (grip) => Number(await grip.getAttribute('aria-valuenow'));
/** The answer, and the median that the plan's tab has. */
const figures = async (page) => `${await at(page, 'headline').textContent()} ${await at(page, 'scenario-A').textContent()}`;

/** The middle of what can be taken. */
async function middle(grip) {
  await grip.scrollIntoViewIfNeeded();
  const box = await grip.locator('.tl-hit').boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a hire follows the pointer week by week, in one step, and its figures with it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const grip = grips(page).first();
  const before = { week: await week(grip), said: await grip.getAttribute('aria-valuetext'), answer: await figures(page) };
  assert.match(before.said, /\d+ heads? from \d+ \w+ \d{4}, week \d+, full output from \w+ \d{4}/);
  const from = await middle(grip);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const seen = new Set();
  for (let step = 1; step <= 12; step += 1) {
    await page.mouse.move(from.x + step * 10, from.y);
    seen.add(await week(grip));
  }
  assert.ok(seen.size > 4, `weeks on the way: ${[...seen]}`);
  await page.mouse.up();
  const moved = await week(grip);
  assert.ok(moved >= before.week + 10, `${before.week} to ${moved}`);
  assert.notEqual(await grip.getAttribute('aria-valuetext'), before.said);
  await settled(page);
  assert.notEqual(await figures(page), before.answer, 'a later hire is another answer');
  await at(page, 'undo').click();
  assert.equal(await week(grips(page).first()), before.week, 'one gesture is one step');
  assert.ok(await at(page, 'undo').isDisabled());
  await settled(page);
  assert.equal(await figures(page), before.answer);
  await visit.end();
});

test('keys move a hire by a week or a month, and Delete takes it out', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const grip = grips(page).first();
  await grip.focus();
  const start = await week(grip);
  await page.keyboard.press('ArrowRight');
  assert.equal(await week(grip), start + 1);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await week(grip), start - 1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const month = (await week(grip)) - start;
  assert.ok(month === 4 || month === 5, `a month is ${month} weeks`);
  await page.keyboard.press('Home');
  assert.equal(await week(grip), 1, 'a hire to come starts after the first week');
  await page.keyboard.press('End');
  assert.equal(String(await week(grip)), await grip.getAttribute('aria-valuemax'));
  const count = await grips(page).count();
  await page.keyboard.press('Delete');
  await page.waitForFunction((count) => document.querySelectorAll('.tl-grip').length === count - 1, count);
  await page.waitForFunction(() => document.activeElement?.closest('#forecast') !== null);
  await page.keyboard.press('Control+Z');
  assert.equal(await grips(page).count(), count);
  await page.keyboard.press('Control+Z');
  assert.equal(await week(grips(page).first()), start, 'all moves of one stay of the focus are one step');
  await visit.end();
});

test('a finger moves a hire on a phone, as far as it goes, and the page does not scroll away under it', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await settled(page);
  const grip = grips(page).first();
  const box = await grip.locator('.tl-hit').boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44, `${box.width} × ${box.height}`);
  const before = await week(grip);
  assert.deepEqual(await finger(visit, grip.locator('.tl-hit'), 48, 8), { ended: 'pointerup', scrolled: [] });
  // The browser takes what moves 15 pixels for a scroll, if it may: seven weeks.
  const moved = await week(grip);
  assert.ok(moved >= before + 12, `${before} to ${moved}`);
  await at(page, 'undo').evaluate((undo) => undo.click());
  await rested(page);
  assert.equal(await week(grips(page).first()), before, 'one gesture is one step');
  // Beside what can be moved, the drawing lets the page scroll.
  assert.equal((await finger(visit, page.locator('.fc'), 0, -60)).ended, 'pointercancel');
  await page.waitForFunction(() => window.scrolled.length > 0);
  await visit.end();
});

test('what can be moved is there in both themes and languages without a fault, and not on a view without levers', async () => {
  for (const [theme, lang] of [['light', 'en'], ['dark', 'zh-CN']]) {
    const visit = await tandem.visit({ theme, lang });
    const { page } = visit;
    await settled(page);
    await grips(page).first().focus();
    assert.deepEqual(await axe(page), [], `${theme} ${lang}`);
    await at(page, 'share').click();
    await at(page, 'share-read').click();
    const link = await at(page, 'share-link').inputValue();
    const reader = await tandem.visit({ path: link.slice(tandem.url.length) });
    await settled(reader.page);
    assert.equal(await grips(reader.page).count(), 0);
    await reader.end();
    await visit.end();
  }
});

test('spend by month moves as blocks: where it starts and stops, and its amount, each drag one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await page.locator('[id="field-search_ads-spend"]').focus();
  await at(page, 'pattern-search_ads-spend').selectOption('stopped');
  const edges = page.locator('[data-testid^=grip-edge-]');
  const levels = page.locator('[data-testid^=grip-level-]');
  await edges.nth(3).waitFor();
  const places = () => edges.evaluateAll((all) => all.map((edge) => Number(edge.getAttribute('aria-valuenow'))));
  const start = await places();
  assert.equal(start.length, 4, 'two blocks, two edges each');
  assert.match(await edges.nth(1).getAttribute('aria-valuetext'), /^nothing from \w+ 2027$/);
  assert.match(await edges.nth(2).getAttribute('aria-valuetext'), /^35k a month from \w+ 2027$/);

  // The stop comes later by hand, month by month, and goes back in one step.
  const from = await middle(edges.nth(1));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(from.x + step * 6, from.y);
  await page.mouse.up();
  const moved = await places();
  assert.ok(moved[1] > start[1] && moved[1] < start[2], moved.join(' '));
  assert.deepEqual([moved[0], moved[2], moved[3]], [start[0], start[2], start[3]]);
  await at(page, 'undo').click();
  assert.deepEqual(await places(), start);

  // The same by keys; the gap between two blocks keeps a month.
  await edges.nth(1).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal((await places())[1], start[1] + 1);
  await page.keyboard.press('Shift+ArrowLeft');
  assert.equal((await places())[1], Math.max(start[1] - 2, 1));
  await page.keyboard.press('End');
  assert.equal((await places())[1], start[2] - 1);
  await page.keyboard.press('Control+Z');
  assert.deepEqual(await places(), start);

  // An amount goes up by hand and by keys, and only in its block.
  const amounts = () => levels.evaluateAll((all) => all.map((level) => Number(level.getAttribute('aria-valuenow'))));
  const [first, second] = await amounts();
  const at_level = await middle(levels.nth(0));
  await page.mouse.move(at_level.x, at_level.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) await page.mouse.move(at_level.x, at_level.y - 3 * step);
  await page.mouse.up();
  const [up, same] = await amounts();
  assert.ok(up > first && same === second, `${up} ${same}`);
  await at(page, 'undo').click();
  assert.deepEqual(await amounts(), [first, second]);
  await levels.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  assert.ok((await amounts())[1] < second);
  await page.keyboard.press('Delete');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid^=grip-level-]').length === 1);
  await page.keyboard.press('Control+Z');
  assert.equal((await amounts()).length, 2);
  await edges.nth(1).focus();
  assert.deepEqual(await axe(page, '#forecast'), []);
  await visit.end();
});
