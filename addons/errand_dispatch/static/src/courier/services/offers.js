import {_t} from "@web/core/l10n/translation";
import {reactive} from "@odoo/owl";
import {newKey} from "../lib/keys";
import {goneText, onePerTask, placeOnTop} from "../lib/offers";
import {followNews} from "./offer_news";
import {OfferReports} from "./offer_reports";

/** Where no news comes, the offers are asked for so often while on duty. */
const POLL_MS = 30000;
const TICK_MS = 500;
const RETRY_MS = 4000;
const RING_EVERY_MS = 5000;
const RINGS = 3;

/**
 * The errands that this courier alone, or with a few others, may accept for a short
 * time (R0.7). The server decides how long; its clock counts, not the phone's.
 */
export class Offers {
    constructor(services) {
        Object.assign(this, services);
        this.asked = 0;
        this.keys = {};
        /** What the server named last: of one errand there may be several. */
        this.latest = [];
        this.closed = new Set();
        this.reports = new OfferReports(this.connection);
        /** Whether the component has them on its screen. */
        this.isSeen = false;
        this.rings = 0;
        this.rangAt = 0;
        this.state = reactive({
            cards: [],
            /** The errand whose card is on top; cards come and go beside it. */
            chosenId: null,
            answering: null,
            isFolded: false,
            now: 0,
            shownAt: 0,
        });
    }

    get isOnDuty() {
        const {status, data} = this.courier.state;
        return status === "ready" && Boolean(data.on_duty_since);
    }

    start() {
        followNews(this);
        this.onState();
        setInterval(() => this.refresh(), POLL_MS);
        setInterval(() => this.tick(), TICK_MS);
        setInterval(() => this.sendAgain(), RETRY_MS);
    }

    /** The whole state may be older than an offer that just came: it is only a hint. */
    onState() {
        const {data, isStale} = this.courier.state;
        if (!this.isOnDuty) {
            this.state.cards = [];
            return;
        }
        const ids = (cards) => cards.map((card) => card.offer_id).sort();
        const known = ids(this.state.cards).join();
        if (!isStale && ids(this.answerable(data.offers || [])).join() !== known) {
            this.refresh();
        }
    }

    onPool(ids) {
        if (this.state.cards.some((card) => ids.includes(card.id))) {
            this.refresh();
        }
    }

    async refresh() {
        if (!this.isOnDuty) {
            return;
        }
        const asked = ++this.asked;
        try {
            const {offers} = await this.connection.call("offers");
            if (asked === this.asked) {
                this.take(offers);
            }
        } catch {
            // What is shown stays until its time is over.
        }
    }

    /** Those of these cards that can still be answered here. */
    answerable(cards) {
        const live = cards.filter(
            (card) => !this.closed.has(card.offer_id) && !this.isOver(card)
        );
        return onePerTask(live);
    }

    isOver(card, now = this.courier.now()) {
        return new Date(card.expires_at).getTime() <= now;
    }

    expire(card) {
        this.close(card);
        this.notices.add(_t("Time is up: %s", card.category));
    }

    take(offers) {
        const before = this.state.cards;
        this.latest = offers;
        const cards = this.answerable(offers);
        const ids = new Set(offers.map((card) => card.offer_id));
        const tasks = new Set(cards.map((card) => card.id));
        for (const card of before) {
            if (!ids.has(card.offer_id) && !tasks.has(card.id)) {
                this.isOver(card) ? this.expire(card) : this.sayGone(card, "");
            }
        }
        const known = new Set(before.map((card) => card.offer_id));
        const fresh = cards.filter((card) => !known.has(card.offer_id));
        const kept = cards.filter((card) => known.has(card.offer_id));
        this.state.now = this.courier.now();
        this.state.cards = [...kept, ...fresh];
        if (fresh.length) {
            // The one that is being read stays on top.
            if (this.state.isFolded || !before.length) {
                this.state.chosenId = fresh[0].id;
            }
            this.state.isFolded = false;
            this.state.shownAt = this.state.now;
            this.rings = 0;
            this.ring(this.state.now);
        }
    }

