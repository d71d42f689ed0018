// The stages in one table and pasted from a spreadsheet; the plan's settings; values changed in the table of assumptions;
// what has come to pass, laid over the forecast.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, axe, settled, startTandem } from './harness.mjs';

const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const headline = (page) => at(page, 'headline').textContent();
const undo = (page) => page.keyboard.press('Control+Z');

/** Types over what a field holds: it selects all of it when it is entered. */
async function draft(page, id, text) {
  const field = typeof id === 'string' ? at(page, id) : id;
  await field.focus();
  const node = await field.elementHandle();
  await page.waitForFunction((node) => node.selectionEnd === node.value.length, node);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  if (text === '') await page.keyboard.press('Delete');
}

/** Types into a field and takes it over. */
async function type(page, id, text) {
  await draft(page, id, text);
  await page.keyboard.press('Enter');
}

/** Finds an action by its name and does it. */
async function act(page, name) {
  await page.keyboard.press('Control+K');
  await at(page, 'palette-find').fill(name);
  await page.locator('#palette-list li').first().filter({ hasText: name }).waitFor();
  await page.keyboard.press('Enter');
}

test('the settings of a plan are each one step, with their reason, and bad ones are refused in words', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await headline(page);
  assert.match(before, /US\$[\d.]+M ARR/, 'the currency is named');
  await at(page, 'settings').click();
  await at(page, 'settings-dialog').waitFor();
  await at(page, 'setting-currency').selectOption('EUR');
  assert.match(await headline(page), /€[\d.]+M ARR/);
  await type(page, 'setting-futures', '2k');
  assert.equal(await at(page, 'setting-futures').inputValue(), '2,000');
  await type(page, 'setting-horizon', '3 years');
  assert.equal(await at(page, 'setting-horizon').inputValue(), '156');
  // A Wednesday: the plan starts on its Monday, and says so.
  await type(page, 'setting-start', '6 Jan 2027');
  await page.locator('.setting-field .lever-fault').first().waitFor();
  assert.match(await page.locator('.setting-field .lever-fault').first().textContent(), /no Monday.*4 Jan 2027/);
  assert.equal(await at(page, 'setting-start').inputValue(), '4 Jan 2027');
  assert.equal(await at(page, 'setting-start').getAttribute('aria-invalid'), null);
  for (const [field, text, says] of [
    ['setting-horizon', '10 weeks', /26 to 260|allowed/],
    ['setting-horizon', '30 weeks', /Target · By: must lie in the plan/],
    ['setting-futures', 'many', /./],
    ['setting-seed', '-1', /./],
  ]) {
    await draft(page, field, text);
    assert.equal(await at(page, field).getAttribute('aria-invalid'), 'true', `${field} ${text}`);
    assert.match(await page.locator('.setting-field .lever-fault').last().textContent(), says);
    await page.keyboard.press('Escape');
  }
  await at(page, 'setting-fiscal').selectOption('4');
  await at(page, 'settings-done').click();
  // Fiscal year, day, horizon, futures, currency: five steps.
  for (let step = 0; step < 5; step += 1) await undo(page);
  assert.ok(await at(page, 'undo').isDisabled());
  await settled(page);
  assert.equal(await headline(page), before);
  await visit.end();
});

test('a plan that would end before its target takes the target along, in one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await headline(page);
  await at(page, 'settings').click();
  await draft(page, 'setting-horizon', '60 weeks');
  const cure = at(page, 'cure-plan.horizon_weeks');
  assert.equal(await cure.textContent(), 'Move the target to 27 Feb 2028 too');
  // By the keyboard: it is the next stop.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await cure.waitFor({ state: 'detached' });
  assert.equal(await at(page, 'setting-horizon').inputValue(), '60');
  await at(page, 'settings-done').click();
  await settled(page);
  assert.match(await headline(page), /27 Feb 2028/);
  await undo(page);
  await settled(page);
  assert.equal(await headline(page), before);
  assert.ok(await at(page, 'undo').isDisabled());
  await visit.end();
});

