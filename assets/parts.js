// Stands behind the glue, in the page and in its workers: starts the program and brings what follows it, first what the first
// screen needs besides the answer, then what comes when the page is at rest (`xtask/src/split.rs`). A part that is asked for
// before it is there comes at once.
const tandem = (() => {
  'use strict';
  // Time until a part that could not be had is asked for again, milliseconds.
  const AGAIN_MS = 2000;
  let first = null;
  const part = (here, priority) => ({ here, priority, address: '', coming: null });
  // In the order in which they come.
  const [more, rest] = [part('moreHere', 'auto'), part('restHere', 'low')];
  const compile = async ({ here, address, priority }) => {
    const response = await fetch(address, { priority });
    if (!response.ok) {
      const error = new Error(`${response.status} ${response.statusText}`);
      // It will not come by itself: another version has taken its place.
      if (here === more.here) dispatchEvent(new CustomEvent('tandem-missing', { detail: error }));
      throw error;
    }
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
  const fetchMore = async () => {
    const module = await bring(more);
    if (module) join(more, module);
    return module;
  };
  const fetchRest = async () => {
    const module = await bring(rest);
    // It uses data of what comes before it.
    await fetchMore();
    if (module) join(rest, module);
  };
  // All of it here, not in the program: what asks again must not be in the part that is missing.
  const untilThere = async (fetch) => {
    for (;;) {
      try {
        return await fetch();
      } catch {
        await new Promise((go) => setTimeout(go, AGAIN_MS));
      }
    }
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
    // Brings what the first screen needs besides the answer; rejected where the network fails.
    fetchMore,
    // Wait for a part until it is there, whatever the network does; that of the first screen as it was compiled.
    awaitMore: () => untilThere(fetchMore),
    awaitRest: () => untilThere(fetchRest),
    loadMore() { load(more); },
    loadRest() {
      load(more);
      load(rest);
    },
    // What the first module gives out.
    get exports() { return first; },
  };
})();
