// The page starts, shows a number, and keeps to itself.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { HEADLINE, settled, startTandem, summed } from './harness.mjs';

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());

test('the page shows a number, without an error and without another origin', async () => {
  const visit = await tandem.visit();
  assert.match(await visit.page.locator(HEADLINE).first().innerText(), /\d/);
  assert.ok(visit.responses.every(({ status }) => status === 200), JSON.stringify(visit.responses));
  await visit.end();
});

test('the page is small text that is asked for again, the rest is kept for ever', async () => {
  const page = await fetch(tandem.url);
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
  const hashed = [...(await page.text()).matchAll(/"([^"]+-[0-9a-f]{16}\.(?:js|css|wasm))"/g)].map((m) => m[1]);
  assert.ok(hashed.length >= 4, hashed.join());
  for (const name of hashed) {
    const file = await fetch(tandem.url + name);
    assert.match(file.headers.get('cache-control'), /immutable/, name);
  }
});

const restIsThere = () => tandem.exports.restHere.value === 1;
const awaited = (page) => page.evaluate(() => performance.getEntriesByName('tandem:awaited').length);

// What runs differs with how far the workers come while the page draws, so that a list which is right on one machine can make a
// first screen of another wait for a moment. That is said, and is no error: the screen is the same.
test('what the build puts off comes when the page is at rest; a first screen that waits for it is told', async (t) => {
  for (const options of [{}, { lang: 'zh-CN' }, { path: '?view=read' }, { viewport: { width: 390, height: 844 } }]) {
    const visit = await tandem.visit(options);
    await settled(visit.page);
    await visit.page.waitForFunction(restIsThere);
    const waited = await awaited(visit.page);
    assert.ok(waited <= 1, `brought ${waited} times`);
    if (waited > 0) t.diagnostic(`!! a first screen waits, ${JSON.stringify(options)}: record anew, \`cargo xtask record\``);
    await visit.end();
  }
});

/** A script under which a part of the program does not come as long as `window.keptBack` is true. */
const without = (part, how) => `
    window.keptBack = true;
    const real = window.fetch;
    window.fetch = (address, ...more) => keptBack && /${part}-/.test(address) ? ${how} : real(address, ...more);`;
const LOST = "Promise.reject(new TypeError('gone'))";

test('the answer of a first visit stands while the rest of the screen is on its way, and again where it got lost', async () => {
  const visit = await tandem.visit({ wait: false, script: without('more', LOST) });
  await visit.page.locator('.kpis:not(.bones)').waitFor();
  assert.match(await visit.page.locator(HEADLINE).first().innerText(), /expected path .*\d/);
  assert.deepEqual(
    await visit.page.evaluate(() => [tandem.exports.moreHere.value, document.querySelectorAll('input[type=range]').length]),
    [0, 0],
  );
  assert.equal(await awaited(visit.page), 0, 'the answer waits for nothing');
  await visit.page.evaluate(() => { window.keptBack = false; });
  await settled(visit.page);
  await visit.end();
});

test('a part that another version has taken the place of is said to be missing, with a way on', async () => {
  const visit = await tandem.visit({ wait: false, script: without('more', "Promise.resolve(new Response('', { status: 404 }))") });
  await visit.page.locator('#trouble button').first().waitFor();
  assert.match(await visit.page.locator('#trouble').innerText(), /404/);
  await visit.close();
});

test('what is put off and did not come is brought at once when it is asked for', async () => {
  const visit = await tandem.visit({ wait: false, script: without('rest', LOST) });
  await summed(visit.page);
  // A first screen that waits has brought it before: that is told above.
  const before = await awaited(visit.page);
  assert.equal(await visit.page.evaluate(restIsThere), before === 1);
  await visit.page.locator('[data-testid=share]').click();
  await visit.page.locator('[data-testid=share-link]').waitFor();
  assert.ok(await visit.page.evaluate(restIsThere));
  assert.equal(await awaited(visit.page), 1);
  await settled(visit.page);
  await visit.end();
});

test('the policy stops every way out, in the page and in its workers', async () => {
  // Another origin that would answer everyone: what it hears has got out.
  let heard = [];
  const other = createServer((request, response) => {
    heard.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('x');
  });
  await new Promise((listening) => other.listen(0, '127.0.0.1', listening));
  const outside = `http://127.0.0.1:${other.address().port}/`;
  try {
    const visit = await tandem.visit();
    await visit.page.evaluate(tryEveryWay, outside);
    await visit.page.waitForTimeout(300);
    assert.deepEqual(heard, []);
    await visit.close();
  } finally {
    other.close();
    other.closeAllConnections();
  }
});

/** Runs in the page. */
async function tryEveryWay(outside) {
  const silent = () => {};
  await fetch(`${outside}fetch`, { mode: 'no-cors' }).catch(silent);
  navigator.sendBeacon(`${outside}beacon`, 'x');
  await new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = done;
    image.src = `${outside}image`;
  });
  await new Promise((done) => {
    const script = document.createElement('script');
    script.onload = script.onerror = done;
    script.src = `${outside}script`;
    document.head.append(script);
  });
  const text = `fetch('${outside}worker', { mode: 'no-cors' }).finally(() => postMessage('done'))`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  await new Promise((done) => {
    worker.onmessage = worker.onerror = done;
  });
  const form = document.createElement('form');
  form.action = `${outside}form`;
  document.body.append(form);
  form.submit();
}
