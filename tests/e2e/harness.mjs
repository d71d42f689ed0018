// The harness of the end-to-end tests: the real bundle, the real server, a real Chromium.
//
//   import { after, before, test } from 'node:test';
//   import { axe, startTandem } from './harness.mjs';
//
//   let tandem;
//   before(async () => { tandem = await startTandem(); });
//   after(() => tandem.stop());
//
//   test('…', async () => {
//     const visit = await tandem.visit({ lang: 'zh-CN', theme: 'dark' });
//     await visit.page.locator('[data-testid=headline]').click();
//     await visit.end();             // fails on console errors and on requests to another origin
//   });
//
// startTandem()          a browser and the address of the bundle; one per test file. Under
//                        `cargo xtask test` the server is already there (TANDEM_URL), else one is
//                        started on dist/ by itself, so `node --test tests/e2e/x.test.mjs` works.
//   .url                 the address of the page, ending in `/`
//   .visit(options)      a page in a fresh profile; waits until the app shows its first screen
//       path             what follows the address, for instance '#1.abc'; default ''
//       lang, theme      'en' | 'zh-CN', 'light' | 'dark'; set as if chosen earlier. Left out: no choice stored
//       viewport         { width, height }; default 1440 × 900
//       storage          { key: value }, put into localStorage before the app starts
//       script           JavaScript text that runs before the app, for stubs such as a full storage
//       hints            true: a first visit, with its hints
//       locale           the browser's language; default 'en-US'
//       wait             false: do not wait for the first screen
//       context          the `context` of an earlier visit: a second tab of the same profile
//   .stop()              ends the browser and the server
//
// A visit has
//   .page, .context      Playwright's objects
//   .errors              console errors, failed policies and uncaught exceptions so far, as text
//   .foreign             addresses asked for that are not the page's own (data: and blob: are)
//   .responses           { url, status } of each answer
//   .expectClean()       fails if `errors` or `foreign` is not empty
//   .close()             closes the profile (or the tab, if the profile was lent)
//   .end()               expectClean() and close()
//
// axe(page, inside)      accessibility faults, of a part of the page where a selector is given, one line each: [] is what you want
// clipboard(page)        the text on the clipboard
// answer(page)           the headline without what the next step brings, which comes some seconds later
// settled(page)          waits until all trials of the plan on the page are in and all its panels drawn
// summed(page)           waits until all trials are in, whatever is drawn below the first screen
// slide(locator, value)  moves a slider to a value as a drag does: input events, then change
// finger(visit, locator, dx, dy) draws a finger over a touch screen: how that ended, and what scrolled
// shot(page, name, all)  a picture in screenshots/NAME.png, of the whole page where `all` is true
// at(page, id)           what has that data-testid
// type(page, lever, text) types into the field of a lever, with Enter
// openFile(page, name, content) opens a file by the page's own button: text, or anything as JSON
// saved(page, act)       the file that `act` saves: `name`, `content` in bytes
// rested(page)           waits until what was last done is drawn; clicks, keys and fills of a page do so by themselves
// forget(visit, pattern) takes expected messages out of `errors`, gives how many there were
//
// Numbers that are compared between two pages are read from the page's text, never computed here.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const HEADLINE = '[data-testid=headline]';
export const FIRST_NUMBER = 'tandem:first-number';

/** How long the app may take to its first number on a slow, busy machine. */
const START_LIMIT = 30_000;
/** How long all trials of a plan may take there. */
const FULL_RUN = 60_000;

const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-sandbox',
  // Nothing but this machine can be reached, whatever a page tries.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Starts a browser, and a server where none is given. */
export async function startTandem() {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: browserPath(), headless: true, args: FLAGS });
  return {
    url: server.url,
    browser,
    visit: (options) => visit(browser, server.url, options),
    stop: async () => {
      await browser.close();
      server.stop();
    },
  };
}

async function startServer() {
  if (process.env.TANDEM_URL) return { url: process.env.TANDEM_URL, stop: () => {} };
  const folder = process.env.TANDEM_DIST ?? join(ROOT, 'dist');
  const child = spawn('cargo', ['xtask', 'serve', '--no-open', '--port', '0', '--dir', folder], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((found, failed) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (address) found(address[0]);
    });
    child.on('exit', (code) => failed(new Error(`cargo xtask serve ended with ${code}`)));
  });
  return { url, stop: () => child.kill() };
}

function browserPath() {
  if (process.env.CHROME) return process.env.CHROME;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  assert.ok(found, 'there is no Chromium: run `cargo xtask setup`, or set CHROME');
  return found;
}

