// Pictures of the page: two sizes, two themes, two languages, into screenshots/.

import { settled, shot, startTandem } from './harness.mjs';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const tandem = await startTandem();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of ['light', 'dark']) {
      for (const lang of ['en', 'zh-CN']) {
        const visit = await tandem.visit({ viewport, theme, lang, path: process.argv[2] });
        await settled(visit.page);
        console.log(await shot(visit.page, `${size}-${theme}-${lang}`));
        console.log(await shot(visit.page, `${size}-${theme}-${lang}-whole`, true));
        await visit.end();
      }
    }
  }
} finally {
  await tandem.stop();
}
