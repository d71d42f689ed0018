// What lies where: on paper, in boxes that scroll, on a phone held upright and on its side. Nothing over anything else, nothing
// cut, nothing too small for a finger.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, rested, settled, startTandem, type } from './harness.mjs';

const PHONE = { width: 390, height: 844 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

/** A second scenario with other heads, and the comparison of the two. */
async function compared(page) {
  await at(page, 'scenario-duplicate').click();
  await type(page, 'aes', '8 + 4');
  await at(page, 'compare').click();
  await page.locator('#compare[data-state=ready]').waitFor({ timeout: 60_000 });
  await settled(page);
  await page.waitForFunction(() => !/…/.test(document.querySelector('[data-testid=differences]')?.textContent ?? '…'), null, { timeout: 60_000 });
}

/** Parts of the page that stand one after the other and do not. */
async function overlapping(page, selector) {
  return page.locator(selector).evaluateAll((all) => {
    const boxes = all.filter((node) => node.checkVisibility()).map((node) => [node.className || node.tagName, node.getBoundingClientRect()]);
    return boxes.slice(1).filter(([, box], index) => box.top < boxes[index][1].bottom - 1).map(([name]) => name);
  });
}

test('on paper the comparison stands before what follows, with its tables whole and nothing to press, on two pages', async () => {
  const visit = await tandem.visit({ lang: 'zh-CN' });
  const { page } = visit;
  await settled(page);
  await compared(page);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  assert.ok(pages <= 2, `${pages} pages`);
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await overlapping(page, '#compare table, #compare h3'), []);
  assert.deepEqual(await page.locator('#compare button').evaluateAll((all) => all.filter((button) => button.checkVisibility()).length), 0);
  const cut = await page.locator('.scn-tab').evaluateAll((tabs) => tabs.filter((tab) => tab.scrollWidth > tab.clientWidth).length);
  assert.equal(cut, 0, 'tabs that are cut');
  // Nothing can be pointed at on paper: what bands and figures are is said.
  assert.ok(await page.locator('#forecast .leg').isVisible(), 'the legend of the bands');
  assert.ok(await page.locator('.side.sal .side-head em').isVisible(), 'the currency of the key figures');
  await visit.end();
});

test('on paper no word is cut at the edge of the chart, and none is drawn over the bars of the funnel', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const visit = await tandem.visit({ lang });
    const { page } = visit;
    await settled(page);
    await page.setViewportSize({ width: 695, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await page.waitForFunction(() => {
      const drawn = document.querySelector('#forecast .fc svg.chart')?.getAttribute('width');
      return Number(drawn) === document.querySelector('.fc-fig').clientWidth;
    });
    const cut = await page.locator('#forecast .fan-layer text').evaluateAll((texts) => {
      const edge = document.querySelector('#forecast .fc svg.chart').getBoundingClientRect().right;
      return texts.filter((text) => text.getBoundingClientRect().right > edge + 0.5).map((text) => text.textContent);
    });
    assert.deepEqual(cut, [], lang);
    const over = await page.locator('.funnel-table tbody tr').evaluateAll((rows) => rows.flatMap((row) => {
      const bar = row.querySelector('svg').getBoundingClientRect().left;
      return [...row.querySelectorAll('th small')].filter((small) => {
        const words = document.createRange();
        words.selectNodeContents(small);
        return words.getBoundingClientRect().right > bar;
      }).map((small) => small.textContent);
    }));
    assert.deepEqual(over, [], lang);
    const broken = await page.locator('.funnel-bar b').evaluateAll((all) => all.filter((figure) => (
      figure.getBoundingClientRect().top > figure.parentElement.querySelector('svg').getBoundingClientRect().bottom)).length);
    assert.equal(broken, 0, 'figures below their bars');
    await visit.end();
  }
});

/** What lies topmost over the middle of each head of a table that has been scrolled. */
async function overdrawn(page, box) {
  return page.locator(box).evaluate((box) => {
    box.scrollTop = 60;
    const left = box.getBoundingClientRect().left;
    return [...box.querySelectorAll('thead th')].map((head) => [head, head.getBoundingClientRect()])
      .filter(([, at]) => at.left + at.width / 2 < left + box.clientWidth)
      .filter(([head, at]) => [2, at.height / 2, at.height - 2].some((y) => document.elementFromPoint(at.left + at.width / 2, at.top + y)?.closest('th') !== head))
      .map(([head]) => head.textContent);
  });
}

