// Scenarios in a real Chromium: versions of one plan side by side, measured in the same futures, kept and undone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, ready, startTandem } from './harness.mjs';

const FULL_RUN = 60_000;
const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

const at = (page, id) => page.locator(`[data-testid="${id}"]`);

async function settled(page) {
  await page.waitForFunction(
    () => document.querySelector('[data-testid=headline]')?.dataset.state === 'ready'
      && document.querySelector('#forecast')?.dataset.state === 'ready',
    null, { timeout: FULL_RUN },
  );
}

/** The sentence about what changed, once it is measured. */
async function changed(page) {
  await page.waitForFunction(
    () => document.querySelector('[data-testid=changed-sentence]')?.dataset.state === 'ready', null, { timeout: FULL_RUN },
  );
  return at(page, 'changed-sentence').locator('p').first().innerText();
}

async function type(page, lever, text) {
  const field = at(page, `field-${lever}`);
  await field.click();
  await field.fill(text);
  await page.keyboard.press('Enter');
}

const tabs = (page) => page.locator('.scn-tab .scn-name').allTextContents();

test('a duplicate is changed, compared in the same futures, and survives a reload with its undo', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  assert.match(await at(page, 'changed-sentence').innerText(), /Move a lever/);
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  const sentence = await changed(page);
  assert.match(sentence, /^Against A, in the same futures: gain of \d+k ARR on 31 Dec 2028 .* better in \d+ of 100\. Odds \d+ to \d+ of 100/);
  assert.deepEqual(await tabs(page), ['ABase', 'BAEs 8 + 4']);
  assert.match(await at(page, 'scenario-B').innerText(), /\+\d+k/);
  assert.ok(await page.locator('.kd').count() > 3, 'key figures show what changed');
  const headline = await at(page, 'headline').innerText();
  assert.deepEqual(await axe(page), []);

  // Another scenario is shown at once: it has run already.
  await page.locator('h1').click();
  await page.keyboard.press('1');
  assert.equal(await at(page, 'headline').getAttribute('data-state'), 'ready');
  assert.notEqual(await at(page, 'headline').innerText(), headline);
  await page.keyboard.press('2');
  assert.equal(await at(page, 'headline').innerText(), headline);

  await page.waitForTimeout(600);
  await page.reload();
  await ready(page);
  await settled(page);
  assert.equal(await at(page, 'headline').innerText(), headline);
  assert.equal(await changed(page), sentence, 'to the digit');
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), ['ABase', 'BSame as A']);
  await at(page, 'undo').click();
  assert.deepEqual(await tabs(page), ['ABase']);
  await at(page, 'redo').click();
  await at(page, 'redo').click();
  await settled(page);
  assert.equal(await at(page, 'headline').innerText(), headline);
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
  assert.deepEqual(await tabs(page), ['ABase', 'BSame as A', 'CLater']);
  await at(page, 'scenario-C').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  assert.deepEqual(await tabs(page), ['ABase', 'BLater', 'CSame as A']);
  await at(page, 'scenario-B').dblclick();
  await at(page, 'scenario-name').fill('given up');
  await page.keyboard.press('Escape');
  assert.deepEqual(await tabs(page), ['ABase', 'BLater', 'CSame as A']);
  await at(page, 'scenario-C').click();
  await page.getByRole('button', { name: 'Scenario C: rename, move, delete' }).click();
  await at(page, 'scenario-delete').click();
  assert.match(await at(page, 'toast').innerText(), /Deleted scenario C/);
  await at(page, 'toast-undo').click();
  assert.deepEqual(await tabs(page), ['ABase', 'BLater', 'CSame as A']);
  await visit.end();
});
