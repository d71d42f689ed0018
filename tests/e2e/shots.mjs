// Pictures of every view: two sizes, two themes, two languages, and the whole page, very wide, printed; into screenshots/.
//
//   node tests/e2e/shots.mjs [VIEW …]      only these views; see views.mjs

import { settled, shot, startTandem } from './harness.mjs';
import { VIEWS } from './views.mjs';

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const wanted = process.argv.slice(2);
const views = VIEWS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

const tandem = await startTandem();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of ['light', 'dark']) {
      for (const lang of ['en', 'zh-CN']) await pictures(`${size}-${theme}-${lang}`, { viewport, theme, lang });
    }
  }
  if (wanted.length === 0) {
    await pictures('wide', { viewport: { width: 2560, height: 1440 } }, [VIEWS[0]]);
    await printed();
  }
} finally {
  await tandem.stop();
}

async function pictures(where, options, list = views) {
  const visit = await tandem.visit(options);
  await settled(visit.page);
  for (const view of list) {
    const own = view.path === undefined ? visit : await tandem.visit({ ...options, ...view.visit, path: view.path });
    if (own !== visit) await settled(own.page);
    await view.open(own.page);
    console.log(await shot(own.page, `${view.name}-${where}`));
    if (view.name === 'page' || view.name === 'levers') console.log(await shot(own.page, `${view.name}-${where}-whole`, true));
    if (own !== visit) await own.close();
    else await view.close?.(own.page);
  }
  await visit.close();
}

async function printed() {
  for (const lang of ['en', 'zh-CN']) {
    const visit = await tandem.visit({ lang });
    await settled(visit.page);
    await visit.page.emulateMedia({ media: 'print' });
    console.log(await shot(visit.page, `paper-${lang}`, true));
    await visit.close();
  }
}
