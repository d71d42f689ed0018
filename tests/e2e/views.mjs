// Every view of the page and how to get there: one list, for accessibility and for pictures.
//
//   for (const view of VIEWS) {
//     await view.open(page);      from the page at rest
//     …
//     await view.close(page);     back to it
//   }
//
// A view has
//   name       for a file and a message
//   open       leads there
//   close      leads back; left out where nothing is to be done
//   inside     a selector of what is new on the page; left out: all of it
//   path       what follows the address, for views that a page starts in: a page is opened for them
//   visit      options of `visit` for such a view

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, ROOT, settled } from './harness.mjs';

/** A link that is kept for ever. */
const LINK = readFileSync(join(ROOT, 'tests/links/bootstrapped_saas.txt'), 'utf8').trim().replace(/^.*#/, '');


const escape = async (page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
};

/** A dialog behind a button or a key. */
const dialog = (name, { button, key }) => ({
  name,
  inside: 'dialog[open]',
  open: async (page) => {
    await page.evaluate(() => document.activeElement?.blur());
    if (key) await page.keyboard.press(key);
    else await press(page, button);
    await page.locator('dialog[open]').waitFor();
  },
  close: escape,
});

/** Presses a button of the top bar, which a narrow page has in a menu. */
async function press(page, id) {
  if (await at(page, id).isVisible()) return at(page, id).click();
  await page.locator('.top .menu-box > button').first().click();
  return at(page, `more-${id}`).click();
}

/** Types into the field of a lever; a narrow page shows one group, here that of sales. */
async function type(page, lever, text) {
  if (!(await page.locator(`#field-${lever}`).isVisible())) await at(page, 'group-push').click();
  await page.locator(`#field-${lever}`).fill(text);
  await page.keyboard.press('Enter');
}

export const VIEWS = [
  { name: 'page', open: async () => {} },
  {
    name: 'levers',
    inside: '.levers',
    open: async (page) => {
      for (const fold of await page.locator('[data-testid^=fold-][aria-expanded=false]').all()) {
        if (await fold.isVisible()) await fold.click();
      }
    },
  },
  {
    name: 'editors',
    inside: '.levers',
    open: async (page) => {
      if (await at(page, 'levers-grab').isVisible()) {
        await at(page, 'levers-grab').click();
        await at(page, 'group-pull').click();
      }
      await page.locator('[id="field-search_ads-spend"]').focus();
      await at(page, 'spend-fields-search_ads-spend').click();
      await at(page, 'response-fold-search_ads').click();
      await at(page, 'response-panel-search_ads').waitFor();
    },
    close: async (page) => {
      if (await at(page, 'levers-grab').isVisible()) await at(page, 'levers-grab').click();
    },
  },
  {
    name: 'table',
    inside: '#forecast',
    open: (page) => at(page, 'view-table').click(),
    close: (page) => at(page, 'view-bands').click(),
  },
  {
    name: 'futures',
    inside: '#forecast',
    open: async (page) => {
      await at(page, 'view-futures').click();
      await page.locator('#forecast .futures .future').first().waitFor();
    },
    close: (page) => at(page, 'view-bands').click(),
  },
  {
    name: 'origin',
    inside: '[data-testid=origin]',
    open: async (page) => {
      await page.locator('[data-testid=headline] [data-fact]').first().click();
      await at(page, 'origin').waitFor();
    },
    close: (page) => at(page, 'origin-close').click(),
  },
  {
    name: 'key-figure',
    inside: '#kpi-origin',
    open: async (page) => {
      await page.locator('[data-testid=kpi-won] .kv').click();
      await at(page, 'odds').waitFor();
    },
    close: (page) => at(page, 'origin-close').click(),
  },
  {
    name: 'channels',
    inside: '#channel-figures',
    open: async (page) => {
      await at(page, 'channels-open').click();
      await page.locator('#channel-figures[data-state=ready]').waitFor();
    },
    close: (page) => at(page, 'channels-open').click(),
  },
  {
    name: 'money',
    inside: '#balance',
    open: async (page) => {
      await at(page, 'balance-open').click();
      await page.locator('#balance[data-state=ready][data-ranges=ready]').waitFor();
    },
    close: (page) => at(page, 'balance-open').click(),
  },
  {
    name: 'drivers',
    inside: '#drivers',
    open: async (page) => {
      await at(page, 'drivers-open').click();
      await page.locator('#drivers[data-state=ready]').waitFor();
    },
    close: (page) => at(page, 'drivers-open').click(),
  },
  dialog('examples', { button: 'examples' }),
  dialog('share', { button: 'share' }),
  dialog('keys', { key: '?' }),
  dialog('palette', { key: 'Control+k' }),
  dialog('glossary', { button: 'glossary' }),
  {
    name: 'downloads',
    inside: '#forecast',
    open: (page) => page.locator('[aria-controls=downloads]').click(),
    close: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'assumptions',
    inside: '#assumptions',
    open: (page) => at(page, 'assumptions-all').click(),
    close: (page) => at(page, 'assumptions-set').click(),
  },
  {
    name: 'slides',
    inside: '[data-testid=present]',
    open: async (page) => {
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press('p');
      await at(page, 'present').waitFor();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await at(page, 'present').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'comparison',
    open: async (page) => {
      await at(page, 'scenario-duplicate').click();
      await type(page, 'win-rate', '26%');
      await settled(page);
      await at(page, 'compare').click();
      await page.waitForFunction(() => document.querySelector('[data-testid=comparison]')?.dataset.state === 'ready');
    },
  },
  { name: 'hints', inside: '[data-testid=hints]', path: '', visit: { hints: true }, open: async () => {} },
  { name: 'cut-link', path: '#1.cut', open: (page) => at(page, 'notice-link').waitFor() },
  { name: 'shared', path: `#${LINK}`, open: (page) => at(page, 'notice-shared').waitFor() },
  { name: 'read-only', path: `?view=read#${LINK}`, open: (page) => at(page, 'plain-bar').waitFor() },
  { name: 'embedded', path: `?view=embed#${LINK}`, open: async () => {} },
];