test('a target date after the plan is let in from its lever with a longer plan, in one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await headline(page);
  await draft(page, 'field-target-date', '31 Mar 2029');
  const cure = at(page, 'cure-target.date');
  assert.equal(await cure.textContent(), 'Make the plan 117 weeks long');
  // By the keyboard: it is the next stop.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await cure.waitFor({ state: 'detached' });
  assert.equal(await at(page, 'field-target-date').inputValue(), '31 Mar 29');
  await settled(page);
  assert.match(await headline(page), /31 Mar 2029/);
  await undo(page);
  await settled(page);
  assert.equal(await headline(page), before);
  assert.ok(await at(page, 'undo').isDisabled());
  // No plan is that long, and none begins that early.
  for (const day of ['31 Dec 2090', '31 Dec 1990']) {
    await draft(page, 'field-target-date', day);
    assert.match(await at(page, 'lever-target-date').innerText(), /Jan 2027/);
    assert.equal(await cure.count(), 0, day);
  }
  await visit.end();
});

test('years and quarters of the chart follow the fiscal year', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  const bold = () => page.locator('#forecast .tick-year').allTextContents();
  assert.ok((await bold()).every((name) => /^Jan|^20/.test(name)), String(await bold()));
  await at(page, 'settings').click();
  await at(page, 'setting-fiscal').selectOption('7');
  await at(page, 'settings-done').click();
  assert.ok((await bold()).some((name) => /^Jul 20/.test(name)), String(await bold()));
  await visit.end();
});

test('stages are renamed, and the names stand in the funnel, the levers and the choice of figures', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'fold-hand-over').click();
  await at(page, 'stages-open').click();
  await type(page, 'stage-name-1', 'Suspects');
  assert.match(await page.locator('#funnel tbody').textContent(), /Suspects/);
  assert.match(await at(page, 'lever-lead-to-mql').textContent(), /Lead → Suspects/);
  assert.match(await at(page, 'kpi-mqls').textContent(), /Suspects/);
  await type(page, 'stage-name-0', 'Enquiry');
  assert.match(await page.locator('#forecast .ribbon-layer').textContent(), /Limit: Enquiry/);
  assert.match(await headline(page), /the limit is Enquiry/);
  await undo(page);
  // An empty name is the usual one again.
  await type(page, 'stage-name-1', '');
  assert.equal(await at(page, 'stage-name-1').inputValue(), 'MQL');
  await undo(page);
  await type(page, 'stage-qualification-observed-conversion-opportunity_to_won', '20-25%');
  assert.match(await at(page, 'stage-qualification-observed-conversion-opportunity_to_won').inputValue(), /20–25%/);
  await type(page, 'stage-durations-opportunity_to_won-mean_weeks', '70 d');
  assert.equal(await at(page, 'stage-durations-opportunity_to_won-mean_weeks').inputValue(), '10');
  await at(page, 'stages-done').click();
  await settled(page);
  await visit.end();
});

