import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {askFresh} from "../utils/ask";

const POLL_MS = 20000;
/** An answer that takes longer does not come any more. */
const PATIENCE_MS = 15000;
/** Older news than this are not called live. */
const STALE_MS = 45000;

/** Return a part's HTML without what differs at every rendering: tokens, spaces. */
function comparable(part) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("[name=csrf_token], [name=key]").forEach((input) =>
        input.remove()
    );
    return copy.innerHTML.replace(/\s+/g, " ").trim();
}

/** A page that follows an order: told over the bus, asks by itself as well. */
export class ErrandLive extends Interaction {
    static selector = ".o_errand_live";
    dynamicContent = {
        _window: {"t-on-online": this.refresh, "t-on-offline": this.onOffline},
        _document: {"t-on-visibilitychange": this.onVisible},
        ".o_errand_refresh": {
            "t-on-click": this.refresh,
            "t-att-class": () => ({"d-none": this.state !== "off"}),
        },
        ".o_errand_live_line": {
            "t-att-class": () => ({
                "is-on": this.state === "on",
                "is-off": this.state === "off",
            }),
        },
        ".o_errand_live_on": {"t-att-class": () => ({"d-none": this.state !== "on"})},
        ".o_errand_live_wait": {
            "t-att-class": () => ({"d-none": this.state !== "wait"}),
        },
        ".o_errand_live_off": {"t-att-class": () => ({"d-none": this.state !== "off"})},
        ".o_errand_live_at": {"t-out": () => this.newsAt.toLocaleTimeString()},
    };

    setup() {
        this.state = "wait";
        this.newsAt = new Date();
        this.served = new Map();
        for (const part of this.el.querySelectorAll("[data-part]")) {
            this.served.set(part.dataset.part, comparable(part));
        }
    }

    start() {
        this.listen();
        this.poll();
    }

    listen() {
        const bus = this.services.bus_service;
        const onNews = this.debounced(() => this.refresh(), 200);
        const channel = this.el.dataset.channel;
        bus.addChannel(channel);
        bus.subscribe("errand/order", onNews);
        bus.start();
        this.registerCleanup(() => {
            bus.unsubscribe("errand/order", onNews);
            bus.deleteChannel(channel);
        });
    }

    async poll() {
        if (!document.hidden) {
            await this.refresh();
        }
        this.waitForTimeout(() => this.poll(), POLL_MS);
    }

    onVisible() {
        if (!document.hidden) {
            this.judge();
            return this.refresh();
        }
    }

    onOffline() {
        this.state = "off";
    }

    /** Call news stale as soon as they are. */
    judge() {
        if (Date.now() - this.newsAt > STALE_MS) {
            this.state = "off";
        }
    }

    async refresh() {
        if (this.isAsking) {
            this.askAgain = true;
            return;
        }
        this.isAsking = true;
        const html = await this.waitFor(this.ask());
        this.isAsking = false;
        if (html === null) {
            this.state = "off";
        } else {
            this.newsAt = new Date();
            this.state = "on";
            this.show(html);
        }
        if (this.askAgain) {
            this.askAgain = false;
            await this.refresh();
        }
    }

    /** Return the page's parts as HTML, null when they cannot be had. */
    ask() {
        return askFresh(this.el.dataset.url, "text", PATIENCE_MS);
    }

    /** Swap the parts that changed; what somebody is typing in stays. */
    show(html) {
        const news = new DOMParser().parseFromString(html, "text/html");
        const interactions = this.services["public.interactions"];
        for (const part of news.querySelectorAll("[data-part]")) {
            const name = part.dataset.part;
            const text = comparable(part);
            const here = this.el.querySelector(`[data-part="${name}"]`);
            if (here && this.served.get(name) !== text) {
                this.served.set(name, text);
                interactions.stopInteractions(here);
                here.replaceChildren(...part.childNodes);
                interactions.startInteractions(here);
            }
        }
    }
}

registry.category("public.interactions").add("errand_website.live", ErrandLive);