async function visit(browser, url, options = {}) {
  const context = options.context ?? (await newProfile(browser, url, options));
  const page = await context.newPage();
  restAfterActions(page);
  const seen = { page, context, errors: [], foreign: [], responses: [] };
  listen(seen, new URL(url).origin);
  await page.goto(url + (options.path ?? ''));
  if (options.wait !== false) await ready(page);
  seen.expectClean = () => {
    assert.deepEqual(seen.errors, [], 'console errors');
    assert.deepEqual(seen.foreign, [], 'requests that left the origin');
  };
  seen.close = () => (options.context ? page.close() : context.close());
  seen.end = async () => {
    seen.expectClean();
    await seen.close();
  };
  return seen;
}

async function newProfile(browser, url, options) {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    locale: options.locale ?? 'en-US',
    timezoneId: 'UTC',
    // An animation in the middle of its way would make pictures and colour contrasts a matter of luck.
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  // A first visit is one test; in all others its hints would lie over the page.
  const storage = { ...(options.hints ? {} : { 'tandem.hints': 'done' }), ...options.storage };
  if (options.lang) storage['tandem.lang'] = options.lang;
  if (options.theme) storage['tandem.theme'] = options.theme;
  // Only at the first load of the profile: a reload must find what the app itself has stored.
  await context.addInitScript((storage) => {
    if (window !== window.top || localStorage.getItem('e2e') !== null) return;
    localStorage.setItem('e2e', '1');
    for (const [key, value] of Object.entries(storage)) localStorage.setItem(key, value);
  }, storage);
  await context.addInitScript(countBreaths);
  if (options.script) await context.addInitScript(options.script);
  return context;
}

/**
 * Where the app gives the browser a breath in the middle of drawing, it goes on by a timer without delay: those that are still to
 * come are counted, and not those that were taken back.
 */
function countBreaths() {
  const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
  const coming = new Set();
  Object.defineProperty(window, 'tandemBreaths', { get: () => coming.size });
  window.setTimeout = (handler, delay, ...rest) => {
    if (typeof handler !== 'function' || delay > 0) return set(handler, delay, ...rest);
    const timer = set(() => {
      try {
        handler(...rest);
      } finally {
        coming.delete(timer);
      }
    }, 0);
    coming.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => {
    coming.delete(timer);
    clear(timer);
  };
}

/** Waits until what was last done is drawn. A page that is leaving, or never rests, is not waited for. */
export async function rested(page) {
  await page.waitForFunction(() => !window.tandemBreaths, null, { timeout: 5000 }).catch(() => {});
}

/** Lets each click, key and fill of a page end when it is drawn. */
function restAfterActions(page) {
  const wrap = (owner, names, pageOf) => {
    if (owner.rests) return;
    owner.rests = true;
    for (const name of names) {
      const action = owner[name];
      owner[name] = async function (...rest) {
        const result = await action.apply(this, rest);
        await rested(pageOf(this));
        return result;
      };
    }
  };
  const locator = Object.getPrototypeOf(page.locator('body'));
  wrap(locator, ['click', 'dblclick', 'fill', 'press', 'focus', 'selectOption', 'setInputFiles'], (self) => self.page());
  for (const device of [page.keyboard, page.mouse]) {
    wrap(device, ['press', 'type', 'insertText', 'up', 'move', 'down'].filter((name) => name in device), () => page);
  }
}

function listen(seen, origin) {
  const own = (url) => url.startsWith(origin + '/') || url.startsWith('data:') || url.startsWith('blob:');
  seen.page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(`${message.text()} (${message.location().url})`);
  });
  seen.page.on('pageerror', (error) => seen.errors.push(`uncaught: ${error.message}`));
  seen.page.on('request', (request) => {
    if (!own(request.url())) seen.foreign.push(request.url());
  });
  seen.page.on('websocket', (socket) => seen.foreign.push(socket.url()));
  seen.page.on('response', (response) => {
    seen.responses.push({ url: response.url(), status: response.status() });
  });
}

/** Waits until the app has shown its first number and drawn the first screen, which comes with a part of its own. */
export async function ready(page) {
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, FIRST_NUMBER, {
    timeout: START_LIMIT,
  });
  await page.locator(HEADLINE).first().waitFor({ timeout: START_LIMIT });
  await page.waitForFunction(() => !document.querySelector('.bones'), null, { timeout: START_LIMIT });
  await rested(page);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Accessibility faults by axe (WCAG 2.2 A and AA, and its best practices), one line each. */
