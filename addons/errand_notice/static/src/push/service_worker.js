/**
 * The service worker of the customer's pages: it shows pushes, and says so when there is
 * no network. It never keeps a page about a person.
 */

self.importScripts("/errand_notice/static/src/push/push_worker.js");

const PREFIX = "errand-offline-";
const OFFLINE_CACHE = `${PREFIX}1`;
const OFFLINE_PAGE = "/errand/offline";
/** Pages of errands, with or without a language in front. */
const ERRAND_PAGE = /^(\/[a-z]{2}(_[A-Za-z]{2,4})?)?\/(my\/)?errands?(\/|$)/;

self.addEventListener("install", (event) => {
    event.waitUntil(install());
});

async function install() {
    const cache = await caches.open(OFFLINE_CACHE);
    await cache.add(new Request(OFFLINE_PAGE, {cache: "reload"}));
    await self.skipWaiting();
}

self.addEventListener("activate", (event) => {
    event.waitUntil(activate());
});

async function activate() {
    const names = await caches.keys();
    const old = names.filter(
        (name) => name.startsWith(PREFIX) && name !== OFFLINE_CACHE
    );
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
    const {request} = event;
    const url = new URL(request.url);
    const isPage = request.mode === "navigate" && request.method === "GET";
    if (
        isPage &&
        url.origin === self.location.origin &&
        ERRAND_PAGE.test(url.pathname)
    ) {
        event.respondWith(freshElseOffline(request));
    }
});

async function freshElseOffline(request) {
    try {
        return await fetch(request);
    } catch {
        const cache = await caches.open(OFFLINE_CACHE);
        return (await cache.match(OFFLINE_PAGE)) || Response.error();
    }
}