test('a table from a spreadsheet is shown before it is applied, bad cells by their place, and is one step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await headline(page);
  await act(page, 'stages');
  await at(page, 'stages-dialog').waitFor();
  // Pasted anywhere in the dialog.
  await at(page, 'stage-name-0').evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'Stage\tConversion\tDays\nMQL\t16%\t5\nSQL\tlots\t14\nOpportunity\t0.3\t70\nBanana\t5%\t2');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const meaning = at(page, 'stage-paste-meaning');
  await meaning.waitFor();
  const told = await meaning.textContent();
  assert.match(told, /3 lines/);
  assert.match(told, /Line 3, column 2, “lots”/);
  assert.match(told, /Line 5, column 1, “Banana”/);
  assert.match(told, /30%/);
  assert.equal(await headline(page), before, 'nothing has changed yet');
  // What a plan cannot have is refused by the name of its field, and in what that counts.
  await at(page, 'stage-paste').fill('Stage\tConversion\tDays\nOpportunity\nDemo\t0.7\t9000\n' + 'ABCDEFGHI'.split('').map((name) => `${name}\t0.9\t7\n`).join('') + 'Won');
  await page.waitForFunction(() => document.querySelectorAll('.paste-bad').length === 2);
  assert.match(await meaning.textContent(), /“9000”: Allowed is 0 wk to 150 wk/);
  assert.match(await meaning.textContent(), /Sub-stages of the opportunity: has a length of 9/);
  await at(page, 'stage-paste').fill('Stage\tConversion\tDays\nMQL\t16%\t5\nOpportunity\t0.3\t70');
  await at(page, 'stage-paste-apply').click();
  assert.equal(await at(page, 'stage-qualification-observed-conversion-opportunity_to_won').inputValue(), '30%');
  assert.equal(await at(page, 'stage-durations-opportunity_to_won-mean_weeks').inputValue(), '10');
  // A short time is shown and taken in days, as in the funnel; a unit may be typed.
  const short = at(page, 'stage-durations-sql_acceptance-mean_weeks');
  const unit = () => short.locator('xpath=following-sibling::*[1]').textContent();
  assert.deepEqual([await short.inputValue(), await unit()], ['5', 'd']);
  await short.click();
  await short.fill('6');
  assert.match(await page.locator('[id="stage-durations-sql_acceptance-mean_weeks-message"]').textContent(), /6 d/);
  await short.fill('3 wk');
  await page.keyboard.press('Enter');
  assert.deepEqual([await short.inputValue(), await unit()], ['3', 'wk']);
  await undo(page);
  assert.deepEqual([await short.inputValue(), await unit()], ['5', 'd']);
  await at(page, 'stages-done').click();
  await settled(page);
  assert.notEqual(await headline(page), before);
  await undo(page);
  assert.ok(await at(page, 'undo').isDisabled(), 'one step');
  await settled(page);
  assert.equal(await headline(page), before);
  await visit.end();
});

test('sub-stages take over the win rate and its time, are levers, and go back step by step', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const before = await headline(page);
  const share = await at(page, 'field-win-rate').inputValue();
  await at(page, 'levers-sub-stages').click();
  await at(page, 'stages-dialog').waitFor();
  assert.match(await at(page, 'sub-told').textContent(), /takes over the win rate/);
  for (const [index, name] of ['Demo', 'Contract'].entries()) {
    await at(page, 'sub-add').click();
    // The name is asked for at once.
    await page.waitForFunction((id) => document.activeElement?.id === id, `field-sub-${index}-name`);
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  assert.match(await at(page, 'sub-share').textContent(), /together 22%/);
  assert.match(await at(page, 'sub-told').textContent(), new RegExp(`the ${share} and [\\d.]+ weeks typed for the whole apply again`));
  assert.equal(await at(page, 'stage-qualification-observed-conversion-opportunity_to_won').count(), 0);
  await type(page, 'sub-0-conversion', '70-80%');
  await type(page, 'sub-1-mean_weeks', '21 d');
  assert.equal(await at(page, 'sub-1-mean_weeks').inputValue(), '3');
  await at(page, 'stages-done').click();
  await settled(page);
  const after = await headline(page);
  assert.notEqual(after, before);
  assert.match(await at(page, 'changed').textContent(), /2 changed/);
  assert.match(await at(page, 'funnel-through').textContent(), /through Demo → Contract/);
  assert.equal(await at(page, 'lever-win-rate').count(), 0);
  assert.match(await at(page, 'lever-sub-0-conversion').textContent(), /Demo/);
  assert.match(await at(page, 'field-sub-0-conversion').inputValue(), /70–80%/);
  // Order is for reading: moved by keys, nothing else changes.
  await act(page, 'stages');
  await page.locator('[aria-controls=sub-menu-0]').press('Enter');
  await at(page, 'sub-down-0').press('Enter');
  assert.equal(await at(page, 'sub-0-name').inputValue(), 'Contract');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-controls') === 'sub-menu-1');
  assert.match(await at(page, 'sub-1-conversion').inputValue(), /70–80%/);
  await page.locator('[aria-controls=sub-menu-0]').click();
  await at(page, 'sub-remove-0').click();
  assert.equal(await at(page, 'sub-1').count(), 0);
  await at(page, 'stages-done').click();
  // Removed, moved, time, conversion, and twice added and named.
  for (let step = 0; step < 2; step += 1) await undo(page);
  await settled(page);
  assert.equal(await headline(page), after);
  for (let step = 0; step < 6; step += 1) await undo(page);
  assert.ok(await at(page, 'undo').isDisabled());
  await settled(page);
  assert.equal(await headline(page), before);
  await visit.end();
});

