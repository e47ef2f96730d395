import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {askFresh} from "../utils/ask";
import {TrackMap} from "../utils/track_map";
import {whenVisible} from "../utils/leaflet";

/** Without news over the bus the page asks this often. */
const POLL_MS = 15000;
const PATIENCE_MS = 10000;
const TICK_MS = 1000;

/** Say an age as people do. */
export function ageText(seconds) {
    if (seconds < 5) {
        return _t("just now");
    }
    if (seconds < 60) {
        return _t("%s s ago", Math.floor(seconds / 5) * 5);
    }
    if (seconds < 3600) {
        return _t("%s min ago", Math.floor(seconds / 60));
    }
    return _t("%s h ago", Math.floor(seconds / 3600));
}

/**
 * The courier on the map, with the age of the position and the estimated arrival. An
 * age counts from the server's answer: clocks of phones differ. Where it is too old it
 * is called last seen, also while no answer comes.
 */
export class ErrandTrack extends Interaction {
    static selector = ".o_errand_track";

    setup() {
        this.points = JSON.parse(this.el.dataset.points || "[]");
        this.take(JSON.parse(this.el.dataset.track || "{}"));
    }

    start() {
        this.show();
        this.listen();
        this.waitForTimeout(() => this.poll(), POLL_MS);
        this.waitForTimeout(() => this.tick(), TICK_MS);
    }

    destroy() {
        this.map?.remove();
    }

    listen() {
        const bus = this.services.bus_service;
        const onNews = this.debounced(() => this.refresh(), 200);
        const types = ["errand/track", "errand/order"];
        types.forEach((type) => bus.subscribe(type, onNews));
        this.registerCleanup(() =>
            types.forEach((type) => bus.unsubscribe(type, onNews))
        );
        this.addListener(document, "visibilitychange", () => {
            if (!document.hidden) {
                this.refresh();
            }
        });
    }

    async poll() {
        if (!document.hidden && Date.now() - this.takenAt >= POLL_MS - TICK_MS) {
            await this.refresh();
        }
        this.waitForTimeout(() => this.poll(), POLL_MS);
    }

    tick() {
        this.showAge();
        this.waitForTimeout(() => this.tick(), TICK_MS);
    }

    take(track) {
        this.track = track;
        this.takenAt = Date.now();
    }

    async refresh() {
        if (this.isAsking || document.hidden) {
            this.askAgain = this.isAsking;
            return;
        }
        this.isAsking = true;
        const track = await this.waitFor(this.ask());
        this.isAsking = false;
        if (track) {
            this.take(track);
            this.show();
        }
        if (this.askAgain) {
            this.askAgain = false;
            await this.refresh();
        }
    }

    /** Return what the map shows, null when it cannot be had. */
    ask() {
        return askFresh(this.el.dataset.url, "json", PATIENCE_MS);
    }

    get age() {
        return this.track.place.age_s + (Date.now() - this.takenAt) / 1000;
    }

    get isLive() {
        return this.track.place.is_live && this.age <= this.track.live_s;
    }

    show() {
        const {is_tracked: isTracked, place, lines = [], hint = ""} = this.track;
        this.el.classList.toggle("d-none", !isTracked);
        // One map is enough: the plain one comes back when there is no courier.
        document
            .querySelectorAll(".o_errand_map_view")
            .forEach((map) => map.classList.toggle("o_errand_is_tracked", isTracked));
        if (!isTracked) {
            this.map?.remove();
            this.map = null;
            return;
        }
        this.el
            .querySelector(".o_errand_arrivals")
            .replaceChildren(...lines.map((line) => this.lineOf(line)));
        const hintEl = this.el.querySelector(".o_errand_track_hint");
        hintEl.textContent = hint;
        hintEl.classList.toggle("d-none", !hint);
        this.el.querySelector(".o_errand_seen").classList.toggle("d-none", !place);
        this.map ||= this.makeMap();
        this.map.setCourier(place);
        this.showAge();
    }

    lineOf({label, text}) {
        const line = document.createElement("li");
        const time = document.createElement("strong");
        time.textContent = text;
        line.append(`${label} `, time);
        return line;
    }

    makeMap() {
        const el = this.el.querySelector(".o_errand_track_map");
        const map = new TrackMap(el, this.points);
        this.registerCleanup(whenVisible(el, () => map.load()));
        return map;
    }

    showAge() {
        if (!this.track.is_tracked || !this.track.place) {
            return;
        }
        const age = ageText(this.age);
        const isLive = this.isLive;
        const text = isLive ? _t("Updated %s", age) : _t("Last seen %s", age);
        const line = this.el.querySelector(".o_errand_seen");
        line.classList.toggle("is-live", isLive);
        this.el.querySelector(".o_errand_seen_text").textContent = text;
        this.map?.setLive(isLive, text);
    }
}

registry.category("public.interactions").add("errand_website.track", ErrandTrack);
