// The levers in a real Chromium: what is in view, how a folded one is reached, ranges by their ends, spend by month,
// channels as a whole, the response to spend.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, at, axe, finger, settled, startTandem } from './harness.mjs';

const PHONE = { width: 390, height: 844 };
/** How long something that is drawn may take on a slow, busy machine. */
const SOON = { timeout: 20_000 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const field = (page, lever) => page.locator(`[id="field-${lever}"]`);
const menu = (page, channel) => page.locator(`[aria-controls="channel-menu-${channel}"]`);
const undo = (page) => page.keyboard.press('Control+z');

/** Waits until a function of the page's document is true. */
const until = (page, what, argument) => page.waitForFunction(what, argument, SOON);

async function open(page, lever) {
  await field(page, lever).focus();
  await page.locator(`[data-testid="lever-${lever}"][data-open=true]`).waitFor(SOON);
}

/** Opens the rest of a group. */
async function unfold(page, group) {
  const fold = at(page, `fold-${group}`);
  if (await fold.getAttribute('aria-expanded') === 'false') await fold.click();
}

/** Drags from the middle of one place by so many pixels, in steps. */
async function drag(page, locator, dx, dy) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 4; step += 1) await page.mouse.move(x + (dx * step) / 4, y + (dy * step) / 4);
  await page.mouse.up();
}

const changed = (page) => at(page, 'changed').innerText();

/** Names of the channels in the order of the page. */
const channels = (page) => page.locator('.group.mkt [data-testid$="-spend"] .lever-label, .group.mkt [data-testid$="-event-cost"] .lever-label')
  .evaluateAll((labels) => labels.map((label) => label.firstChild.textContent.replaceAll('\u200b', '')));

/** Waits until the names of the channels are so: an edit is drawn a moment after its key. */
async function expectChannels(page, wanted) {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await channels(page);
    if (typeof wanted === 'string' ? now.includes(wanted) : now.join() === wanted.join()) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await channels(page), wanted);
}

/** Money of each month as the bars say it. */
const bars = (page, lever) => at(page, `months-${lever}`).locator('[role=slider]')
  .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('aria-valuenow'))));

test('eight to twelve levers are in view on every example, the rest is folded and counts its changes', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await at(page, 'examples').click();
  const names = await page.locator('[data-testid^=example-]').evaluateAll((nodes) => nodes.map((node) => node.dataset.testid));
  await page.keyboard.press('Escape');
  assert.ok(names.length >= 3);
  for (const name of names) {
    await at(page, 'examples').click();
    await at(page, name).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const count = await page.locator('.levers .lever').count();
    assert.ok(count >= 8 && count <= 12, `${name}: ${count}`);
  }
  await unfold(page, 'push');
  await field(page, 'sales-cycle').fill('9');
  await page.keyboard.press('Enter');
  await at(page, 'fold-push').click();
  assert.match(await at(page, 'fold-push').innerText(), /more, 1 changed/);
  await visit.end();
});

test('a folded lever is unfolded by the palette, on a wide page and on a phone', async () => {
  for (const viewport of [undefined, PHONE]) {
    const visit = await tandem.visit({ viewport });
    const { page } = visit;
    assert.equal(await field(page, 'gross-margin').count(), 0, 'it is folded');
    await page.keyboard.press('/');
    await page.keyboard.type('gross margin');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await until(page, () => document.activeElement?.id === 'field-gross-margin');
    await field(page, 'gross-margin').waitFor({ state: 'visible', ...SOON });
    assert.equal(await at(page, 'fold-money').getAttribute('aria-expanded'), 'true');
    await visit.end();
  }
});

test('the headline leads to a channel that has a budget', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const limit = page.locator('[data-testid=headline] [data-fact=limit]');
  const name = await limit.innerText();
  await limit.click();
  await at(page, 'origin').locator('li button').first().click();
  await until(page, () => document.activeElement?.id?.startsWith('field-'));
  const id = await page.evaluate(() => document.activeElement.id);
  if (/leads/.test(name)) {
    assert.match(id, /-(spend|event-cost)$/);
    assert.match(await page.locator(`[id="${id}"]`).inputValue(), /[1-9]/);
  }
  await visit.end();
});

