// Accessibility of every view, in both languages and themes, on a desk and on the narrowest phone. See views.mjs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, settled, startTandem, type } from './harness.mjs';
import { VIEWS } from './views.mjs';

const SIZES = { 1440: { width: 1440, height: 900 }, 360: { width: 360, height: 780 } };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const theme of ['light', 'dark']) {
    for (const lang of ['en', 'zh-CN']) {
      test(`axe finds nothing in any view, and nothing is cut off: ${size}, ${theme}, ${lang}`, async () => {
        const options = { viewport, theme, lang };
        const visit = await tandem.visit(options);
        await settled(visit.page);
        for (const view of VIEWS) {
          const own = view.path === undefined ? visit : await tandem.visit({ ...options, ...view.visit, path: view.path });
          if (own !== visit) await settled(own.page);
          await view.open(own.page);
          assert.deepEqual(await axe(own.page, view.inside), [], view.name);
          const wide = await own.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${view.name} is ${wide} px wider than the page`);
          if (own !== visit) await own.close();
          else await view.close?.(own.page);
        }
        await visit.end();
      });
    }
  }
}

test('in a dark palette that is forced over the light theme, drawings stand out from its ground', async () => {
  const visit = await tandem.visit({ theme: 'light' });
  const { page } = visit;
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await settled(page);
  const faint = await page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const ground = light(getComputedStyle(document.querySelector('main')).backgroundColor);
    const apart = (selector, property, least) => [...document.querySelectorAll(selector)]
      .filter((shape) => Math.abs(light(getComputedStyle(shape)[property]) - ground) < least).map(() => selector);
    return [
      ...apart('#forecast .chart text', 'fill', 0.5),
      ...apart('#forecast .chart .goal', 'stroke', 0.5),
      ...apart('#forecast .chart .median', 'stroke', 0.5),
      ...apart('.lever .track .rail', 'stroke', 0.3),
    ];
  });
  assert.deepEqual(faint, []);
  await visit.end();
});

test('colours that the system forces leave every figure and control to be seen', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await page.emulateMedia({ forcedColors: 'active' });
  await settled(page);
  const unseen = await page.evaluate(() => {
    const transparent = (colour) => /rgba\(.*, 0\)|transparent/.test(colour);
    const found = [];
    for (const node of document.querySelectorAll('button, input, a, .kv, [data-testid=headline] *')) {
      const { color } = getComputedStyle(node);
      if (node.checkVisibility() && transparent(color)) found.push(node.outerHTML.slice(0, 80));
    }
    // A slider of which neither rail nor thumb is drawn cannot be used.
    for (const svg of document.querySelectorAll('.lever svg:not(.grips), #forecast svg.chart')) {
      const drawn = [...svg.querySelectorAll('path, line, circle, rect')].some((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        return ![fill, stroke].every((colour) => colour === 'none' || transparent(colour));
      });
      if (!drawn) found.push(svg.outerHTML.slice(0, 80));
    }
    return found;
  });
  assert.deepEqual(unseen, []);
  assert.deepEqual(await axe(page), []);
  await visit.end();
});

test('a change beside a key figure stays in its column, at every width', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  // A usual one has room beside its figure: nothing below it jumps.
  const height = () => page.locator('#kpis').evaluate((panel) => panel.offsetHeight);
  const before = await height();
  await type(page, 'win-rate', '26%');
  await settled(page);
  assert.equal(await height(), before);
  await type(page, 'win-rate', '3%');
  await type(page, 'search_ads-spend', '90k');
  await settled(page);
  assert.ok(await page.locator('.kd').count() > 6);
  for (const width of [960, 1024, 1280, 1400, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.locator('.k').evaluateAll((tiles) => tiles.flatMap((tile) => {
      const edge = tile.getBoundingClientRect().right + 1;
      return [...tile.querySelectorAll('.kv, .kd, .kr')].filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.textContent);
    }));
    assert.deepEqual(over, [], `at ${width}`);
  }
  await visit.end();
});

test('a very wide screen holds its lines together', async () => {
  const visit = await tandem.visit({ viewport: { width: 2560, height: 1440 } });
  const { page } = visit;
  await settled(page);
  const box = await page.locator('[data-testid=headline]').boundingBox();
  assert.ok(box.width <= 1400, `the headline is ${box.width} px wide`);
  const levers = await page.locator('.levers').boundingBox();
  assert.ok(levers.width <= 360 && levers.x < 4, JSON.stringify(levers));
  // Of what stands beneath the forecast elsewhere some stands beside it, as wide as it needs; the dates go across the page below.
  const forecast = await page.locator('#forecast').boundingBox();
  const dates = await page.locator('#timeline').boundingBox();
  assert.ok(dates.x === forecast.x && dates.y > forecast.y + forecast.height && dates.width >= 1360, JSON.stringify(dates));
  for (const panel of ['#prices', '#timeline', '#funnel']) {
    const box = await page.locator(panel).boundingBox();
    const beside = box.x >= forecast.x + forecast.width && box.width > 600;
    assert.ok(beside || panel === '#timeline', `${panel}: ${JSON.stringify(box)}`);
    const cut = await page.locator(panel).evaluate((node) => [...node.querySelectorAll('.twin-box')].some((box) => box.scrollWidth > box.clientWidth));
    assert.equal(cut, false, panel);
  }
  assert.deepEqual(await axe(page), []);
  await visit.end();
});
