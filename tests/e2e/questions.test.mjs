// The questions that the product is for, asked of an example in a real Chromium: answered in words, in at most six actions
// each. An action is a click, a text typed into a field, a key, or a choice from a list; reading is none.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, settled, startTandem } from './harness.mjs';

const MOST_ACTIONS = 6;
/** How long a run and its steps may take on a slow, busy machine. */
const LONG = 240_000;

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());


/** A reader who counts what they do, and does no more than six things. */
class Reader {
  constructor(page) {
    this.page = page;
    this.actions = [];
  }

  async act(name, action) {
    this.actions.push(name);
    assert.ok(this.actions.length <= MOST_ACTIONS, `more than ${MOST_ACTIONS} actions: ${this.actions.join(', ')}`);
    await action();
  }

  click(id) {
    return this.act(`click ${id}`, () => at(this.page, id).click());
  }

  type(id, text) {
    return this.act(`type ${text} into ${id}`, () => at(this.page, id).fill(text));
  }

  press(key) {
    return this.act(`press ${key}`, () => this.page.keyboard.press(key));
  }

  choose(locator, label) {
    return this.act(`choose ${label}`, () => locator.selectOption({ label }));
  }

  /** What stands somewhere, once it has come to rest. */
  async read(selector) {
    await settled(this.page);
    await this.page.waitForFunction(
      (selector) => {
        const state = document.querySelector(selector)?.dataset.state;
        return state === undefined ? document.querySelector(selector) !== null : state === 'ready';
      },
      selector, { timeout: LONG },
    );
    return this.page.locator(selector).first().innerText();
  }
}

async function asked(question, answer) {
  const visit = await tandem.visit();
  await settled(visit.page);
  const reader = new Reader(visit.page);
  await answer(reader, visit.page);
  console.log(`# ${question}: ${reader.actions.length} actions`);
  await visit.end();
}

test('1: paid search is cut by 30 % and two AEs are hired in March: when, and with what odds?', () => asked('question 1', async (reader, page) => {
  await reader.type('field-search_ads-spend', '-30%');
  await reader.press('Enter');
  await reader.type('field-aes', '8 + 4');
  await reader.press('Enter');
  await reader.choose(page.locator('[data-testid^=aes-month-]').first(), 'Mar 2027');
  assert.equal(await at(page, 'field-search_ads-spend').inputValue(), '24.5k');
  const answer = await reader.read('[data-testid=headline]');
  // When, and with what odds.
  assert.match(answer, /^(About \d in 10|Fewer than 1 in 20|More than 19 in 20) futures reach US\$8\.8M ARR by 31 Dec 2028 \(8 in 10 wanted\); (median date \d+ \w+ \d{4}|the median date lies after 31 Dec 2028)\./);
  // And what the two changes do together, against the plan as it was.
  assert.match(await reader.read('[data-testid=changed-sentence]'), /in the same futures: .*ARR on 31 Dec 2028.*Odds \d+ to \d+ of 100 \(±\d+\)/s);
}));

test('4: leads are doubled and sales hardly move: leads, reps or response time, and the price of each', () => asked('question 4', async (reader, page) => {
  const before = Number((await at(page, 'kpi-leads').locator('.kv').innerText()).replace(/[^\d]/g, ''));
  await reader.click('fold-pull');
  await reader.type('field-organic-organic-leads', '700');
  await reader.press('Enter');
  const prices = await reader.read('[data-testid=prices]');
  const leads = Number((await at(page, 'kpi-leads').locator('.kv').innerText()).replace(/[^\d]/g, ''));
  assert.ok(leads > 1.8 * before, `${leads} leads, ${before} before`);
  // What limits, month by month, in the words of the ribbon.
  const ribbon = await page.locator('#forecast figure').evaluate((figure) => [...figure.querySelectorAll('p.sr')].at(-1).textContent);
  assert.match(ribbon, /(Leads|SDR|AE)/);
  // The price of each: a rep, an SDR, leads, response time. What is not told from chance is said to be so.
  for (const step of ['One more AE', 'One more SDR', '5% more marketing spend', 'Half the time to first response']) {
    const row = prices.split('\n').join(' ');
    assert.match(row, new RegExp(`${step} .*?([+−][\\d.]+[kM]? ±[\\d.]+[kM]?|no clear change)`), step);
  }
  const answer = await reader.read('[data-testid=headline][data-prices=ready]');
  assert.match(answer, /(leads|SDRs|AEs) (are the|limit).*\. (One more AE|One more SDR|5% more marketing spend|Halving first response) pays most for its money: \S+ ARR /s);
}));

test('5: contact within 1 hour instead of 24: how much revenue, and how many SDRs does it need?', () => asked('question 5', async (reader, page) => {
  await reader.type('field-response', '24');
  await reader.press('Enter');
  await reader.click('scenario-duplicate');
  await reader.type('field-response', '1');
  await reader.press('Enter');
  assert.match(await reader.read('[data-testid=changed-sentence]'), /^Against A, in the same futures: gain of [\d.]+[kM] ARR on 31 Dec 2028/);
  const needs = await reader.read('[data-testid=curve-response] p');
  assert.match(needs, /\d+ SDRs/);
  assert.equal(await at(page, 'field-response').inputValue(), '1');
}));

test('6: the MQL bar is tightened to 30 % fewer MQLs: do we gain or lose?', () => asked('question 6', async (reader, page) => {
  await reader.click('fold-hand-over');
  await reader.act('open the lever', () => at(page, 'field-mql-bar').focus());
  const said = await reader.read('[data-testid=curve-mql-bar] p');
  const [, bar] = said.match(/30% fewer MQLs than at today's bar, [\d,]+ instead of [\d,]+ in year 1: a bar of about ([\d.]*\d)/);
  const before = Number((await at(page, 'kpi-mqls').locator('.kv').innerText()).replace(/[^\d]/g, ''));
  await reader.type('field-mql-bar', bar);
  await reader.press('Enter');
  const answer = await reader.read('[data-testid=changed-sentence]');
  assert.match(answer, /(gain|loss) of [\d.]+[kM] ARR on 31 Dec 2028|no clear difference/);
  const after = Number((await at(page, 'kpi-mqls').locator('.kv').innerText()).replace(/[^\d]/g, ''));
  assert.ok(Math.abs(after / before - 0.7) < 0.04, `${after} of ${before} MQLs`);
}));
