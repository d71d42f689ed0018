// Runs before the page is drawn: colours and language without a flash, then the wasm, then help if it fails.
(() => {
  'use strict';
  const WORDS = {
    en: {
      missing: 'This browser cannot run Tandem: it has no WebAssembly.',
      missingHint: 'A current Chrome, Edge, Firefox or Safari can. Your plan is not lost.',
      failed: 'Tandem could not start.',
      failedHint: 'Reload the page. If it happens again, download your plan first.',
      crashed: 'Tandem has stopped because of an error in the program.',
      crashedHint: 'Your plan is kept in this browser; at most the last change is lost. Reload to go on.',
      reload: 'Reload',
      download: 'Download my plan',
    },
    'zh-CN': {
      missing: '此浏览器不支持 WebAssembly，无法运行 Tandem。',
      missingHint: '请使用新版 Chrome、Edge、Firefox 或 Safari。您的计划没有丢失。',
      failed: 'Tandem 无法启动。',
      failedHint: '请刷新页面。如再次出现，请先下载您的计划。',
      crashed: '程序出错，Tandem 已停止。',
      crashedHint: '您的计划已保存在此浏览器中，最多丢失最后一次修改。刷新即可继续。',
      reload: '刷新',
      download: '下载我的计划',
    },
  };
  const root = document.documentElement;
  const script = document.currentScript;

  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window */ } };

  // Colours and language, as src/storage.rs keeps them.
  const theme = recall('tandem.theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  const wanted = recall('tandem.lang') || (navigator.languages || [navigator.language])[0] || 'en';
  root.lang = /^zh\b/i.test(wanted) ? 'zh-CN' : 'en';

  // The text of the newest saved plan: a header line, then the plan.
  const saved = () => {
    const slots = ['tandem.plan.a', 'tandem.plan.b'].map((key) => (recall(key) || '').split('\n'));
    slots.sort((a, b) => Number(b[0].split(' ')[1] || 0) - Number(a[0].split(' ')[1] || 0));
    return slots[0][1] || '';
  };

  // After two crashes on one plan the page starts without it.
  const CRASHES = 'tandem.crashes';
  const digest = (text) => {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return `${text.length}.${hash >>> 0}`;
  };
  const crashes = () => {
    const [plan, count] = (recall(CRASHES) || '').split(' ');
    return plan === digest(saved()) ? Number(count) || 0 : 0;
  };
  if (crashes() >= 2) {
    root.dataset.start = 'examples';
    keep(CRASHES, '');
  }

  const button = (text, primary, act) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = primary ? 'bt pri' : 'bt';
    element.textContent = text;
    element.addEventListener('click', act);
    return element;
  };
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([saved()], { type: 'application/json' }));
    link.download = 'plan.tandem.json';
    link.click();
  };
  const panel = (kind, detail) => {
    if (document.getElementById('trouble')) return;
    const words = WORDS[root.lang] || WORDS.en;
    const box = document.createElement('div');
    box.id = 'trouble';
    box.className = 'trouble';
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-labelledby', 'trouble-title');
    const card = document.createElement('div');
    card.className = 'dlg';
    const line = (tag, text, id) => {
      const element = document.createElement(tag);
      element.textContent = text;
      if (id) element.id = id;
      card.append(element);
    };
    line('h1', words[kind], 'trouble-title');
    line('p', words[`${kind}Hint`]);
    if (detail) line('pre', detail);
    const buttons = document.createElement('div');
    buttons.className = 'da';
    if (saved()) buttons.append(button(words.download, false, download));
    const reload = button(words.reload, true, () => location.reload());
    buttons.append(reload);
    card.append(buttons);
    box.append(card);
    const app = document.getElementById('app');
    if (app) app.inert = true;
    document.body.append(box);
    reload.focus();
  };
  const crashed = (detail) => {
    if (document.getElementById('trouble')) return;
    keep(CRASHES, `${digest(saved())} ${crashes() + 1}`);
    panel('crashed', detail);
  };
  addEventListener('tandem-missing', (event) => panel('failed', String(event.detail)));
  addEventListener('tandem-crash', (event) => crashed(String(event.detail)));
  addEventListener('error', (event) => {
    if (typeof WebAssembly === 'object' && event.error instanceof WebAssembly.RuntimeError) crashed(event.message);
  });

  const ready = new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else addEventListener('DOMContentLoaded', resolve);
  });
  // A page that is one file has the wasm in itself, packed and as text.
  const unpack = async () => {
    await ready;
    const text = atob(document.getElementById('wasm').textContent);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return WebAssembly.compile(await new Response(stream).arrayBuffer());
  };
  const compile = async () => {
    if (!script.dataset.wasm) return unpack();
    const response = await fetch(script.dataset.wasm);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const copy = response.clone();
    try {
      return await WebAssembly.compileStreaming(response);
    } catch {
      return WebAssembly.compile(await copy.arrayBuffer());
    }
  };
  // Parts of the program that follow (assets/parts.js).
  const [more, rest] = [script.dataset.more, script.dataset.rest].map((part) => part && new URL(part, document.baseURI).href);
  // The first part has what a first visit needs until its answer stands. Other words, a plan that is kept or lies in the
  // address, a view of its own are in what follows, which then travels beside it.
  const whole = root.lang !== 'en' || location.hash.length > 1 || location.search || saved();
  if (more && whole) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: more });
    document.head.append(link);
  }
  const start = async () => {
    if (typeof WebAssembly !== 'object') {
      await ready;
      panel('missing');
      return;
    }
    try {
      const [module] = await Promise.all([compile(), ready]);
      const program = await wasm_bindgen({ module_or_path: module });
      tandem.hold(program, more, rest);
      const coming = tandem.fetchMore();
      if (whole) await coming;
      // Who needs it asks again.
      else coming.catch(() => {});
      // Not in the task that has just put the program together: input in between is heard.
      await new Promise((go) => setTimeout(go));
      tandem.start();
    } catch (error) {
      await ready;
      if (error instanceof WebAssembly.RuntimeError) crashed(String(error));
      else panel('failed', String(error));
    }
  };
  start();

  // Without a network: on hosted copies alone, never from a disk and never in the way of a server on this machine.
  if (location.protocol === 'https:' && 'serviceWorker' in navigator && window === window.top) {
    addEventListener('load', () => {
      // A browser that refuses, as in private windows, only needs the network.
      navigator.serviceWorker.register('sw.js').catch(() => {});
    });
  }
})();
