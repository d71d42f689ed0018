// Keeps the page for times without a network: on hosted copies only, boot.js does not register it elsewhere.
// The build fills in the files; another build is another cache.
'use strict';
const CACHE = 'tandem-{{bundle_version}}';
const FILES = ['./', {{bundle_files}}];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('tandem-') && name !== CACHE;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  const kept = () => caches.match(request.mode === 'navigate' ? './' : request, { ignoreSearch: true });
  // A name with a digest in it never changes; everything else is asked for first.
  if (/-[0-9a-f]{16}\.\w+$/.test(request.url)) {
    event.respondWith(kept().then((found) => found || fetch(request)));
  } else {
    event.respondWith(fetch(request).catch(() => kept().then((found) => found || Response.error())));
  }
});