test('what a field showed before a change brings it back when it is typed again', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = { field: await field(page, 'win-rate').inputValue(), answer: await answer(page) };
  const type = async (text) => {
    await field(page, 'win-rate').fill(text);
    await page.keyboard.press('Enter');
  };
  await type('30%');
  assert.equal(await changed(page), '1 changed');
  await type(before.field);
  await settled(page);
  assert.equal(await changed(page), '');
  assert.equal(await answer(page), before.answer);
  assert.equal(await at(page, 'changed-sentence').getAttribute('data-state'), 'none');
  await visit.end();
});

test('the ends of a range are dragged, each drag one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const grip = (end) => at(page, 'lever-win-rate').locator(`[data-end=${end}]`);
  const before = await field(page, 'win-rate').inputValue();
  const [low, high] = before.match(/[\d.]+/g).map(Number);
  // A grip is wider than its end and taken anywhere: the end does not jump to the hand.
  await drag(page, grip('high'), 1, 0);
  const nudged = (await field(page, 'win-rate').inputValue()).match(/[\d.]+/g).map(Number);
  assert.ok(Math.abs(nudged.at(-1) - high) < 1.6, `${before} to ${nudged}`);
  if (await changed(page) === '1 changed') await undo(page);
  assert.equal(await field(page, 'win-rate').inputValue(), before);
  await drag(page, grip('high'), 14, 0);
  const wider = await field(page, 'win-rate').inputValue();
  const ends = wider.match(/[\d.]+/g).map(Number);
  assert.ok(ends[0] === low && ends[1] > high, `${before} to ${wider}`);
  await drag(page, grip('low'), -8, 0);
  const both = (await field(page, 'win-rate').inputValue()).match(/[\d.]+/g).map(Number);
  // A wider range is shown in fewer digits.
  assert.ok(both[0] < low && Math.abs(both[1] - ends[1]) < 1, `${wider} to ${both}`);
  assert.equal(await changed(page), '1 changed');
  await undo(page);
  assert.equal(await field(page, 'win-rate').inputValue(), wider);
  await undo(page);
  assert.equal(await field(page, 'win-rate').inputValue(), before);
  assert.equal(await changed(page), '');
  await visit.end();
});

test('a field takes what people type, says what it understood, and says what it cannot', async () => {
  for (const [lang, shown] of [
    ['en', [['20–24%', '20% to 24%'], ['30k', '30,000 '], ['25k', '25,000 '], ['18–22k', '18,000 to 22,000 ']]],
    ['zh-CN', [['20–24%', '20%'], ['3万', '30,000 '], ['2.5万', '25,000 '], ['1.8–2.2万', '18,000 ']]],
  ]) {
    const visit = await tandem.visit({ lang });
    const { page } = visit;
    await settled(page);
    const typed = [
      ['win-rate', '22% ± 2%'], ['search_ads-spend', '30 000'], ['search_ads-spend', '两万五'], ['search_ads-spend', '20k +- 2k'],
    ];
    for (const [index, [lever, text]] of typed.entries()) {
      const [value, words] = shown[index];
      await field(page, lever).click();
      await field(page, lever).fill(text);
      const understood = await page.locator('.lever-understood').innerText();
      assert.ok(understood.includes(words), `${text}: ${understood}`);
      await page.keyboard.press('Enter');
      assert.equal(await field(page, lever).inputValue(), value, text);
      // What is shown can be typed again.
      await field(page, lever).fill(value);
      await page.keyboard.press('Enter');
      assert.equal(await field(page, lever).inputValue(), value);
    }
    for (const wrong of ['30 00', '两三万', '20k ±']) {
      await field(page, 'search_ads-spend').click();
      await field(page, 'search_ads-spend').fill(wrong);
      await page.locator('.lever-fault').waitFor(SOON);
      if (wrong.includes('00')) assert.match(await page.locator('.lever-fault').innerText(), /30 00.*30 000/s);
      await page.keyboard.press('Escape');
    }
    await visit.end();
  }
});

