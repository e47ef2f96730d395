import {Component, onWillUnmount, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {ErrandMap} from "../errand_map/errand_map";
import {countFilters, filterCards} from "../lib/filters";
import {kilometres, money} from "../lib/formats";
import {PoolCard} from "../pool_card/pool_card";
import {PoolFilters} from "../pool_filters/pool_filters";

const TICK_MS = 30000;

/** The open errands in range, as a list or on a map, and the grab (R0.7, R0.8). */
export class Pool extends Component {
    static template = "errand_dispatch.Pool";
    static components = {ErrandMap, PoolCard, PoolFilters};
    static props = {};

    setup() {
        this.courierService = useService("courier");
        this.courier = useState(this.courierService.state);
        this.connection = useState(useService("courier_connection").state);
        this.position = useState(useService("courier_position").state);
        this.poolService = useService("courier_pool");
        this.pool = useState(this.poolService.state);
        this.offersService = useService("courier_offers");
        this.offers = useState(this.offersService.state);
        this.alerts = useService("courier_alerts");
        this.notices = useService("courier_notices");
        this.screen = useService("courier_screen");
        this.shift = useService("courier_shift");
        this.kilometres = kilometres;
        this.state = useState({
            isFiltersOpen: false,
            chosenId: null,
            now: this.courierService.now(),
        });
        this.root = useRef("root");
        useEffect(
            () => this.showChosen(),
            () => [this.state.chosenId]
        );
        const ticking = setInterval(
            () => (this.state.now = this.courierService.now()),
            TICK_MS
        );
        onWillUnmount(() => clearInterval(ticking));
    }

    get cards() {
        return filterCards(this.pool.cards, this.pool.filters);
    }

    get filterCount() {
        return countFilters(this.pool.filters);
    }

    /** Why no card is shown: a code, empty when there are cards. */
    get emptiness() {
        if (!this.courier.data.on_duty_since) {
            return "off_duty";
        }
        if (!this.pool.isLoaded) {
            return this.connection.isOnline ? "loading" : "offline";
        }
        if (!this.pool.isLocated) {
            return "no_position";
        }
        if (!this.pool.cards.length) {
            return "nothing";
        }
        return this.cards.length ? "" : "filtered";
    }

    get me() {
        return this.position.point || this.courier.data.position;
    }

    get chosen() {
        return this.cards.find((card) => card.id === this.state.chosenId);
    }

    get points() {
        const {currency} = this.courier.data;
        return this.cards
            .filter((card) => card.start)
            .map((card) => ({
                ...card.start,
                id: card.id,
                icon: card.icon,
                label: money(card.pay, currency),
                isChosen: card.id === this.state.chosenId,
            }));
    }

    /** The offer of an errand to this courier, if there is one: it is answered there. */
    offerOf(card) {
        return this.offers.cards.find((offer) => offer.id === card.id) || null;
    }

    seeOffer(card) {
        this.offersService.open(card.id);
    }

    toggleFilters() {
        this.state.isFiltersOpen = !this.state.isFiltersOpen;
    }

    choose(id) {
        this.state.chosenId = id;
    }

    /** On the map the card lies under it: bring it into sight. */
    showChosen() {
        if (this.state.chosenId && this.pool.view === "map") {
            this.root.el.querySelector(".courier-card")?.scrollIntoView({block: "end"});
        }
    }

    async grab(card) {
        const answer = await this.poolService.grab(card);
        if (!answer) {
            return;
        }
        if (answer.result === "won") {
            await this.onWon(card, answer);
        } else {
            this.onNotWon(answer);
        }
    }

    async onWon(card, answer) {
        this.alerts.play("good");
        this.notices.add(answer.message, {type: "good"});
        this.screen.open("job", card.id);
        await this.courierService.refresh();
    }

    onNotWon({result, message}) {
        this.alerts.play("bad");
        const text =
            result === "busy" ? _t("Many want this one. Please tap again.") : message;
        this.notices.add(text, {type: result === "lost" ? "info" : "bad"});
        if (result !== "offline") {
            this.poolService.refreshSoon();
        }
    }
}
