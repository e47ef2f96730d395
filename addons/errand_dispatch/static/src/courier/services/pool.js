import {EventBus, reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {contest} from "../lib/contest";
import {NO_FILTERS, readFilters} from "../lib/filters";
import {newKey} from "../lib/keys";

const FILTERS_KEY = "errand_courier_filters";
const VIEW_KEY = "errand_courier_view";
const REFRESH_SOON_MS = 350;
const GRAB_TIMEOUT_MS = 8000;

/** The open errands in range, and the grab. */
export class Pool {
    constructor(connection, courier) {
        this.connection = connection;
        this.courier = courier;
        this.bus = new EventBus();
        this.soon = null;
        this.asked = 0;
        this.answered = 0;
        this.gone = new Set();
        this.won = new Set();
        this.known = null;
        this.state = reactive({
            isLoaded: false,
            isLocated: true,
            cards: [],
            newIds: [],
            grabbing: null,
            view: localStorage.getItem(VIEW_KEY) === "map" ? "map" : "list",
            filters: readFilters(localStorage.getItem(FILTERS_KEY)),
        });
    }

    setFilters(changes) {
        Object.assign(this.state.filters, changes);
        localStorage.setItem(FILTERS_KEY, JSON.stringify(this.state.filters));
    }

    clearFilters() {
        this.setFilters({...NO_FILTERS, sort: this.state.filters.sort});
    }

    setView(view) {
        this.state.view = view;
        localStorage.setItem(VIEW_KEY, view);
        this.bus.trigger("view");
    }

    /** Many news at once make one question. */
    refreshSoon() {
        clearTimeout(this.soon);
        this.soon = setTimeout(() => this.refresh(), REFRESH_SOON_MS);
    }

    async refresh() {
        if (this.courier.state.status !== "ready") {
            return;
        }
        const asked = ++this.asked;
        try {
            const pool = await this.connection.call("pool");
            if (asked === this.asked) {
                this.take(pool);
            }
        } catch {
            // What is shown stays; the banner says that it may be old.
        } finally {
            this.answered++;
        }
    }

    /** Errands that somebody has now, or that are offered no more. */
    onGone(ids) {
        this.state.cards = this.state.cards.filter((card) => !ids.includes(card.id));
        if (this.asked !== this.answered) {
            // The answer that is on its way may still have them.
            this.refreshSoon();
        }
    }

    take(pool) {
        // One that was lost while the answer was on its way does not come back.
        const cards = pool.cards.filter((card) => !this.gone.has(card.id));
        const isFirst = this.known === null || !this.state.isLocated;
        const fresh = cards.filter((card) => !this.known?.has(card.id));
        this.known = new Set(cards.map((card) => card.id));
        Object.assign(this.state, {
            isLoaded: true,
            isLocated: pool.is_located,
            cards,
        });
        this.state.newIds = this.state.newIds.filter((id) => this.known.has(id));
        if (!isFirst && fresh.length) {
            this.state.newIds.push(...fresh.map((card) => card.id));
            this.bus.trigger("fresh", fresh);
        }
    }

    /** What comes next was asked for by the courier: it is no news. */
    startOver() {
        this.known = null;
    }

    /** Off duty there is no pool. */
    empty() {
        this.startOver();
        Object.assign(this.state, {cards: [], newIds: [], isLoaded: false});
    }

    remove(id) {
        this.gone.add(id);
        this.state.cards = this.state.cards.filter((card) => card.id !== id);
    }

    grab(card) {
        return this.ask(card, "grab", {task_id: card.id, key: newKey()});
    }

    /**
     * Ask for an errand, once by the courier, a few times by the phone.
     *
     * @param {string} route that grabs, or accepts an offer
     * @returns {{result: string, message: string}} won, lost, busy, refused or offline;
     * null while another is asked for
     */
    async ask(card, route, params) {
        if (this.state.grabbing) {
            return null;
        }
        this.state.grabbing = card.id;
        try {
            const answer = await contest(() =>
                this.connection.call(route, params, GRAB_TIMEOUT_MS)
            );
            if (answer.result === "won") {
                this.won.add(card.id);
            }
            if (answer.result === "won" || answer.result === "lost") {
                this.remove(card.id);
            }
            return answer;
        } catch (error) {
            return this.explain(error);
        } finally {
            this.state.grabbing = null;
        }
    }

    explain(error) {
        if (error.kind !== "offline") {
            const result = error.kind === "busy" ? "busy" : "refused";
            return {result, message: error.message};
        }
        // The answer may have been lost on its way; the errands held tell later.
        return {
            result: "offline",
            message: _t(
                "Not grabbed: grabs need a connection. Please try again when you are back online."
            ),
        };
    }
}

export const poolService = {
    dependencies: ["courier_connection", "courier"],
    start: (env, services) => new Pool(services.courier_connection, services.courier),
};
