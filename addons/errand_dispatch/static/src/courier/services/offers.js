import {_t} from "@web/core/l10n/translation";
import {reactive} from "@odoo/owl";
import {newKey} from "../lib/keys";
import {goneText, isOver, onePerTask} from "../lib/offers";
import {OfferBell} from "./offer_bell";
import {followNews} from "./offer_news";
import {OfferReports} from "./offer_reports";
import {OfferStack} from "./offer_stack";

/** Where no news comes, the offers are asked for so often while on duty. */
const POLL_MS = 30000;
const TICK_MS = 500;
const RETRY_MS = 4000;

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
        this.bell = new OfferBell(this.alerts);
        this.state = reactive({
            cards: [],
            /** The errand whose card is on top; cards come and go beside it. */
            chosenId: null,
            answering: null,
            isFolded: false,
            now: 0,
            shownAt: 0,
        });
        this.stack = new OfferStack(this.state);
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
            this.stack.lay([]);
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
        const now = this.courier.now();
        const live = cards.filter(
            (card) => !this.closed.has(card.offer_id) && !isOver(card, now)
        );
        return onePerTask(live);
    }

    expire(card) {
        this.close(card);
        this.notices.add(_t("Time is up: %s", card.category));
    }

    take(offers) {
        const {cards: before, answering} = this.state;
        const now = this.courier.now();
        this.latest = offers;
        // One whose answer is on the way stays until then where it was tapped.
        const pending = before.filter((card) => card.offer_id === answering);
        const cards = onePerTask([...pending, ...this.answerable(offers)]);
        const ids = new Set(offers.map((card) => card.offer_id));
        const tasks = new Set(cards.map((card) => card.id));
        for (const card of before) {
            if (!ids.has(card.offer_id) && !tasks.has(card.id)) {
                isOver(card, now) ? this.expire(card) : this.sayGone(card, "");
            }
        }
        const known = new Set(before.map((card) => card.offer_id));
        const fresh = cards.filter((card) => !known.has(card.offer_id));
        const kept = cards.filter((card) => known.has(card.offer_id));
        this.state.now = now;
        this.stack.lay([...kept, ...fresh]);
        if (fresh.length) {
            if (this.state.isFolded) {
                this.open(fresh[0].id);
            }
            this.state.shownAt = now;
            this.bell.start(now);
        }
    }

    tick(now = this.courier.now()) {
        if (!this.state.cards.length) {
            return;
        }
        this.state.now = now;
        for (const card of [...this.state.cards]) {
            // Whoever tapped in time is answered by the server.
            if (isOver(card, now) && this.state.answering !== card.offer_id) {
                this.expire(card);
            }
        }
        if (this.state.cards.length && !this.state.answering) {
            this.bell.tick(now);
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
        this.stack.lay(
            this.state.cards.filter((one) => one.offer_id !== card.offer_id)
        );
    }

    /** Bring the offer of an errand on top, over everything else. */
    open(taskId) {
        this.state.chosenId = taskId;
        this.state.isFolded = false;
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
        this.bell.hush();
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