    // A phone in a pocket, on a loud street: it rings more than once.
    ring(now) {
        this.rings++;
        this.rangAt = now;
        this.alerts.play("offer");
    }

    tick(now = this.courier.now()) {
        if (!this.state.cards.length) {
            return;
        }
        this.state.now = now;
        for (const card of [...this.state.cards]) {
            // Whoever tapped in time is answered by the server.
            if (this.isOver(card, now) && this.state.answering !== card.offer_id) {
                this.expire(card);
            }
        }
        const isIgnored = this.rings < RINGS && now - this.rangAt >= RING_EVERY_MS;
        if (this.state.cards.length && isIgnored && !this.state.answering) {
            this.ring(now);
        }
    }

    onGone(offers) {
        for (const {id, state} of offers) {
            const card = this.state.cards.find((one) => one.offer_id === id);
            if (card) {
                this.sayGone(card, state);
            }
        }
    }

    sayGone(card, state) {
        if (this.closed.has(card.offer_id) || this.state.answering === card.offer_id) {
            return;
        }
        this.close(card);
        if (this.courier.jobs.some((job) => job.id === card.id)) {
            return;
        }
        this.notices.add(goneText(card, state));
    }

    twinsOf(card) {
        const twins = this.latest.filter((one) => one.id === card.id);
        return new Set([card.offer_id, ...twins.map((one) => one.offer_id)]);
    }

    close(card) {
        this.twinsOf(card).forEach((id) => this.closed.add(id));
        const {cards, chosenId} = this.state;
        const place = placeOnTop(cards, chosenId);
        const rest = cards.filter((one) => one.offer_id !== card.offer_id);
        if (card.id === cards[place]?.id) {
            this.state.chosenId = (rest[place] || rest[0])?.id ?? null;
        }
        this.state.cards = rest;
    }

    /** Bring the offer of an errand on top, over everything else. */
    open(taskId) {
        this.state.chosenId = taskId;
        this.state.isFolded = false;
    }

    /** Leaf through the offers, from the last on to the first. */
    leaf(by) {
        const {cards, chosenId} = this.state;
        const place = placeOnTop(cards, chosenId) + by + cards.length;
        this.state.chosenId = cards[place % cards.length].id;
    }

    /**
     * @returns {{result: string, message: string}} as a grab is answered; null when
     * another is being decided. One offer has one key, however often it is tapped.
     */
    async accept(card) {
        const id = card.offer_id;
        if (this.state.answering) {
            return null;
        }
        this.rings = RINGS;
        this.state.answering = id;
        this.keys[id] ||= newKey();
        const params = {offer_id: id, key: this.keys[id]};
        try {
            const answer = await this.pool.ask(card, "offer/accept", params);
            if (["won", "lost", "refused"].includes(answer?.result)) {
                this.close(card);
            }
            return answer;
        } finally {
            this.state.answering = null;
        }
    }

    decline(card) {
        this.close(card);
        return this.reports.decline(this.twinsOf(card));
    }

    /** The screen shows them: only now the server counts them as told. */
    onShown() {
        const shown = this.latest.filter((card) => !this.closed.has(card.offer_id));
        return document.hidden ? null : this.reports.show(shown);
    }

    sendAgain() {
        if (this.connection.state.isOnline) {
            this.reports.sendDeclined();
            if (this.isSeen) {
                this.onShown();
            }
        }
    }
}

export const offersService = {
    dependencies: [
        "bus_service",
        "courier_alerts",
        "courier_connection",
        "courier",
        "courier_notices",
        "courier_pool",
    ],
    start: (env, services) =>
        new Offers({
            bus: services.bus_service,
            alerts: services.courier_alerts,
            connection: services.courier_connection,
            courier: services.courier,
            notices: services.courier_notices,
            pool: services.courier_pool,
        }),
};
