/**
 * Shows pushes and opens their page. Both service workers of the suite import it: that
 * of the customer's pages and that of the courier's app.
 *
 * In a scope of its own: whoever imports it may have functions of the same names.
 */

(() => {
    const ICON = "/errand_base/static/description/icon.png";

    self.addEventListener("push", (event) => {
        event.waitUntil(showPush(event.data));
    });

    /** Browsers end a subscription whose pushes show nothing, so something always shows. */
    async function showPush(data) {
        let message = {};
        try {
            message = data.json();
        } catch {
            // Not ours, or damaged: there is news all the same.
        }
        const title = String(message.title || "Errand");
        await self.registration.showNotification(title, {
            body: String(message.body || ""),
            tag: String(message.tag || "errand"),
            renotify: true,
            lang: String(message.lang || ""),
            icon: ICON,
            badge: ICON,
            data: {url: ownUrl(message.url)},
        });
    }

    /** Only pages of this site are opened. */
    function ownUrl(url) {
        const home = self.location.origin;
        try {
            const target = new URL(url || "/", home);
            return target.origin === home ? target.href : `${home}/`;
        } catch {
            return `${home}/`;
        }
    }

    self.addEventListener("notificationclick", (event) => {
        event.notification.close();
        event.waitUntil(openPage(event.notification.data?.url || "/"));
    });

    async function openPage(url) {
        const pages = await self.clients.matchAll({
            type: "window",
            includeUncontrolled: true,
        });
        const open = pages.find((page) => page.url.split("#")[0] === url);
        if (open) {
            await open.focus();
        } else {
            await self.clients.openWindow(url);
        }
    }
})();
