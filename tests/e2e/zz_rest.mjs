import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const ports = process.argv.slice(2); const res = {};
for (const port of ports) { const c = await b.newContext({ viewport: { width: 1440, height: 900 } }); const p = await c.newPage(); await p.goto(`http://127.0.0.1:${port}/`); await p.locator('#answers[data-whole]').waitFor(); await p.waitForFunction(() => document.querySelector('[data-testid=headline]')?.dataset.state === 'ready', null, { timeout: 60000 }); await p.waitForTimeout(3000); res[port] = { p, held: [], let: [] }; }
const once = (p, letGo) => p.evaluate(async (letGo) => {
  const slider = document.querySelector('input[type=range]'); const [min, max] = [Number(slider.min), Number(slider.max)];
  const state = () => document.querySelector('[data-testid=headline]').dataset.state + document.querySelector('#forecast').dataset.state;
  slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  const k = Math.random() * 0.3;
  for (let i = 1; i <= 30; i += 1) { slider.value = String(min + (max - min) * (0.1 + k + 0.4 * i / 30)); slider.dispatchEvent(new Event('input', { bubbles: true })); await new Promise((f) => requestAnimationFrame(() => setTimeout(f))); }
  const t = performance.now();
  if (letGo) { slider.dispatchEvent(new Event('change', { bubbles: true })); dispatchEvent(new PointerEvent('pointerup', { bubbles: true })); }
  await new Promise((f) => setTimeout(f, 10));
  for (;;) { if (state() === 'readyready') break; await new Promise((f) => setTimeout(f, 3)); if (performance.now() - t > 20000) break; }
  const d = performance.now() - t;
  slider.dispatchEvent(new Event('change', { bubbles: true })); dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  return d;
}, letGo);
for (let k = 0; k < 8; k += 1) for (const port of k % 2 ? ports : [...ports].reverse()) for (const how of ['held', 'let']) { res[port][how].push(Math.round(await once(res[port].p, how === 'let'))); await res[port].p.waitForTimeout(1500); }
for (const port of ports) for (const how of ['held', 'let']) { const r = res[port][how].sort((x, y) => x - y); console.log(port, how, 'median', r[4], r.join(' ')); }
await b.close();