test('sub-stages come from a spreadsheet, say what has changed in them and go back by a click', async () => {
  const visit = await tandem.visit({ lang: 'zh-CN' });
  const { page } = visit;
  await settled(page);
  await act(page, '阶段');
  await at(page, 'stage-paste-open').click();
  await at(page, 'stage-paste').fill('阶段\t转化率\t天数\n商机\n演示\t70%\t14\n签约\t35-40%\t49\n赢单');
  const told = await at(page, 'stage-paste-meaning').textContent();
  assert.match(told, /已识别 2 行/);
  await at(page, 'stage-paste-apply').click();
  assert.equal(await at(page, 'sub-0-name').inputValue(), '演示');
  assert.equal(await at(page, 'sub-0-mean_weeks').inputValue(), '2');
  assert.match(await at(page, 'sub-1-conversion').inputValue(), /35–40%/);
  // Another stage shows what it was.
  const field = 'stage-qualification-observed-conversion-sql_to_opportunity';
  const was = await at(page, field).inputValue();
  await type(page, field, '61%');
  const back = at(page, `back-${field}`);
  assert.equal(await back.textContent(), was);
  assert.deepEqual(await axe(page), []);
  await back.click();
  assert.equal(await at(page, field).inputValue(), was);
  assert.equal(await back.count(), 0);
  await at(page, 'stages-done').click();
  await settled(page);
  await visit.end();
});

test('a stage that is renamed says what it was called, counts as a change and goes back by a click', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await act(page, 'stages');
  await type(page, 'stage-name-2', 'Demo');
  await page.waitForFunction(() => document.activeElement?.id === 'field-stage-name-2', null, { timeout: 5000 });
  const back = at(page, 'back-stage-name-2');
  assert.equal(await back.textContent(), 'SQL');
  assert.equal(await at(page, 'back-stage-name-1').count(), 0);
  await at(page, 'sub-add').click();
  await type(page, 'sub-0-name', 'Trial');
  assert.equal(await at(page, 'back-sub-0-name').count(), 0, 'what is new was never called anything else');
  assert.deepEqual(await axe(page), []);
  assert.match(await at(page, 'changed').textContent(), /2 changed/);
  await back.click();
  assert.equal(await at(page, 'stage-name-2').inputValue(), 'SQL');
  assert.equal(await back.count(), 0);
  await page.waitForFunction(() => document.activeElement?.id === 'field-stage-name-2', null, { timeout: 5000 });
  await at(page, 'stages-done').click();
  assert.match(await at(page, 'changed').textContent(), /1 changed/);
  await visit.end();
});

test('every assumption can be changed in its place, by keys alone, and what is wrong is said beside it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'assumptions-all').click();
  await at(page, 'assumptions-find').fill('gross margin');
  const cell = at(page, 'cell-finance-gross_margin');
  const was = await cell.textContent();
  await cell.focus();
  await page.keyboard.press('Enter');
  const field = at(page, 'edit-finance-gross_margin');
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'edit-finance-gross_margin');
  await page.keyboard.type('170%');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('.cell-field .lever-fault').textContent(), /0% to 100%/);
  await page.keyboard.press('Enter');
  assert.ok(await field.isVisible(), 'what is refused stays to be mended');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('70-75%');
  await page.keyboard.press('Enter');
  await cell.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'cell-finance-gross_margin');
  assert.match(await page.locator('[data-path="finance.gross_margin"]').textContent(), /70–75%.*Changed here/);
  await undo(page);
  assert.equal(await cell.textContent(), was);
  assert.ok(await at(page, 'undo').isDisabled());
  // A choice, and a yes or no.
  await at(page, 'assumptions-find').fill('worked first');
  await page.locator('.cell').first().click();
  await page.locator('.cell-field select').selectOption('newest_first');
  await undo(page);
  await visit.end();
});

