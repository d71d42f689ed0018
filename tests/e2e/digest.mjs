// Prints the engine's digest as the browser computes it: one line of hex digits.

import { FIRST_NUMBER, startTandem } from './harness.mjs';

const tandem = await startTandem();
try {
  const { page } = await tandem.visit({ wait: false });
  // The function is there before the module is: wait until the app itself runs.
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, FIRST_NUMBER);
  // `wasm_bindgen` is a name of the script scope, not a property of the window.
  console.log(await page.evaluate(() => wasm_bindgen.tandem_digest()));
} finally {
  await tandem.stop();
}