test('question 10: what it costs to stop the brand for two quarters, in at most six actions', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  let actions = 0;
  const act = async (action) => {
    actions += 1;
    await action;
  };
  await act(at(page, 'examples').click());
  await act(at(page, 'example-scale_up').click());
  await act(at(page, 'fold-pull').click());
  await act(field(page, 'brand_campaign-spend').click());
  await act(at(page, 'pattern-brand_campaign-spend').selectOption('stopped'));
  assert.equal(await at(page, 'stop-from-brand_campaign-spend').locator('option:checked').innerText(), 'Apr 2027');
  await act(at(page, 'stop-to-brand_campaign-spend').selectOption({ label: 'Sep 2027' }));
  assert.ok(actions <= 6, `${actions} actions`);
  assert.match(await at(page, 'spend-sum-brand_campaign-spend').innerText(), /2027 59k, was 119k; 2028 120k\./);
  const answer = page.locator('[data-testid=changed-sentence][data-state=ready]');
  await answer.waitFor({ timeout: 90_000 });
  const said = await answer.innerText();
  assert.match(said, /marketing spend −60(\.0)?k/, said);
  assert.match(said, /feel it from \w+ 202[78]/, said);
  assert.match(said, /(loss|gain|no clear|cannot be told|ARR)/, said);
  await visit.end();
});

test('a channel takes four stops of Tab; its menu and folds are an arrow away', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const focused = () => page.evaluate(() => {
    const focus = document.activeElement;
    return focus.dataset.testid ?? focus.getAttribute('aria-controls') ?? focus.tagName;
  });
  const here = () => page.evaluate(() => document.activeElement.closest('.lever')?.dataset.testid);
  await open(page, 'linkedin_ads-spend');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'pattern-linkedin_ads-spend');
  const now = await page.locator('[id="pattern-linkedin_ads-spend"]').inputValue();
  for (const [key, wanted] of [
    ['ArrowLeft', 'channel-menu-linkedin_ads'], ['ArrowLeft', 'channel-menu-linkedin_ads'], ['ArrowRight', 'pattern-linkedin_ads-spend'],
    ['ArrowRight', 'spend-fields-linkedin_ads-spend'], ['ArrowRight', 'response-fold-linkedin_ads'],
    ['ArrowLeft', 'spend-fields-linkedin_ads-spend'], ['ArrowLeft', 'pattern-linkedin_ads-spend'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), wanted, key);
  }
  assert.equal(await page.locator('[id="pattern-linkedin_ads-spend"]').inputValue(), now, 'an arrow chooses nothing');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'rect', 'the bars are the last stop');
  await page.keyboard.press('Tab');
  assert.equal(await here(), 'lever-content_seo-spend', 'then comes the next channel');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'range');
  await visit.end();
});

test('spend by month: patterns, months as fields, and back to the same every month', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const lever = 'search_ads-spend';
  await open(page, lever);
  const pattern = at(page, `pattern-${lever}`);
  const recognised = (kind) => page.locator(`[data-testid="spend-${lever}"][data-pattern=${kind}]`).waitFor(SOON);
  assert.deepEqual(new Set(await bars(page, lever)), new Set([35_000]));

  await pattern.selectOption('stopped');
  await recognised('stopped');
  await at(page, `stop-from-${lever}`).selectOption({ label: 'Jan 2028' });
  await recognised('stopped');
  const off = (all) => all.flatMap((amount, month) => (amount === 0 ? [month] : []));
  assert.deepEqual(off(await bars(page, lever)), [12], 'a stop that starts after its end is one month');
  await at(page, `stop-to-${lever}`).selectOption({ label: 'Mar 2028' });
  await until(page, ([lever]) => document.querySelectorAll(`[data-testid="months-${lever}"] [aria-valuenow="0"]`).length === 3, [lever]);
  await undo(page);
  assert.deepEqual(off(await bars(page, lever)), [12], 'each choice is a step');

  await pattern.selectOption('ramp');
  await recognised('ramp');
  await page.locator(`[id="ramp-to-${lever}"]`).fill('60k');
  await page.keyboard.press('Enter');
  await until(page, ([lever]) => [...document.querySelectorAll(`[data-testid="months-${lever}"] [role=slider]`)].at(-1)
    .getAttribute('aria-valuenow') === '60000', [lever]);
  await recognised('ramp');
  await pattern.selectOption('seasonal');
  await recognised('seasonal');
  const seasonal = await bars(page, lever);
  assert.ok(new Set(seasonal).size > 3, 'as the plan is in demand');
  assert.equal(seasonal[0], seasonal[12], 'January is January');

  await at(page, `spend-fields-${lever}`).click();
  const march = page.locator(`[id="month-${lever}-2"]`);
  await march.fill('1-2k');
  await page.keyboard.press('Enter');
  assert.equal((await bars(page, lever))[2], seasonal[2], 'a month is one number');
  await march.fill('12k');
  await page.keyboard.press('Enter');
  await recognised('own');
  assert.equal((await bars(page, lever))[2], 12_000);

  // A column of a spreadsheet fills that month and those after it, as one step.
  await march.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '10k\n20,000\n3万\n');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await until(page, ([lever]) => document.querySelector(`[data-testid="months-${lever}"] [data-month="4"]`).getAttribute('aria-valuenow') === '30000', [lever]);
  assert.deepEqual((await bars(page, lever)).slice(2, 5), [10_000, 20_000, 30_000]);
  await undo(page);
  assert.equal((await bars(page, lever))[2], 12_000);

  await pattern.selectOption('constant');
  await recognised('constant');
  assert.equal(new Set(await bars(page, lever)).size, 1);
  await at(page, `back-${lever}`).click();
  await until(page, () => document.querySelector('[data-testid=changed]').textContent === '');
  assert.deepEqual(new Set(await bars(page, lever)), new Set([35_000]));
  await visit.end();
});

