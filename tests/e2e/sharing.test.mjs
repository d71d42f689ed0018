// Sharing and showing: what a link opens, the QR code, files, paper, slides, the page as one file, times without a network.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { answer as answerOf, at, axe, clipboard, openFile, ready, ROOT, saved, settled, startTandem } from './harness.mjs';

const PHONE = { width: 360, height: 780 };

let tandem;
before(async () => {
  tandem = await startTandem();
});
after(() => tandem?.stop());


const headline = answerOf;

async function linkOf(page, screen = 'full') {
  await at(page, 'share').click();
  await at(page, `share-${screen}`).click();
  const link = await at(page, 'share-link').inputValue();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  return link;
}

async function downloaded(page, id) {
  await page.locator('[aria-controls=downloads]').click();
  return saved(page, () => at(page, id).click());
}

test('a link opens with levers, read-only or in a frame, always with the same answer', async () => {
  const sender = await tandem.visit();
  await settled(sender.page);
  const answer = await headline(sender.page);
  const read = await linkOf(sender.page, 'read');
  assert.match(read, /\?view=read#3\./);
  await at(sender.page, 'share').click();
  await at(sender.page, 'share-embed').click();
  await at(sender.page, 'share-copy').click();
  await sender.page.getByRole('status').filter({ hasText: 'Frame copied' }).waitFor();
  const frame = await clipboard(sender.page);
  assert.match(frame, /^<iframe src="[^"]+\?view=embed#3\.[\w-]+" title="[^"]+" width="100%" height="800"><\/iframe>$/);
  await sender.end();

  const reader = await tandem.visit({ path: read.slice(tandem.url.length) });
  await settled(reader.page);
  assert.equal(await headline(reader.page), answer);
  assert.equal(await reader.page.locator('.lever').count(), 0, 'there is nothing to change');
  assert.deepEqual(await axe(reader.page), []);
  await at(reader.page, 'open-full').click();
  await at(reader.page, 'notice-shared').waitFor();
  await settled(reader.page);
  assert.ok((await reader.page.locator('.lever').count()) > 10, 'but the levers are one click away');
  await reader.end();

  // Another site with the frame in it.
  const site = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>x</title>${frame}`);
  });
  await new Promise((listening) => site.listen(0, '127.0.0.1', listening));
  try {
    const context = await tandem.browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${site.address().port}/`);
    const inner = page.frameLocator('iframe');
    await inner.locator('[data-testid=headline][data-state=ready]').waitFor({ timeout: 60_000 });
    assert.equal(await headline(inner), answer);
    assert.equal(await inner.locator('#forecast svg.chart').count() > 0, true);
    assert.equal(await inner.locator('.levers, #funnel').count(), 0);
    await context.close();
  } finally {
    site.close();
    site.closeAllConnections();
  }
});

test('a short link has a QR code that holds it, a long one says why not', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  // Notes that no other plan has.
  const plan = JSON.parse(readFileSync(join(ROOT, 'assets/plans/bootstrapped_saas.json'), 'utf8'));
  const note = (of) => Array.from({ length: 60 }, (_, at) => createHash('sha256').update(`${of} ${at}`).digest('base64')[0]).join('');
  for (const field of ['revenue', 'cost', 'people', 'market'].flatMap((of) => Array.from({ length: 8 }, (_, at) => `${of}_${at}`))) {
    plan.provenance[`finance.${field}`] = { source: 'assumption', note: note(field) };
  }
  await openFile(page, 'long.json', plan);
  await settled(page);
  await at(page, 'share').click();
  const long = await at(page, 'share-link').inputValue();
  assert.ok(long.length > 1500, `${long.length} characters`);
  assert.equal(await at(page, 'share-qr').count(), 0);
  assert.equal(await at(page, 'share-no-qr').count(), 1);
  await page.keyboard.press('Escape');
  await at(page, 'examples').click();
  await at(page, 'example-bootstrapped_saas').click();
  await settled(page);
  await at(page, 'share').click();
  const short = await at(page, 'share-link').inputValue();
  assert.ok(short.length < 1500, `${short.length} characters`);
  const box = await at(page, 'share-qr').boundingBox();
  assert.ok(box.width > 150 && Math.abs(box.width - box.height) < 1);
  assert.deepEqual(await axe(page), []);
  await visit.end();
});