test('the head of a table that scrolls is drawn over its rows', async () => {
  for (const viewport of [undefined, PHONE]) {
    const visit = await tandem.visit({ viewport });
    const { page } = visit;
    await settled(page);
    await compared(page);
    await page.locator('#compare').evaluate((panel) => scrollTo({ top: scrollY + panel.getBoundingClientRect().top - 200, behavior: 'instant' }));
    assert.deepEqual(await overdrawn(page, '#compare .cmp-box >> nth=0'), []);
    await visit.end();
  }
  const visit = await tandem.visit();
  await settled(visit.page);
  await at(visit.page, 'actuals').click();
  await at(visit.page, 'actuals-dialog').waitFor();
  assert.deepEqual(await overdrawn(visit.page, '.actual-box'), []);
  await visit.end();
});

test('on a phone the hints scroll beneath the headline and the levers', async () => {
  const visit = await tandem.visit({ viewport: PHONE, hints: true });
  const { page } = visit;
  await settled(page);
  const hints = page.locator('.hints');
  await hints.waitFor();
  // Its upper end behind the headline, then its lower end behind the sheet.
  for (const [bar, end, y] of [['.head', 'top', 30], ['.levers', 'bottom', PHONE.height - 60]]) {
    const is = await hints.evaluate((card, end) => card.getBoundingClientRect()[end], end);
    await page.evaluate((by) => scrollBy({ top: by, behavior: 'instant' }), is - y);
    const seen = await page.evaluate(([bar, y]) => Boolean(document.elementFromPoint(60, y)?.closest(bar)), [bar, end === 'top' ? y + 20 : y - 10]);
    assert.ok(seen, `${bar} is covered`);
  }
  await visit.end();
});

test('a table that goes on beyond its box shows it at the edge, and how many assumptions there are is said on a phone', async () => {
  const visit = await tandem.visit({ viewport: PHONE, lang: 'zh-CN' });
  const { page } = visit;
  await settled(page);
  const box = page.locator('#prices .twin-box');
  assert.ok(await box.evaluate((box) => box.scrollWidth > box.clientWidth), 'there is more');
  assert.match(await box.evaluate((box) => getComputedStyle(box).backgroundAttachment), /local.*scroll/);
  assert.match(await page.locator('#assumptions .ph_ .sub').innerText(), /\d+ \/ \d+|\d+/);
  assert.ok(await page.locator('#assumptions .ph_ .sub').isVisible());
  await visit.end();
});

test('a finger hits the value of an assumption, the period of the chart and the end of a toast', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await settled(page);
  const small = await page.locator('.cell, .per-pick .pick').evaluateAll((all) => all.map((node) => node.getBoundingClientRect())
    .filter((box) => box.width > 0 && (box.width < 44 || box.height < 32)).length);
  assert.equal(small, 0);
  const cell = page.locator('.cell').nth(3);
  await cell.click();
  const [field, table] = await Promise.all(['.cell-field .field', '#assumptions .twin-box'].map((it) => page.locator(it).boundingBox()));
  assert.ok(field.x + field.width <= table.x + table.width + 0.5, 'the open field is cut');
  await page.keyboard.press('Escape');
  await at(page, 'scenario-duplicate').click();
  await at(page, 'scenario-B').focus();
  await page.keyboard.press('Delete');
  const close = await at(page, 'toast-close').boundingBox();
  assert.ok(close.width >= 24 && close.height >= 24, JSON.stringify(close));
  await visit.end();
});