test('a bar is dragged or moved by keys; one drag and one stay with keys are one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const lever = 'search_ads-spend';
  await open(page, lever);
  const bar = (month) => at(page, `months-${lever}`).locator(`[data-month="${month}"]`);
  const before = await bars(page, lever);
  await drag(page, bar(4), 0, 30);
  const dragged = await bars(page, lever);
  assert.ok(dragged[4] < before[4], `${dragged}`);
  assert.deepEqual(dragged.filter((_, month) => month !== 4), before.filter((_, month) => month !== 4));
  assert.equal(await changed(page), '1 changed');
  await undo(page);
  assert.deepEqual(await bars(page, lever), before);

  await bar(4).focus();
  await page.keyboard.press('ArrowRight');
  await until(page, () => document.activeElement?.dataset.month === '5');
  assert.equal(await bar(5).getAttribute('aria-label'), 'June 2027');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('PageUp');
  const keyed = await bars(page, lever);
  assert.ok(keyed[5] > before[5]);
  assert.match(await bar(5).getAttribute('aria-valuetext'), /k a month$/);
  await undo(page);
  assert.deepEqual(await bars(page, lever), before, 'one stay, one step');
  await visit.end();
});

test('channels are added, renamed, moved, copied and removed by mouse and keys, each a step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await answer(page);
  await unfold(page, 'pull');
  const names = await channels(page);

  // By keys alone.
  await menu(page, 'linkedin_ads').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const name = at(page, 'channel-name-linkedin_ads');
  await until(page, () => document.activeElement?.dataset.testid === 'channel-name-linkedin_ads');
  await page.keyboard.type('Podcast');
  await page.keyboard.press('Enter');
  await name.waitFor({ state: 'detached', ...SOON });
  await expectChannels(page, 'Podcast');
  await undo(page);
  await expectChannels(page, names);

  await open(page, 'search_ads-spend');
  await menu(page, 'search_ads').click();
  await at(page, 'channel-down-search_ads').click();
  await until(page, () => document.querySelectorAll('.group.mkt [data-testid$="-spend"]')[0].dataset.testid === 'lever-linkedin_ads-spend');
  assert.equal(await changed(page), '', 'order is not a change');
  await undo(page);
  await expectChannels(page, names);

  await menu(page, 'search_ads').click();
  await at(page, 'channel-duplicate-search_ads').click();
  await until(page, () => /^field-paid_\w{5}-spend$/.test(document.activeElement?.id ?? ''));
  await expectChannels(page, 'Search ads, copy');
  assert.equal(await changed(page), '1 changed');
  await undo(page);
  await expectChannels(page, names);

  await menu(page, 'search_ads').click();
  await at(page, 'channel-remove-search_ads').click();
  await at(page, 'toast').waitFor(SOON);
  assert.match(await at(page, 'toast').innerText(), /Removed Search ads/);
  assert.ok(!(await channels(page)).includes('Search ads'));
  // The toast goes after some seconds: its undo first.
  await at(page, 'toast-undo').click();
  await until(page, () => document.querySelector('[data-testid="lever-search_ads-spend"]'));
  await expectChannels(page, names);
  await settled(page);
  assert.equal(await answer(page), before);
  await visit.end();
});

