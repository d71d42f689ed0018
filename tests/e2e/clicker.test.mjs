// A plan edited for an hour: 500 random but valid actions, the same ones on every run. After each the page is sound; at rest a key
// figure has one value wherever it stands.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rested, settled, slide, startTandem } from './harness.mjs';

const ACTIONS = Number(process.env.TANDEM_CLICKS ?? 500);
const SEED = Number(process.env.TANDEM_SEED ?? 20_261_126);
/** So often all futures are waited for and figures compared. */
const REST_EVERY = 20;

/** What a click would lead out of the page, to a file or to the system. */
const LEFT_ALONE = /^(save-file|open-file|print|share-copy|share-download|as-|download|notice-download)/;
/** What is typed into fields: values, ranges, units, and things that are refused. */
const TYPED = ['12', '3-5%', '300 to 700', '1.2k', '3万', '2M', '0', '-1', 'x2', '+20%', '-30%', '40%', 'abc', '', '1e9', '8 + 2', '8 + 1-3', '2028-06-30'];

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

/** Numbers of a seed, 0 up to 1 (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(`${ACTIONS} random actions never break the page nor show two values of one figure`, async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const draw = random(SEED);
  const any = (list) => list[Math.floor(draw() * list.length)];
  const done = [];
  for (let n = 0; n < ACTIONS; n += 1) {
    done.push(await act(page, draw, any));
    await rested(page);
    const last = () => `after action ${n}: ${done.slice(-6).join(' · ')}`;
    assert.deepEqual(visit.errors, [], last());
    assert.deepEqual(await unsound(page), [], last());
    if ((n + 1) % REST_EVERY === 0) {
      // A dialog may lie over the slides.
      for (let layer = 0; layer < 3 && await page.locator('dialog[open], [data-testid=present]').count(); layer += 1) {
        await page.keyboard.press('Escape');
      }
      await atRest(page).catch((error) => { throw new Error(`${error.message}, ${last()}`); });
      assert.deepEqual(await contradictions(page), [], last());
    }
  }
  const kinds = new Set(done.map((action) => action.split(' ')[0]));
  assert.ok(kinds.size >= 5, `only ${[...kinds]}`);
  await visit.end();
});

/** Waits until all futures are in, where the plan has no error that keeps them out. */
async function atRest(page) {
  if (await page.locator('[data-testid=notice-plan]').count()) return;
  await settled(page);
  // Key figures by quarter or fiscal year are worked out after all scenarios have run. What never comes is told as grey.
  await page.waitForFunction(() => document.querySelector('#kpis')?.dataset.state !== 'stale', null, { timeout: 60_000 }).catch(() => {});
  await rested(page);
}

/** One action; says what it was. */
async function act(page, draw, any) {
  const open = await page.evaluate(() => (document.querySelector('dialog[open]') ? 'dialog[open]' : 'body'));
  const share = draw();
  if (open === 'body' && share < 0.1) {
    const key = any(['Control+z', 'Control+z', 'Control+Shift+Z', '1', '2', '?', 'Control+k', 'p', 'c', 'Escape']);
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
    return `key ${key}`;
  }
  if (open !== 'body' && share < 0.4) {
    await page.keyboard.press('Escape');
    return 'key Escape';
  }
  const kind = share < 0.45 ? 'slider' : share < 0.65 ? 'field' : share < 0.75 ? 'select' : 'button';
  const nodes = await controls(page, open, kind);
  if (nodes.length === 0) {
    await page.keyboard.press('Escape');
    return 'key Escape';
  }
  const { mark, name, min, max, options } = any(nodes);
  const node = page.locator(`[data-click="${mark}"]`).first();
  try {
    if (kind === 'slider') {
      await slide(node, min + (max - min) * Math.round(draw() * 100) / 100);
    } else if (kind === 'field') {
      const text = any(TYPED);
      await node.fill(text, { timeout: 3000 });
      await page.keyboard.press(any(['Enter', 'Enter', 'Enter', 'Escape', 'Tab']));
      return `field ${name} ${text}`;
    } else if (kind === 'select') {
      await node.selectOption({ index: Math.floor(draw() * options) }, { timeout: 3000 });
    } else {
      await node.click({ timeout: 3000 });
    }
  } catch (error) {
    // A control may go away or lie under something while it is aimed at: a person would miss it too.
    if (error.name !== 'TimeoutError' && !/detached|not attached|outside of the viewport/.test(error.message)) throw error;
    return `missed ${name}`;
  }
  return `${kind} ${name}`;
}

