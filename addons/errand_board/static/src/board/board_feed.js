/* global luxon */
import {onMounted, onWillUnmount, reactive} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {KeepLast} from "@web/core/utils/concurrency";
import {_t} from "@web/core/l10n/translation";
import {useBus, useService} from "@web/core/utils/hooks";

const CHANNEL = "errand_board";
/** News come in bursts: the board is asked at most once in this time. */
export const PAUSE_MS = 2000;
/** Without news too: what is late is a matter of the clock, and news may be lost. */
export const POLL_MS = 30000;
export const PLACES_MS = 15000;

/** What the board shows, how old that is, and whether it hears of changes. */
export class BoardFeed {
    constructor(orm, filters) {
        this.orm = orm;
        this.filters = filters;
        this.keepLast = new KeepLast();
        this.state = reactive({
            data: null,
            // By the server's clock, as all that is shown: this one may be wrong.
            loadedAt: 0,
            now: Date.now(),
            isLoading: false,
            error: "",
        });
        this.lastAsked = 0;
        this.offset = 0;
    }

    tick() {
        this.state.now = Date.now() + this.offset;
    }

    /** Ask now; an older answer that comes later is forgotten. */
    async load() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.lastAsked = Date.now();
        this.state.isLoading = true;
        const asked = this.orm.silent.call("errand.board", "snapshot", [
            this.filters(),
        ]);
        try {
            const data = await this.keepLast.add(asked);
            this.state.data = data;
            this.state.loadedAt = luxon.DateTime.fromISO(data.at).toMillis();
            this.offset = this.state.loadedAt - Date.now();
            this.state.error = "";
            this.tick();
        } catch (error) {
            this.state.error =
                error.data?.message || _t("The server does not answer right now.");
        }
        this.state.isLoading = false;
    }

    /** Something changed: ask soon, however many say so. */
    onNews() {
        if (this.timer) {
            return;
        }
        const wait = Math.max(0, this.lastAsked + PAUSE_MS - Date.now());
        this.timer = browser.setTimeout(() => this.load(), wait);
    }

    async loadPlaces() {
        const {data} = this.state;
        if (!data?.people.length) {
            return;
        }
        const ids = data.people.map((person) => person.id);
        try {
            const places = await this.orm.silent.call("errand.board", "places", [ids]);
            const found = new Map(places.map((one) => [one.id, one.position]));
            for (const person of this.state.data.people) {
                if (found.has(person.id)) {
                    person.position = found.get(person.id);
                }
            }
        } catch {
            // The ages on the map go on counting; the next snapshot says what is wrong.
        }
    }

    start() {
        const every = (ms, work) =>
            browser.setInterval(() => document.hidden || work(), ms);
        this.intervals = [
            every(POLL_MS, () => this.load()),
            every(PLACES_MS, () => this.loadPlaces()),
            every(5000, () => this.tick()),
        ];
    }

    stop() {
        browser.clearTimeout(this.timer);
        this.intervals.forEach((id) => browser.clearInterval(id));
    }
}

/** Return a feed that lives as long as the component. */
export function useBoardFeed(filters) {
    const bus = useService("bus_service");
    const feed = new BoardFeed(useService("orm"), filters);
    const onNews = () => feed.onNews();
    const onVisible = () => document.hidden || feed.onNews();
    onMounted(() => {
        feed.start();
        bus.addChannel(CHANNEL);
        bus.subscribe("errand/board", onNews);
        document.addEventListener("visibilitychange", onVisible);
    });
    onWillUnmount(() => {
        feed.stop();
        bus.unsubscribe("errand/board", onNews);
        bus.deleteChannel(CHANNEL);
        document.removeEventListener("visibilitychange", onVisible);
    });
    // What was said while nobody listened is asked for.
    useBus(bus, "BUS:RECONNECT", onNews);
    return feed;
}
