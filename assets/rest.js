// Stands behind the glue, in the page and in its workers: starts the program and brings the rest of it, what the first screen
// does not run (`xtask/src/split.rs`). It comes when the page is at rest; a part that is asked for before brings it at once.
const tandem = (() => {
  'use strict';
  let first = null;
  let address = '';
  const compile = async () => {
    const response = await fetch(address, { priority: 'low' });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const copy = response.clone();
    try {
      return await WebAssembly.compileStreaming(response);
    } catch {
      return WebAssembly.compile(await copy.arrayBuffer());
    }
  };
  const join = (module) => {
    if (first.restHere.value) return;
    new WebAssembly.Instance(module, { first });
    first.restHere.value = 1;
  };
  return {
    // Takes a program that is there; its rest lies at an address, or at none where the program is whole.
    hold(exports, rest) {
      first = exports;
      address = rest || '';
    },
    start() { first.tandem_start(); },
    // Brings the rest in passing. Where that fails it is asked for again when it is needed.
    async fetchRest() {
      if (address && !first.restHere.value) join(await compile());
    },
    // Brings the rest while the caller waits: bytes by a request of the old kind, the only one that one can wait for.
    loadRest() {
      performance.mark('tandem:rest-awaited');
      const request = new XMLHttpRequest();
      request.open('GET', address, false);
      request.overrideMimeType('text/plain; charset=x-user-defined');
      request.send();
      if (request.status !== 200) throw new Error(`${request.status} ${request.statusText}`);
      const text = request.responseText;
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
      join(new WebAssembly.Module(bytes));
    },
    // What the first module gives out.
    get exports() { return first; },
  };
})();
