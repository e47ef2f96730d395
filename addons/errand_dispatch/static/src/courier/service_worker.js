/**
 * Opens the courier's app without a network: keeps the page, its bundle and its fixed
 * files, never an answer about a person. COURIER_SHELL is put in front by the server.
 */

self.importScripts("/errand_notice/static/src/push/push_worker.js");

const {version, files} = self.COURIER_SHELL;
const PREFIX = "errand-courier-";
const CACHE = `${PREFIX}${version}`;
const PAGE = "/courier";
/** After this long a slow network counts as none, where something is kept. */
const PATIENCE_MS = 4000;
const FIXED =
    /^\/(web\/assets\/|errand_dispatch\/static\/|errand_base\/static\/lib\/|web\/static\/lib\/signature_pad\/|web\/static\/src\/libs\/fontawesome\/)/;

self.addEventListener("install", (event) => {
    event.waitUntil(install());
});

async function install() {
    const cache = await caches.open(CACHE);
    await cache.addAll(files);
    await keepPage(cache, await fetch(PAGE, {credentials: "same-origin"}));
    await self.skipWaiting();
}

self.addEventListener("activate", (event) => {
    event.waitUntil(activate());
});

async function activate() {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
}

/** Keep the page only when it is the page, and no way to the login. */
async function keepPage(cache, response) {
    if (response.ok && !response.redirected) {
        await cache.put(PAGE, response.clone());
    }
    return response;
}

self.addEventListener("fetch", (event) => {
    const {request} = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    if (request.mode === "navigate" && url.pathname === PAGE) {
        event.respondWith(openPage(request));
    } else if (url.pathname === "/courier/translations") {
        event.respondWith(freshElseSame(request, url));
    } else if (FIXED.test(url.pathname)) {
        event.respondWith(keptElseFresh(request));
    }
});

async function openPage(request) {
    const cache = await caches.open(CACHE);
    const fresh = fetch(request).then((response) => keepPage(cache, response));
    const kept = await cache.match(PAGE);
    if (!kept) {
        return fresh;
    }
    const tooLate = new Promise((resolve) =>
        setTimeout(() => resolve(kept.clone()), PATIENCE_MS)
    );
    return Promise.race([fresh.catch(() => kept), tooLate]);
}

/** The page keeps its texts itself; offline it only hears that they are the newest. */
async function freshElseSame(request, url) {
    try {
        return await fetch(request);
    } catch (error) {
        const hash = url.searchParams.get("hash");
        if (!hash) {
            throw error;
        }
        return new Response(JSON.stringify({hash}));
    }
}

async function keptElseFresh(request) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(request);
    if (kept) {
        return kept;
    }
    const response = await fetch(request);
    if (response.ok) {
        await cache.put(request, response.clone());
    }
    return response;
}