export async function axe(page, inside) {
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((inside) => globalThis.axe.run(inside ?? document, {
    resultTypes: ['violations'],
  }), inside);
  return violations.map((fault) => {
    const places = fault.nodes.slice(0, 4).map((node) => node.target.join(' '));
    return `${fault.id} (${fault.impact}): ${fault.help} at ${places.join(' | ')} [${fault.nodes.length}]`;
  });
}

export const at = (page, id) => page.locator(`[data-testid="${id}"]`);

export async function type(page, lever, text) {
  const field = at(page, `field-${lever}`);
  await field.click();
  await field.fill(text);
  await page.keyboard.press('Enter');
}

export async function openFile(page, name, content) {
  // A file is read after the choice: what the page shows until then is the plan before, at rest.
  await page.evaluate(() => {
    const { text } = Blob.prototype;
    window.read = new Promise((done) => {
      Blob.prototype.text = function once() {
        Blob.prototype.text = text;
        const words = text.call(this);
        words.then(() => done(), () => done());
        return words;
      };
    });
  });
  const chooser = page.waitForEvent('filechooser');
  await at(page, 'open-file').click();
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.evaluate(() => window.read);
  await rested(page);
}

export async function saved(page, act) {
  const download = page.waitForEvent('download');
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

export async function clipboard(page) {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The headline without what the next step brings: that is worked out after all else has come to rest. */
export async function answer(scope) {
  return scope.locator(HEADLINE).first().evaluate((headline) => {
    const copy = headline.cloneNode(true);
    copy.querySelectorAll('.hl-price').forEach((price) => price.remove());
    return copy.textContent.trim().replace(/[.。]$/, '');
  });
}

/** Moves a slider as a drag does. */
export async function slide(locator, value) {
  await rested(locator.page());
  await locator.evaluate((slider, value) => {
    slider.focus();
    slider.value = String(value);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
  await rested(locator.page());
}

/**
 * Draws a finger from the middle of a thing by so many pixels, as a touch screen would.
 * Returns how the gesture ended (`pointercancel`: the browser took it for a scroll) and what scrolled on the way.
 */
export async function finger(visit, locator, dx, dy) {
  const { page } = visit;
  // It has to stand still: what was last done may still move it.
  let box;
  for (let tries = 0; tries < 50; tries += 1) {
    await locator.scrollIntoViewIfNeeded();
    const now = await locator.boundingBox();
    if (box && now.x === box.x && now.y === box.y) break;
    box = now;
    await page.waitForTimeout(100);
    await rested(page);
  }
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const client = await visit.context.newCDPSession(page);
  const touch = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  await page.evaluate(() => {
    window.scrolled = [];
    addEventListener('scroll', (event) => window.scrolled.push(event.target.nodeName), { capture: true });
    window.ended = new Promise((done) => {
      for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, () => done(kind), { capture: true, once: true });
    });
  });
  // What scrolled to bring it into view has been told by then.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.evaluate(() => { window.scrolled = []; });
  await touch('touchStart', [{ x, y }]);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', [{ x: x + (dx * step) / 8, y: y + (dy * step) / 8 }]);
  await touch('touchEnd', []);
  const ended = await page.evaluate(() => window.ended);
  await client.detach();
  await rested(page);
  return { ended, scrolled: await page.evaluate(() => window.scrolled) };
}

export async function shot(page, name, all = false) {
  const folder = join(ROOT, 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: all });
  return path;
}

/** How long the plan as it was opened may take to be told apart; plans with other dates or money never are. */
const TOLD_APART = 15_000;

/** Waits until all trials of the plan on the page are in, and of the one that it is held against. */
export async function settled(page) {
  await summed(page);
  await page.locator('#answers[data-whole]').waitFor({ timeout: FULL_RUN });
  await page.waitForFunction(
    () => document.querySelector('[data-testid=changed-sentence]')?.dataset.state !== 'stale', null, { timeout: TOLD_APART },
  ).catch(() => {});
  await rested(page);
}

export async function summed(page) {
  await page.waitForFunction(
    () => document.querySelector('[data-testid=headline]')?.dataset.state === 'ready'
      && document.querySelector('#forecast')?.dataset.state === 'ready',
    null, { timeout: FULL_RUN },
  );
  await rested(page);
}

export function forget(seen, pattern) {
  const before = seen.errors.length;
  seen.errors = seen.errors.filter((text) => !pattern.test(text));
  return before - seen.errors.length;
}