test('a channel of each type can be added; its values are assumptions and the plan stays sound', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  for (const kind of ['paid', 'content', 'event', 'partner', 'brand', 'organic', 'referral', 'outbound']) {
    await page.locator('[aria-controls=channel-add]').click();
    await at(page, `channel-add-${kind}`).click();
    await until(page, (kind) => document.activeElement?.id?.startsWith(`field-${kind}_`), kind);
    const why = await page.locator('.lever[data-open=true] .lever-why').innerText();
    if (['paid', 'content', 'event', 'brand'].includes(kind)) assert.match(why, /An assumption: the template of a new channel/);
  }
  assert.equal(await changed(page), '8 changed');
  assert.equal(await page.locator('.lever-fault[data-kind=error]').count(), 0);
  await visit.end();
});

test('the response to spend is dragged, typed and keyed, and says what the next lead costs', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await open(page, 'search_ads-spend');
  await at(page, 'response-fold-search_ads').click();
  const panel = at(page, 'response-panel-search_ads');
  await panel.waitFor(SOON);
  const said = () => at(page, 'response-said-search_ads').innerText();
  const first = await said();
  assert.match(first, /At 35k a month \d+ leads, and the next lead costs \d+\. Ceiling \d+ leads a month\./);
  const values = () => panel.locator('input[id^=field-]').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.id, one.value])));
  const before = await values();
  const handle = (key) => panel.locator(`[data-handle=${key}]`);

  await drag(page, handle('reference').locator('.response-grip'), 24, 12);
  const moved = await values();
  assert.notEqual(moved['field-search_ads-reference-spend'], before['field-search_ads-reference-spend']);
  assert.notEqual(moved['field-search_ads-cost-per-lead'], before['field-search_ads-cost-per-lead']);
  assert.match(moved['field-search_ads-cost-per-lead'], /–/, 'a range stays a range');
  assert.equal(moved['field-search_ads-closeness'], before['field-search_ads-closeness']);
  await undo(page);
  assert.deepEqual(await values(), before, 'one drag, one step');

  await drag(page, handle('end').locator('.response-grip'), 0, -14);
  const further = await values();
  assert.ok(parseFloat(further['field-search_ads-closeness']) < parseFloat(before['field-search_ads-closeness']));
  await undo(page);

  await handle('end').focus();
  await page.keyboard.press('ArrowDown');
  await until(page, () => document.querySelector('[id="field-search_ads-closeness"]').value === '56%');
  assert.match(await handle('end').getAttribute('aria-valuetext'), /56%/);
  await undo(page);
  assert.equal(await said(), first);

  await panel.locator('[id="field-search_ads-carry-over"]').fill('50%');
  await page.keyboard.press('Enter');
  assert.equal(await changed(page), '1 changed');
  // Half is left after a week: one value, told in both ways, and one change.
  assert.equal(await panel.locator('[id="field-search_ads-half-life"]').inputValue(), '1');
  const field = panel.locator('[id="field-search_ads-half-life"]');
  await field.focus();
  await until(page, () => document.activeElement.selectionEnd === document.activeElement.value.length);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('28 d');
  await page.keyboard.press('Enter');
  assert.equal(await panel.locator('[id="field-search_ads-carry-over"]').inputValue(), '84.1%');
  assert.equal(await changed(page), '1 changed');
  await at(page, 'back-search_ads-half-life').click();
  assert.equal(await changed(page), '');
  await at(page, 'shape-search_ads').selectOption('tanh');
  assert.equal(await changed(page), '1 changed', 'its shape alone');
  // Closed, the curve says that it is not as it was, and goes back by a click.
  await at(page, 'response-fold-search_ads').click();
  assert.match(await at(page, 'curve-back-search_ads').textContent(), /response curve changed/);
  await at(page, 'curve-back-search_ads').click();
  assert.equal(await changed(page), '');
  assert.equal(await at(page, 'curve-back-search_ads').count(), 0);
  await open(page, 'search_ads-spend');
  await at(page, 'response-fold-search_ads').click();
  await panel.waitFor(SOON);
  await at(page, 'shape-search_ads').selectOption('logistic');
  assert.equal(await at(page, 'curve-back-search_ads').textContent(), 'Hill');
  await at(page, 'curve-back-search_ads').click();
  assert.deepEqual(await values(), before);
  await at(page, 'shape-search_ads').selectOption('linear');
  await until(page, () => document.querySelectorAll('[data-testid="response-panel-search_ads"] [data-handle]').length === 1);
  assert.match(await said(), /No ceiling/);
  await undo(page);
  assert.deepEqual(await values(), before);
  await visit.end();
});

