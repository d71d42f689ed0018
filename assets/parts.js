// Stands behind the glue, in the page and in its workers: starts the program and brings what follows it, first what the first
// screen needs besides the answer, then what comes when the page is at rest (`xtask/src/split.rs`). A part that is asked for
// before it is there comes at once.
const tandem = (() => {
  'use strict';
  let first = null;
  const part = (here, priority) => ({ here, priority, address: '', coming: null });
  // In the order in which they come.
  const [more, rest] = [part('moreHere', 'auto'), part('restHere', 'low')];
  const compile = async ({ address, priority }) => {
    const response = await fetch(address, { priority });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const copy = response.clone();
    try {
      return await WebAssembly.compileStreaming(response);
    } catch {
      return WebAssembly.compile(await copy.arrayBuffer());
    }
  };
  const join = ({ here }, module) => {
    if (first[here].value) return;
    new WebAssembly.Instance(module, { first });
    first[here].value = 1;
  };
  // Brings a part in passing; gives what it was compiled to, nothing where the program is whole.
  const bring = (part) => {
    if (!part.address) return Promise.resolve(null);
    part.coming = part.coming || compile(part).catch((error) => {
      part.coming = null;
      throw error;
    });
    return part.coming;
  };
  // Brings a part while the caller waits: bytes by a request of the old kind, the only one that one can wait for.
  const load = (part) => {
    if (!part.address || first[part.here].value) return;
    performance.mark('tandem:awaited');
    const request = new XMLHttpRequest();
    request.open('GET', part.address, false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(`${request.status} ${request.statusText}`);
    const text = request.responseText;
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    const module = new WebAssembly.Module(bytes);
    part.coming = Promise.resolve(module);
    join(part, module);
  };
  return {
    // Takes a program that is there. Its parts lie at addresses, or at none where the program is whole; a worker gets the
    // first of them as the page has compiled it.
    hold(exports, moreOrItsAddress, restAddress) {
      first = exports;
      rest.address = restAddress || '';
      if (moreOrItsAddress instanceof WebAssembly.Module) join(more, moreOrItsAddress);
      else more.address = moreOrItsAddress || '';
    },
    start() { first.tandem_start(); },
    // What the first screen needs besides the answer; rejected where the network fails, and then asked for anew.
    async fetchMore() {
      const module = await bring(more);
      if (module) join(more, module);
      return module;
    },
    // What the page at rest needs, likewise.
    async fetchRest() {
      const module = await bring(rest);
      // It uses data of what comes before it.
      await this.fetchMore();
      if (module) join(rest, module);
    },
    loadMore() { load(more); },
    loadRest() {
      load(more);
      load(rest);
    },
    // What the first module gives out.
    get exports() { return first; },
  };
})();