test('on a phone on its side the levers at rest are tabs, one of which draws them up, and the headline scrolls away', async () => {
  const visit = await tandem.visit({ viewport: { width: 844, height: 390 }, lang: 'zh-CN' });
  const { page } = visit;
  await settled(page);
  const sheet = page.locator('#levers');
  const high = async () => (await sheet.boundingBox()).height;
  assert.ok(await high() <= 60, `${await high()} px of 390`);
  await page.locator('#forecast').evaluate((chart) => scrollTo({ top: scrollY + chart.getBoundingClientRect().top, behavior: 'instant' }));
  assert.ok(await page.evaluate(() => document.querySelector('.head').getBoundingClientRect().bottom <= 0), 'the headline stays');
  await at(page, 'group-pull').click();
  assert.equal(await sheet.getAttribute('data-open'), 'true');
  assert.ok(await page.locator('#levers .group[data-shown] .lever').first().isVisible());
  await at(page, 'levers-grab').click();
  await rested(page);
  assert.equal(await page.locator('#levers .lever >> visible=true').count(), 0);
  await visit.end();
});

test('no figure of the tab in front is cut, whatever the width', async () => {
  for (const width of [360, 390, 720, 844, 1440]) {
    const visit = await tandem.visit({ viewport: { width, height: 800 }, lang: 'zh-CN' });
    const { page } = visit;
    await settled(page);
    await at(page, 'scenario-duplicate').click();
    await type(page, 'aes', '8 + 4');
    await settled(page);
    const cut = await page.locator('.scn-tab[aria-pressed=true]').evaluate((tab) => {
      const [row, own] = [tab.parentElement.getBoundingClientRect(), tab.querySelector('.scn-figures').getBoundingClientRect()];
      const right = Math.min(row.right, tab.getBoundingClientRect().right);
      return [...tab.querySelectorAll('.scn-figures > *')].map((figure) => [figure.textContent, figure.getBoundingClientRect()])
        // What has no room stands below what is seen.
        .filter(([, box]) => box.top < own.bottom - 1 && (box.right > right || box.left < row.left - 1)).map(([text]) => text);
    });
    assert.deepEqual(cut, [], `${width} px`);
    const odds = page.locator('.scn-tab[aria-pressed=true] .scn-figures > :last-child');
    assert.ok(await odds.evaluate((odds) => odds.getBoundingClientRect().bottom <= odds.parentElement.getBoundingClientRect().bottom + 1), `the odds at ${width} px`);
    await visit.end();
  }
});

test('panels follow each other in the page as they are read', async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 1280, height: 720 }, PHONE]) {
    const visit = await tandem.visit({ viewport });
    const { page } = visit;
    await settled(page);
    const [funnel, dates] = await Promise.all(['#funnel', '#timeline'].map((panel) => page.locator(panel).boundingBox()));
    assert.ok(funnel.y < dates.y - 1 || funnel.x < dates.x, JSON.stringify([funnel, dates]));
    assert.ok(await page.evaluate(() => {
      const [funnel, dates] = ['#funnel', '#timeline'].map((panel) => document.querySelector(panel));
      return Boolean(funnel.compareDocumentPosition(dates) & Node.DOCUMENT_POSITION_FOLLOWING);
    }));
    await visit.end();
  }
});

test('names in the levers and what a group says of itself are not cut', async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 1280, height: 720 }]) {
    const visit = await tandem.visit({ viewport });
    const { page } = visit;
    await settled(page);
    const wide = await page.locator('.group-fact').evaluateAll((facts) => facts.filter((fact) => fact.getBoundingClientRect().right
      > fact.closest('.group').getBoundingClientRect().right - 8).map((fact) => fact.textContent));
    assert.deepEqual(wide, []);
    const touching = await page.locator('#levers .group[data-shown], #levers .group').evaluateAll((groups) => groups.flatMap((group) => {
      const labels = [...group.querySelectorAll('.lever-label')].map((label) => [label.textContent, label.getBoundingClientRect()]);
      return labels.slice(1).filter(([, box], index) => box.top < labels[index][1].bottom - 0.5).map(([name]) => name);
    }));
    assert.deepEqual(touching, []);
    await visit.end();
  }
});