test('the opened editors are accessible in both themes, wide and narrow', async () => {
  for (const options of [
    { theme: 'light' }, { theme: 'dark', lang: 'zh-CN' },
    { theme: 'light', lang: 'zh-CN', viewport: PHONE }, { theme: 'dark', viewport: { width: 360, height: 780 } },
  ]) {
    const visit = await tandem.visit(options);
    const { page } = visit;
    const where = JSON.stringify(options);
    if (options.viewport) {
      await at(page, 'levers-grab').click();
      await at(page, 'group-pull').click();
    }
    await open(page, 'search_ads-spend');
    await at(page, 'pattern-search_ads-spend').selectOption('ramp');
    await at(page, 'spend-fields-search_ads-spend').click();
    await at(page, 'response-fold-search_ads').click();
    await at(page, 'response-panel-search_ads').waitFor(SOON);
    assert.deepEqual(await axe(page), [], where);
    await menu(page, 'search_ads').click();
    assert.deepEqual(await axe(page), [], `the menu, ${where}`);
    await page.keyboard.press('Escape');
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(fits, `no scrolling sideways, ${where}`);
    const sideways = await page.evaluate(() => {
      const panel = document.querySelector('.levers');
      return panel.scrollWidth - panel.clientWidth;
    });
    assert.ok(sideways <= 1, `the levers are as wide as their panel, ${where}: ${sideways}`);
    await visit.end();
  }
});

test('on a phone a figure of the headline shows where it comes from, however far down the page is', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await settled(page);
  await page.evaluate(() => scrollTo(0, 1500));
  await page.locator('[data-testid=headline] [data-fact=odds]').click();
  await until(page, () => {
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const top = box('#origin h2').top;
    return top > box('.head').bottom && top < box('.levers').top - 60;
  });
  await page.keyboard.press('Escape');
  // What is in view stays where it is.
  const before = await page.evaluate(() => { scrollTo(0, 0); return scrollY; });
  await page.locator('[data-testid=headline] [data-fact=odds]').click();
  await at(page, 'origin').waitFor(SOON);
  assert.equal(await page.evaluate(() => scrollY), before);
  await visit.end();
});

test('on a phone the field that is typed in stands free of the tabs above it', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const visit = await tandem.visit({ viewport: PHONE, lang });
    const { page } = visit;
    await settled(page);
    for (const text of ['8 + 4', '8 + 3']) {
      await field(page, 'aes').click();
      await field(page, 'aes').fill(text);
      const [typed, tabs] = [await page.locator('.field:focus-within').boundingBox(), await page.locator('.levers-top').boundingBox()];
      assert.ok(typed.y >= tabs.y + tabs.height, `${typed.y} is under ${tabs.y + tabs.height}`);
      assert.ok(typed.y + typed.height <= PHONE.height, `${typed.y}`);
      await page.keyboard.press('Enter');
    }
    await visit.end();
  }
});

