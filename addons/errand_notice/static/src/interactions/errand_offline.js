import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/**
 * In the installed app nobody can see why a page does not come: the service worker says
 * that there is no network. A browser says it itself and gets no worker unasked.
 */
export class ErrandOffline extends Interaction {
    static selector = "#wrapwrap";

    start() {
        const isInstalled = browser.matchMedia("(display-mode: standalone)").matches;
        if (isInstalled && browser.navigator.serviceWorker) {
            browser.navigator.serviceWorker
                .register("/errand/service_worker.js", {scope: "/"})
                .catch((error) => console.warn("Offline page:", error));
        }
    }
}

registry.category("public.interactions").add("errand_notice.offline", ErrandOffline);