test('at 320 pixels, as wide as 1280 at 400 percent, the page is no wider than the screen', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const visit = await tandem.visit({ lang, viewport: { width: 320, height: 568 } });
    const { page } = visit;
    await settled(page);
    for (const panel of ['channels', 'balance', 'drivers']) await at(page, `${panel}-open`).click();
    await settled(page);
    const beyond = await page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const clips = (node) => node && (getComputedStyle(node).overflowX !== 'visible' || clips(node.parentElement));
      const all = [...document.querySelectorAll('main *')].filter((node) => node.checkVisibility() && !clips(node.parentElement));
      return [document.documentElement.scrollWidth - width, ...all.filter((node) => node.getBoundingClientRect().right > width + 1)
        .map((node) => `${node.tagName} ${node.dataset?.testid ?? ''} ${node.textContent.slice(0, 30)}`)];
    });
    assert.deepEqual(beyond, [0], lang);
    await visit.end();
  }
});

test('on a phone the sheet drawn up leaves the headline and the curve in view', async () => {
  const visit = await tandem.visit({ viewport: PHONE });
  const { page } = visit;
  await settled(page);
  await at(page, 'levers-grab').click();
  await page.waitForFunction(() => document.querySelector('.levers').getBoundingClientRect().top < 500);
  await page.waitForTimeout(400);
  assert.equal(await page.locator('.scn').isVisible(), false);
  const sheet = (await page.locator('.levers').boundingBox()).y;
  const chart = (await at(page, 'chart').boundingBox()).y;
  assert.ok(sheet - chart > 150, `${sheet - chart} px of the chart`);
  await at(page, 'levers-grab').click();
  assert.equal(await page.locator('.scn').isVisible(), true);
  await visit.end();
});

test('the dots of a channel lie beside its name, and what a lever says lies over no slider on the way to it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const covered = await page.locator('.lever:has(> .lever-menu) > .lever-label').evaluateAll((labels) => labels.filter((label) => {
    const words = document.createRange();
    words.selectNodeContents(label);
    const dots = label.parentElement.querySelector('.lever-menu .ic').getBoundingClientRect();
    return [...words.getClientRects()].some((line) => line.bottom > dots.top + 4 && line.right > dots.left + 7);
  }).map((label) => label.textContent));
  assert.deepEqual(covered, []);
  const why = page.locator('[data-testid=lever-opening-cash] .lever-why');
  await page.locator('[data-testid=lever-opening-cash] input[type=range]').hover();
  assert.equal(await why.isVisible(), false);
  await page.locator('[data-testid=lever-opening-cash] .lever-label').hover();
  assert.equal(await why.isVisible(), true);
  await visit.end();
});

test('on a wide page the row of scenarios leads to the panels, as long as there is room for it', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  for (const id of ['funnel', 'timeline', 'assumptions', 'forecast']) {
    await at(page, `jump-${id}`).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
    await page.waitForFunction((id) => {
      const { top } = document.getElementById(id).getBoundingClientRect();
      return top > 0 && top < innerHeight - 100;
    }, id);
  }
  for (const width of [1400, 1700, 2000]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await at(page, 'jump-forecast').isVisible(), `links at ${width}`);
    const cut = await page.locator('.scn').evaluate((row) => row.scrollWidth > row.clientWidth || [...row.querySelectorAll('.scn-tab')].at(-1).getBoundingClientRect().right > row.querySelector('.scn-jump').getBoundingClientRect().left);
    assert.equal(cut, false, `cut at ${width}`);
    await at(page, 'scenario-duplicate').click();
  }
  await visit.end();
});

test('on a very wide screen nothing is left empty beneath the chart, and no title is cut', async () => {
  const visit = await tandem.visit({ viewport: { width: 2560, height: 1440 } });
  const { page } = visit;
  await settled(page);
  await page.locator('[data-testid=prices][data-state=ready]').waitFor({ timeout: 60_000 });
  const [chart, next] = await page.evaluate(() => ['.fc-fig', '.chn'].map((part) => document.querySelector(part).getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })));
  assert.ok(next.top - chart.bottom < 120, `${next.top - chart.bottom} px`);
  const cut = await page.locator('.ph_ .sub').evaluateAll((all) => all.filter((title) => title.checkVisibility() && title.scrollWidth > title.clientWidth + 1).map((title) => title.textContent));
  assert.deepEqual(cut, []);
  await visit.end();
});
