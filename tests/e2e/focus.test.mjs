// Who works by keys keeps the place: a control that goes away when it is used leaves the focus near.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, settled, startTandem, type } from './harness.mjs';

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

/** Presses a control by key and waits until the focus is where it is expected. */
async function expectFocus(page, press, selector) {
  await press();
  await page.waitForFunction((selector) => document.activeElement?.matches(selector), selector, { timeout: 5000 }).catch(async () => {
    const found = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    assert.fail(`the focus is on ${found}, not on ${selector}`);
  });
}

const enter = (page, control) => async () => {
  await control.focus();
  await page.keyboard.press('Enter');
};

test('the focus stays near when what had it goes away', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await type(page, 'win-rate', '26%');
  await expectFocus(page, enter(page, at(page, 'back-win-rate')), '[data-testid=lever-win-rate] input');
  await type(page, 'win-rate', '26%');
  await expectFocus(page, enter(page, at(page, 'reset')), '.levers .group:first-of-type :is(input, button)');

  // The last step back: the button is there, and cannot be pressed any more.
  for (let step = 0; step < 3; step += 1) await enter(page, at(page, 'undo'))();
  await expectFocus(page, enter(page, at(page, 'undo')), '[data-testid=redo]');

  // A scenario goes by key, and comes back by the message about it.
  await at(page, 'scenario-duplicate').click();
  await expectFocus(page, async () => {
    await at(page, 'scenario-B').focus();
    await page.keyboard.press('Delete');
  }, '.scn button');
  await expectFocus(page, enter(page, at(page, 'toast-undo')), '.scn button');

  // A difference that is taken over is none any more; then there is none, then no comparison.
  await type(page, 'aes', '8 + 4');
  await type(page, 'win-rate', '26%');
  await at(page, 'compare').click();
  await expectFocus(page, enter(page, at(page, 'take').first()), '[data-testid=differences] button');
  await expectFocus(page, enter(page, page.getByRole('button', { name: 'Close the comparison' })), '[data-testid=compare]');
  await visit.end();
});

test('a press beside everything lets the focus go, and nothing takes it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'scenario-A').dblclick();
  await at(page, 'scenario-name').waitFor();
  await page.locator('#kpis').click({ position: { x: 3, y: 3 } });
  await at(page, 'scenario-name').waitFor({ state: 'detached' });
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN');
  await visit.end();
});

test('what passes over the page gives the focus back to where it was', async () => {
  const visit = await tandem.visit({ hints: true });
  const { page } = visit;
  await settled(page);
  await at(page, 'field-aes').focus();
  await expectFocus(page, enter(page, at(page, 'hints').locator('button').last()), '#field-aes');
  // Slides take the whole page; it is drawn anew after them.
  await at(page, 'view-table').focus();
  await page.keyboard.press('p');
  await at(page, 'present').waitFor();
  await expectFocus(page, () => page.keyboard.press('Escape'), '[data-testid=view-table]');
  await visit.end();
});

test('what was open on the page is open again after the slides, as it was', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  await at(page, 'fold-pull').click();
  for (const panel of ['channels', 'balance', 'drivers']) await at(page, `${panel}-open`).click();
  await page.locator('[data-testid=headline] [data-fact=odds]').click();
  await at(page, 'origin').waitFor();
  const open = () => page.evaluate(() => [...document.querySelectorAll('[aria-expanded=true]')]
    .map((button) => button.dataset.testid ?? button.dataset.fact ?? button.id));
  const before = await open();
  assert.ok(before.length >= 5, `${before}`);
  await page.keyboard.press('p');
  await at(page, 'present').waitFor();
  assert.deepEqual(await open(), [], 'nothing is open on a slide');
  await page.keyboard.press('Escape');
  await at(page, 'present').waitFor({ state: 'detached' });
  await settled(page);
  assert.deepEqual(await open(), before);
  await visit.end();
});
