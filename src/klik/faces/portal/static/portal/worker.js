// The service worker of one municipality. It keeps what is the same for everybody: style, icons, and
// a page that says that there is no connection. A page is always asked for anew, and never kept.
"use strict";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(KEPT.name).then((cache) => cache.addAll(KEPT.files)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(
        names.filter((name) => name.startsWith(KEPT.place) && name !== KEPT.name)
          .map((name) => caches.delete(name)),
      ))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(
      fetch(request).catch(() => caches.match(KEPT.offline).then((page) => page ?? Response.error())),
    );
  } else if (KEPT.files.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
  }
});