test('on a phone a finger moves bars, the ends of a range and the response, each as far as it goes', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await at(page, 'levers-grab').click();
  await at(page, 'group-push').click();
  const range = () => field(page, 'win-rate').inputValue();
  const first = await range();
  const high = at(page, 'lever-win-rate').locator('[data-end=high]');
  assert.equal((await finger(visit, high, 40, 2)).ended, 'pointerup');
  assert.notEqual(await range(), first);

  await at(page, 'group-pull').click();
  const lever = 'search_ads-spend';
  await open(page, lever);
  const sum = () => at(page, `spend-sum-${lever}`).innerText();
  const before = await sum();
  const still = { ended: 'pointerup', scrolled: [] };
  assert.deepEqual(await finger(visit, at(page, `months-${lever}`).locator('[data-month="6"]'), 0, 24), still);
  assert.notEqual(await sum(), before);
  assert.match(await sum(), /was/);

  await at(page, 'response-fold-search_ads').click();
  const panel = at(page, 'response-panel-search_ads');
  await panel.waitFor(SOON);
  const values = () => panel.locator('input[id^=field-]').evaluateAll((all) => all.map((one) => one.value).join());
  for (const [handle, dx, dy] of [['reference', 30, 12], ['end', 0, -24]]) {
    const was = await values();
    assert.equal((await finger(visit, panel.locator(`[data-handle=${handle}] .response-grip`), dx, dy)).ended, 'pointerup', handle);
    assert.notEqual(await values(), was, handle);
  }
  await visit.end();
});

test('a drag ends when what it drags goes away, and the lever stays under the hand', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const slider = (lever) => at(page, `lever-${lever}`).locator('input[type=range]').first();
  const hold = async (lever) => {
    const box = await slider(lever).boundingBox();
    const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await to(0.5);
    await page.mouse.down();
    await to(0.6);
    await to(0.7);
    return { to, y: box.y };
  };
  const value = (lever) => field(page, lever).inputValue();
  const thumb = (lever) => slider(lever).inputValue();
  await at(page, 'scenario-duplicate').click();
  await settled(page);
  const before = { field: await value('search_ads-spend'), thumb: await thumb('search_ads-spend') };
  const drag = await hold('search_ads-spend');
  const moved = await value('search_ads-spend');
  assert.notEqual(moved, before.field);
  await page.keyboard.press('1');
  await drag.to(0.8);
  await drag.to(0.9);
  await page.mouse.up();
  await settled(page);
  assert.deepEqual({ field: await value('search_ads-spend'), thumb: await thumb('search_ads-spend') }, before, 'the other scenario is as it was');
  await page.keyboard.press('2');
  await settled(page);
  assert.equal(await value('search_ads-spend'), moved, 'the first one keeps what was dragged');
  // The same where a step is taken back.
  const again = await hold('search_ads-spend');
  await again.to(0.3);
  await page.keyboard.press('Control+z');
  await again.to(0.9);
  await page.mouse.up();
  await settled(page);
  assert.equal(await value('search_ads-spend'), moved, 'what was taken back stays so');
  await page.keyboard.press('Control+Shift+z');
  assert.notEqual(await value('search_ads-spend'), moved, 'and can be done again');
  // Its own card is open: it closes when the other lever is let go, not under it.
  const other = await hold('linkedin_ads-spend');
  assert.equal((await slider('linkedin_ads-spend').boundingBox()).y, other.y);
  await page.mouse.up();
  await page.locator('[data-testid="lever-linkedin_ads-spend"][data-open=true]').waitFor(SOON);
  await visit.end();
});

test('typing that is not taken over is undone before the plan is', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const cash = field(page, 'opening-cash');
  const opened = await cash.inputValue();
  await cash.fill('2M');
  await cash.press('Enter');
  const taken = await cash.inputValue();
  assert.notEqual(taken, opened);
  const size = field(page, 'deal-size');
  await size.focus();
  const committed = await size.inputValue();
  await page.keyboard.type('abc');
  assert.equal(await size.inputValue(), 'abc');
  // The browser may take back a letter or a word at a time.
  for (let step = 0; step < 4 && await size.inputValue() !== committed; step += 1) await undo(page);
  assert.equal(await size.inputValue(), committed, 'the typing is taken back');
  assert.equal(await cash.inputValue(), taken, 'the plan is as it was');
  await undo(page);
  await until(page, ([id, value]) => document.getElementById(id).value === value, ['field-opening-cash', opened]);
  await visit.end();
});

test('a value that clashes with another one stays a draft that names the other', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await unfold(page, 'push');
  await field(page, 'ae-ramp').fill('3');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('[data-testid=lever-ae-ramp] .lever-fault').innerText(), /above “Onboarding”, 4 wk/);
  assert.equal(await at(page, 'notice-plan').count(), 0, 'the plan is as it was');
  assert.ok(await at(page, 'undo').isDisabled());
  await visit.end();
});
