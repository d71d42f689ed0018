// Finding things: the palette, the keys, the glossary, the table of assumptions, the hints of a first visit.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, ready, settled, startTandem } from './harness.mjs';


let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const focused = (page) => page.evaluate(() => document.activeElement?.id);

test('a slash finds a lever and puts the focus into its field', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await page.keyboard.press('/');
  await page.keyboard.type('win rate');
  assert.equal(await page.locator('#palette-list [role=option]').count(), 1);
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.id === 'field-win-rate');
  // In a field the key is a character like any other.
  await page.keyboard.press('/');
  assert.equal(await page.locator('dialog').count(), 0);
  await visit.end();
});

test('the palette does by name what else is a button, and arrows choose', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await page.keyboard.press('Control+k');
  const active = () => page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant'));
  assert.equal(await active(), 'palette-0');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 'palette-1');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), 'palette-11', 'round the corner');
  await page.keyboard.type('funnel');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'funnel');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('nothing at all like this');
  assert.match(await page.locator('#palette-dialog').innerText(), /Nothing fits/);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'funnel', 'the focus returns');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('中文');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.documentElement.lang === 'zh-CN');
  await visit.end();
});

test('the palette finds figures, inputs, settings and files by the words that people use', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const find = async (words) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    return page.locator('#palette-list [role=option]').allInnerTexts();
  };
  const go = async () => {
    await page.keyboard.press('Enter');
    await page.locator('#palette-dialog').waitFor({ state: 'detached' });
  };
  for (const words of ['compare', '对比', 'export', '导出', 'download', 'csv', 'xlsx', 'cac', 'ltv', 'quota', 'currency', 'fiscal',
    'horizon', 'seed', 'hire', 'price', 'discount', 'overhead', 'commission', '币种', '提成']) {
    const found = await find(words);
    assert.ok(found.length > 0 && found.length <= 12, `${words}: ${found.length}`);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  }
  assert.match((await find('cac'))[0], /^CAC\s+Key figure$/);
  await go();
  await page.waitForFunction(() => document.activeElement?.closest('[data-testid=kpi-cac]'));
  // A row that the table does not list by itself: it is listed, and its field is open.
  assert.match((await find('commission rate'))[0], /Commission\s+Assumption/);
  await go();
  await page.waitForFunction(() => document.activeElement?.id === 'edit-compensation-commission_rate');
  assert.match((await find('fiscal'))[0], /Setting$/);
  await go();
  await page.waitForFunction(() => document.activeElement?.id === 'setting-fiscal');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.match((await find('magic number'))[0], /Glossary$/);
  await go();
  await page.waitForFunction(() => document.activeElement?.id === 'term-magic_number');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await find('csv');
  const file = page.waitForEvent('download');
  await go();
  assert.match((await file).suggestedFilename(), /\.csv$/);
  await visit.end();
});

test('the palette of a page that can only be read offers no change', async () => {
  const visit = await tandem.visit({ path: '?view=read' });
  const { page } = visit;
  await settled(page);
  const find = async (words) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    const found = await page.locator('#palette-list [role=option]').allInnerTexts();
    return found.join('|');
  };
  for (const words of ['duplicate', 'undo', 'settings', 'fiscal', 'win rate']) {
    assert.doesNotMatch(await find(words), /\n(Lever|Setting)|Plan settings|Duplicate|Undo/, words);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  }
  // A row is led to, without a field.
  assert.match(await find('currency'), /Assumption/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'row-plan-currency_code');
  assert.equal(await page.locator('.cell-field').count(), 0);
  await visit.end();
});

test('every input stands in one table that can be searched and sifted', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const rows = () => page.locator('[data-testid=assumptions-table] tr[data-path]');
  // A long list is drawn in two turns.
  await settled(page);
  const set = await rows().count();
  await at(page, 'assumptions-all').click();
  const all = await rows().count();
  assert.ok(all > set && set > 50, `${set} of ${all}`);
  await at(page, 'assumptions-changed').click();
  assert.equal(await rows().count(), 0);
  await at(page, 'lever-win-rate').locator('input[type=text]').fill('30%');
  await page.keyboard.press('Enter');
  await rows().first().waitFor();
  assert.equal(await rows().count(), 1);
  const cells = await rows().first().locator('th, td').allInnerTexts();
  assert.match(cells.join('|'), /Win rate\|30%\|\|Changed here\|.*\|20–24%/);
  await at(page, 'assumptions-all').click();
  await at(page, 'assumptions-find').fill('search ads cost');
  assert.equal(await rows().count(), 1);
  await visit.end();
});

test('on a narrow phone every value of the table is there in full', async () => {
  const visit = await tandem.visit({ viewport: { width: 360, height: 740 }, lang: 'zh-CN' });
  const { page } = visit;
  await settled(page);
  await at(page, 'assumptions-all').click();
  const cut = await page.locator('#assumptions .twin-box').evaluate((box) => {
    const edge = box.getBoundingClientRect().right + 1;
    const beyond = [...box.querySelectorAll('th, td, .cell')].filter((cell) => cell.getBoundingClientRect().right > edge);
    // A short value stays on one line.
    const broken = [...box.querySelectorAll('.cell')].filter((cell) => cell.textContent.length < 10 && cell.clientHeight > 40);
    return [...beyond, ...broken].map((cell) => cell.textContent);
  });
  assert.deepEqual(cut, []);
  const dates = await page.locator('#timeline td').evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent));
  assert.deepEqual(dates, []);
  // A list breaks between its numbers, none of which leaves its unit.
  const listed = await page.locator('.assumption-table .whole').evaluateAll((numbers) => numbers.map((number) => ({
    text: number.textContent, lines: new Set([...number.getClientRects()].map((box) => Math.round(box.top))).size,
  })));
  assert.ok(listed.some(({ text }) => /\d 倍/.test(text)), JSON.stringify(listed));
  assert.deepEqual(listed.filter(({ lines }) => lines > 1), []);
  await visit.end();
});

test('a first visit has three hints that never come back', async () => {
  const visit = await tandem.visit({ hints: true });
  const { page } = visit;
  assert.equal(await at(page, 'hints').locator('li').count(), 3);
  assert.deepEqual(await axe(page), []);
  await at(page, 'hints-done').click();
  await at(page, 'hints').waitFor({ state: 'detached' });
  await page.reload();
  await ready(page);
  assert.equal(await at(page, 'hints').count(), 0);
  await visit.end();
  const blocked = await tandem.visit({
    hints: true,
    script: `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`,
  });
  assert.equal(await at(blocked.page, 'hints').count(), 0, 'where nothing is kept they would never go');
  await blocked.close();
});