/** The controls of a kind that can be used now, each with a mark. */
function controls(page, open, kind) {
  const selector = {
    slider: 'input[type=range]', field: 'input[type=text]', select: 'select', button: 'button, summary, [role=option]',
  }[kind];
  return page.evaluate(({ open, selector, left }) => {
    const leave = new RegExp(left);
    document.querySelectorAll('[data-click]').forEach((node) => node.removeAttribute('data-click'));
    const found = [];
    for (const node of document.querySelector(open)?.querySelectorAll(selector) ?? []) {
      const name = node.dataset.testid ?? node.id ?? '';
      const box = node.getBoundingClientRect();
      if (node.disabled || node.ariaDisabled === 'true' || leave.test(name) || !node.checkVisibility() || box.width < 2) continue;
      if (/^(Print|打印|Save|保存|Open|打开)$/.test(node.textContent.trim())) continue;
      node.setAttribute('data-click', String(found.length));
      found.push({
        mark: found.length, name: name || node.textContent.trim().slice(0, 24) || node.ariaLabel, min: Number(node.min), max: Number(node.max),
        options: node.options?.length ?? 0,
      });
    }
    return found;
  }, { open, selector, left: LEFT_ALONE.source });
}

/** Words that no one should read. */
function unsound(page) {
  return page.evaluate(() => {
    const found = [];
    if (document.querySelector('#trouble')) found.push('the page has crashed');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!parentElement.checkVisibility()) continue;
      if (/\bNaN\b|\bundefined\b|\bInfinity\b|\binf\b|(^|[\s(])[−-]0(?![\d.,])/.test(data)) found.push(data.trim());
    }
    for (const node of document.querySelectorAll('svg *')) {
      for (const { name, value } of node.attributes) {
        if (/NaN|Infinity|undefined/.test(value)) found.push(`${node.tagName} ${name}="${value.slice(0, 60)}"`);
      }
    }
    return found.slice(0, 5);
  });
}

/** Figures that stand in two places with two values, at rest. */
function contradictions(page) {
  return page.evaluate(() => {
    const found = [];
    const text = (node) => node?.textContent.trim() ?? '';
    const odds = (node) => text(node).match(/(\d+)\s*in\s*(\d+)/)?.slice(1, 3).join(' in ');
    const places = {
      headline: odds(document.querySelector('[data-testid=headline]')),
      scenario: odds(document.querySelector('.scn-tab[aria-pressed=true]')),
      target: odds(document.querySelector('[data-testid=group-target] .group-fact') ?? document.querySelector('.group.tgt .group-fact')),
    };
    const said = Object.values(places).filter(Boolean);
    if (new Set(said).size > 1) found.push(`odds ${JSON.stringify(places)}`);
    const table = document.querySelector('[data-testid=comparison]');
    const front = [...document.querySelectorAll('.scn-tab')].findIndex((tab) => tab.ariaPressed === 'true');
    if (table && front >= 0) {
      const rows = new Map([...table.querySelectorAll('tr')].map((row) => [text(row.querySelector('th')), row.querySelectorAll('td')]));
      for (const tile of document.querySelectorAll('#kpis .k')) {
        const label = text(tile.querySelector('.kl'));
        const cells = rows.get(label);
        const shown = [...(cells ?? [])].map(text);
        const value = text(tile.querySelector('.kv'));
        if (cells && !shown.includes(value)) found.push(`${label}: ${value} on the tile, ${shown.join(' | ')} in the comparison`);
      }
    }
    // Nothing may still be grey once all futures are in.
    for (const part of ['#kpis', '#forecast', '#timeline', '#funnel']) {
      const state = document.querySelector(part)?.dataset.state;
      if (state && state !== 'ready') found.push(`${part} is ${state}`);
    }
    return found;
  });
}