test('what has come to pass is entered and pasted, drawn over the forecast and told in words', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await act(page, 'actuals');
  await at(page, 'actuals-dialog').waitFor();
  await at(page, 'actual-figure').selectOption({ label: 'Leads' });
  const first = page.locator('[data-testid^=actual-20]').first();
  await type(page, first, '400');
  await at(page, 'actual-paste-open').click();
  await at(page, 'actual-paste').fill('Month\tLeads\nFeb 2027\t420\nMar 2027\tmany\nApr 2027\t1k');
  const told = await at(page, 'actual-paste-meaning').textContent();
  assert.match(told, /2 lines/);
  assert.match(told, /Line 3, column 2, “many”/);
  // Heads say which figures: several at once, and what no figure is called by is refused by name.
  await at(page, 'actual-paste').fill('Month\tMQLs\tARR\tChurn\nFeb 2027\t420\t1.2M\t2%');
  const several = await at(page, 'actual-paste-meaning').textContent();
  assert.match(several, /MQLsAnnual recurring revenueFebruary 20274201,200,000/);
  assert.match(several, /The column “Churn” is left out/);
  assert.match(several, /a twelfth of it/);
  await at(page, 'actual-paste').fill('Month\tLeads\nFeb 2057\t420');
  assert.equal(
    await at(page, 'actual-paste-meaning').textContent(), 'Left out, as the plan has no such month: February 2057.',
  );
  assert.ok(await at(page, 'actual-paste-apply').isDisabled(), 'there is nothing else');
  await at(page, 'actual-paste').fill('Month\tLeads\nFeb 2027\t420\nMar 2027\tmany\nApr 2027\t1k');
  await at(page, 'actual-paste-apply').click();
  await at(page, 'actuals-done').click();
  await page.locator('#forecast .pick').first().selectOption('leads');
  await settled(page);
  await page.waitForFunction(() => document.querySelectorAll('#forecast .actual').length >= 3);
  const stands = await at(page, 'standing').textContent();
  assert.match(stands, /Leads in April 2027: 1,000, against a median of [\d,]+\. [\d,]+ of 1,000 futures come to less/);
  await at(page, 'view-table').click();
  assert.match(await at(page, 'chart-table').textContent(), /Actual.*420/s);
  await visit.end();
});

test('dialogs and the table have no fault in both themes and languages, on a desk and on a phone', async () => {
  for (const [theme, lang, viewport] of [
    ['light', 'en', undefined], ['dark', 'zh-CN', undefined], ['dark', 'en', PHONE], ['light', 'zh-CN', PHONE],
  ]) {
    const visit = await tandem.visit({ theme, lang, viewport });
    const { page } = visit;
    await settled(page);
    for (const [name, dialog] of lang === 'en'
      ? [['Plan settings', 'settings-dialog'], ['Stages', 'stages-dialog'], ['actuals', 'actuals-dialog']]
      : [['计划设置', 'settings-dialog'], ['阶段', 'stages-dialog'], ['实际', 'actuals-dialog']]) {
      await act(page, name);
      await at(page, dialog).waitFor();
      assert.deepEqual(await axe(page), [], `${dialog} ${theme} ${lang}`);
      const wide = await at(page, dialog).evaluate((node) => node.scrollWidth - node.clientWidth);
      assert.ok(wide <= 1, `${dialog} fits ${viewport?.width ?? 1440}`);
      await page.keyboard.press('Escape');
      await at(page, dialog).waitFor({ state: 'detached' });
    }
    await page.locator('.cell').first().click();
    assert.deepEqual(await axe(page), [], `assumptions ${theme} ${lang}`);
    await visit.end();
  }
});