test('the drawing and its figures leave as files that other programs read', async () => {
  const visit = await tandem.visit();
  const { page } = visit;
  await settled(page);
  const svg = await downloaded(page, 'as-svg');
  assert.match(svg.name, /\.svg$/);
  const text = svg.content.toString();
  assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(text, /are there on that day/);
  assert.doesNotMatch(text, /var\(--|class="|<image|href=/, 'it stands on its own');
  // The browser draws it outside of the page, with its colours.
  const drawn = await page.evaluate(async (svg) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) colours.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    return { width: image.width, colours: colours.size };
  }, text);
  assert.ok(drawn.width > 600 && drawn.colours > 50, JSON.stringify(drawn));

  const png = await downloaded(page, 'as-png');
  assert.deepEqual([...png.content.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  assert.equal(png.content.readUInt32BE(16), 2 * drawn.width, 'two pixels for each');

  const csv = (await downloaded(page, 'as-csv')).content.toString();
  const rows = csv.replace('\ufeff', '').trim().split('\r\n').map((row) => row.split(','));
  assert.ok(csv.startsWith('\ufeff'));
  assert.deepEqual(rows[0].slice(0, 7), [
    'First day', 'Last day', ...['P10', 'P25', 'Median', 'P75', 'P90'].map((name) => `${name} · Annual recurring revenue USD`),
  ]);
  for (const row of rows.slice(1)) {
    assert.match(row[0], /^\d{4}-\d\d-\d\d$/);
    const figures = row.slice(2, 7).map(Number);
    assert.deepEqual([...figures].sort((a, b) => a - b), figures, row.join());
  }
  await at(page, 'view-table').click();
  assert.equal(rows.length - 1, await page.locator('[data-testid=chart-table] tbody tr').count(), 'one row a period');

  const book = unzipped((await downloaded(page, 'as-xlsx')).content);
  assert.ok(book['xl/workbook.xml'] && book['xl/styles.xml'] && book['[Content_Types].xml']);
  const sheet = book['xl/worksheets/sheet1.xml'];
  assert.ok(sheet.includes(`<v>${rows[1][4]}</v>`), 'the same number to the digit');
  assert.equal((sheet.match(/<row /g) ?? []).length, rows.length);
  assert.match(book['xl/worksheets/sheet3.xml'], /channels\[0\]\.budget_per_month/);
  openedByPython(join(tmpdir(), `tandem-${process.pid}.xlsx`), book.bytes, rows);
  await visit.end();
});

/** The parts of an archive, by its directory, with their check sums looked at. */
function unzipped(bytes) {
  const parts = { bytes };
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  let place = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    assert.equal(bytes.readUInt32LE(place), 0x02014b50);
    const [packed, size] = [bytes.readUInt32LE(place + 20), bytes.readUInt32LE(place + 24)];
    const length = bytes.readUInt16LE(place + 28);
    const name = bytes.subarray(place + 46, place + 46 + length).toString();
    const start = bytes.readUInt32LE(place + 42);
    const content = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const text = inflateRawSync(bytes.subarray(content, content + packed));
    assert.equal(text.length, size, name);
    parts[name] = text.toString();
    place += 46 + length;
  }
  return parts;
}

/** Where openpyxl is installed, it must read the workbook as it is meant; elsewhere this looks at nothing. */
function openedByPython(file, bytes, rows) {
  const python = process.env.TANDEM_PYTHON ?? 'python3';
  const script = `
import json, sys, io
try:
    import openpyxl
except ImportError:
    print('null'); sys.exit()
book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
sheet = book.worksheets[0]
print(json.dumps({'sheets': len(book.worksheets), 'rows': sheet.max_row, 'day': str(sheet['A2'].value)[:10],
                  'median': sheet['E2'].value, 'formulas': sum(c.data_type == 'f' for s in book for r in s.iter_rows() for c in r)}))`;
  let said;
  try {
    said = JSON.parse(execFileSync(python, ['-c', script], { input: bytes, encoding: 'utf8' }));
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (said === null) return;
  assert.deepEqual(said, {
    sheets: 3, rows: rows.length, day: rows[1][0], median: Number(rows[1][4]), formulas: 0,
  });
}

/** Pairs of texts of a drawing that lie over each other. */
async function overlaps(drawing) {
  return drawing.evaluate((svg) => {
    const texts = [...svg.querySelectorAll('text')].map((node) => [node.textContent, node.getBoundingClientRect()]);
    const over = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
    return texts.flatMap(([text, box], index) => texts.slice(index + 1).filter(([, other]) => over(box, other)).map(([more]) => `${text} and ${more}`));
  });
}

test('on paper the page is a memo of one or two pages with the answer, the assumptions and the link', async () => {
  for (const options of [{}, { viewport: PHONE, theme: 'dark' }, { lang: 'zh-CN' }]) {
    const visit = await tandem.visit(options);
    const { page } = visit;
    await settled(page);
    const link = await linkOf(page);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
    assert.ok(pages >= 1 && pages <= 2, `${pages} pages, ${JSON.stringify(options)}`);
    await page.emulateMedia({ media: 'print' });
    const memo = await page.locator('main').innerText();
    assert.ok(memo.includes(await headline(page)));
    assert.ok(memo.includes(link), 'the whole link');
    assert.ok((await page.locator('.memo-rows li').count()) > 10, 'the assumptions');
    assert.equal(await page.locator('.levers').isVisible(), false);
    assert.equal(await at(page, 'assumptions').isVisible(), false);
    assert.deepEqual(await page.locator('main button').evaluateAll((all) => all.filter((button) => button.checkVisibility()
      && !button.closest('.term, .kpis')).map((button) => button.textContent)), [], 'nothing to press on paper');
    assert.equal(await at(page, 'changed-sentence').isVisible(), false, 'nothing was changed');
    assert.deepEqual(await overlaps(page.locator('#forecast svg.chart >> visible=true').first()), []);
    await visit.end();
  }
});

test('P presents, arrows turn the slides, Escape leaves; each slide is accessible', async () => {
  for (const options of [{}, { viewport: PHONE, theme: 'dark', lang: 'zh-CN' }]) {
    const visit = await tandem.visit(options);
    const { page } = visit;
    await settled(page);
    await page.keyboard.press('p');
    const slide = () => at(page, 'present').getAttribute('data-slide');
    const holds = ['[data-testid=headline]', '#forecast svg.chart', '[data-testid=limits] svg.chart', '#funnel', '#timeline', '#assumptions'];
    for (const [index, selector] of holds.entries()) {
      assert.equal(await slide(), String(index));
      await page.locator(`${selector} >> visible=true`).first().waitFor();
      assert.deepEqual(await axe(page), [], `slide ${index + 1}`);
      // A slide uses the width that there is.
      const [stage, panel] = [await page.locator('.stage').boundingBox(), await page.locator('.stage #kpis, .stage .pan').first().boundingBox()];
      assert.ok(panel.x - stage.x < 0.3 * stage.width && panel.width > 0.55 * stage.width, `slide ${index + 1}: ${JSON.stringify(panel)}`);
      // What is shown to a board has nothing to work with beside it.
      const tools = await page.locator('.stage').locator('input, .fcp .seg, .fcp .per-pick').evaluateAll((all) => all.filter((tool) => tool.checkVisibility()).length);
      assert.equal(tools, 0, `slide ${index + 1}: fields and controls`);
      if (selector === '#assumptions') {
        const rows = await page.locator('.stage-rows li').count();
        assert.ok(rows > 10 && rows < 50, `${rows} assumptions`);
      }
      if (selector === '#funnel' && !options.viewport) {
        const table = await page.locator('.funnel-table').boundingBox();
        assert.ok(table.height > 0.6 * stage.height, `the funnel is ${table.height} px high`);
      }
      await page.keyboard.press('ArrowRight');
    }
    assert.equal(await slide(), '5', 'the last one stays');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await slide(), '4');
    // Keys are heard where nothing has the focus, too.
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('ArrowLeft');
    assert.equal(await slide(), '3');
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('Escape');
    await at(page, 'present').waitFor({ state: 'detached' });
    assert.ok(await at(page, 'headline').isVisible());
    await visit.end();
  }
});

test('the slide of what limits says what each limit costs and what to do first, as the page does', async () => {
  for (const options of [{}, { lang: 'zh-CN', theme: 'dark', viewport: { width: 1920, height: 1080 } }, { viewport: PHONE }]) {
    const visit = await tandem.visit(options);
    const { page } = visit;
    await settled(page);
    await page.locator('[data-testid=prices][data-state=ready]').waitFor({ timeout: 60_000 });
    const cells = (table, key) => page.locator(table).locator(`[data-testid=${key}] td`).allTextContents();
    const costs = {};
    for (const step of ['spend', 'sdr', 'ae', 'response']) costs[step] = await cells('[data-testid=prices]', `price-${step}`);
    await page.keyboard.press('p');
    for (let turn = 0; turn < 2; turn += 1) await page.keyboard.press('ArrowRight');
    await page.locator('[data-testid=limits-first][data-state=ready]').waitFor();
    const rows = await at(page, 'limits-costs').locator('tbody tr').evaluateAll((all) => all.map((row) => ({
      best: row.dataset.best, cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    })));
    for (const [row, step] of [[0, 'spend'], [1, 'sdr'], [2, 'ae'], [4, 'response']]) {
      const [change, , odds, cost, each] = costs[step];
      assert.deepEqual(rows[row].cells.slice(2), [change, odds, cost, each], step);
    }
    const [best] = rows.filter((row) => row.best);
    const first = await at(page, 'limits-first').innerText();
    const each = best.cells.at(-1).split(' ')[0];
    assert.ok(first.includes(each), `${first} has ${each}`);
    // The whole slide is seen at once.
    const stage = await page.locator('.stage').evaluate((stage) => [stage.scrollHeight, stage.clientHeight, stage.scrollWidth, stage.clientWidth]);
    if (options.viewport !== PHONE) assert.ok(stage[0] <= stage[1], `${stage}`);
    assert.ok(stage[2] <= stage[3], `${stage}`);
    await visit.end();
  }
});

test('the whole app is one file that opens from a disk, runs in its worker, asks for nothing and prints', async () => {
  const file = process.env.TANDEM_SINGLE ?? single();
  const context = await tandem.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const [errors, requests] = [[], []];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await ready(page);
  await settled(page);
  assert.match(await at(page, 'plan-title').inputValue(), /Bootstrapped/, 'the plan inside');
  await at(page, 'notice-shared').waitFor();
  const workers = page.workers().length;
  assert.ok(workers >= 1, 'trials run in workers');
  const others = requests.filter((url) => !/^(blob|data):/.test(url) && url !== pathToFileURL(file).href);
  assert.deepEqual(others, []);
  assert.deepEqual(errors, []);
  // The policy of the file lets nothing out, whatever is tried.
  const escaped = await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => 'out', () => 'kept'), tandem.url);
  assert.equal(escaped, 'kept');
  await at(page, 'share').click();
  assert.match(await at(page, 'share-warning').innerText(), /opened from a disk/);
  await page.keyboard.press('Escape');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.ok(pdf.length > 20_000);
  await context.close();
});

/** Makes the file from the newest build of the app. */
function single() {
  const file = join(mkdtempSync(join(tmpdir(), 'tandem-single-')), 'tandem.html');
  const plan = join(ROOT, 'assets/plans/bootstrapped_saas.json');
  execFileSync('cargo', ['xtask', 'dist', '--single', plan, '--out', file], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  assert.ok(existsSync(file));
  return file;
}

test('a hosted copy opens without a network once it was there', async () => {
  const visit = await tandem.visit();
  const { page, context } = visit;
  await settled(page);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean)), false, 'never on this machine');
  const answer = await headline(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('sw.js');
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated') await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
  });
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await settled(page);
  assert.equal(await headline(page), answer);
  await context.setOffline(false);
  const manifest = await (await fetch(`${tandem.url}manifest.webmanifest`)).json();
  for (const icon of manifest.icons) {
    assert.equal((await fetch(tandem.url + icon.src)).status, 200, icon.src);
  }
  await visit.close();
});
