import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {CardFacts} from "../card_facts/card_facts";
import {ErrandMap, loadMap} from "../errand_map/errand_map";
import {money} from "../lib/formats";
import {NoticeList} from "../notice_list/notice_list";
import {Countdown} from "./countdown";

/** A card may come under a thumb that meant something else: it is not tapped at once. */
export const ARM_MS = 500;

/** An offer, over everything else for as long as it holds (R0.7). */
export class Offer extends Component {
    static template = "errand_dispatch.Offer";
    static components = {CardFacts, Countdown, ErrandMap, NoticeList};
    static props = {};

    setup() {
        this.courierService = useService("courier");
        this.courier = useState(this.courierService.state);
        this.connection = useState(useService("courier_connection").state);
        this.position = useState(useService("courier_position").state);
        this.service = useService("courier_offers");
        this.offers = useState(this.service.state);
        this.alerts = useService("courier_alerts");
        this.notices = useService("courier_notices");
        this.pool = useService("courier_pool");
        this.screen = useService("courier_screen");
        this.state = useState({armedId: null, warning: "", hasMap: false});
        this.root = useRef("root");
        this.money = money;
        useEffect(
            () => this.follow(),
            () => [this.isOpen, this.card?.offer_id, Boolean(this.title)]
        );
        useEffect(
            () => this.onShown(),
            () => [this.cards.map((card) => card.offer_id).join(), this.isOpen]
        );
        onMounted(() => this.prepareMap());
        onWillUnmount(() => (this.service.isSeen = false));
    }

    get cards() {
        return this.offers.cards;
    }

    get card() {
        return this.cards[this.place];
    }

    get place() {
        return this.cards.findIndex((card) => card.id === this.offers.chosenId);
    }

    /** For example: 2 of 7. */
    get placeText() {
        const numbers = {place: this.place + 1, count: this.cards.length};
        return _t("%(place)s of %(count)s", numbers);
    }

    get isOpen() {
        return Boolean(this.card) && !this.offers.isFolded;
    }

    /** Drawn a frame after the state says so. */
    get title() {
        return this.root.el.querySelector("h2");
    }

    get isAnswering() {
        return this.offers.answering === this.card.offer_id;
    }

    get canAnswer() {
        return this.state.armedId === this.card?.offer_id && !this.offers.answering;
    }

    get me() {
        return this.position.point || this.courier.data.position || null;
    }

    /** Roughly from where to where: exact places are for who has accepted. */
    get points() {
        const ends = [
            [this.card.start, "start", "fa-arrow-up", _t("Start")],
            [this.card.end, "end", "fa-flag", _t("End")],
        ];
        return ends
            .filter(([point]) => point)
            .map(([point, id, icon, label]) => ({...point, id, icon, label}));
    }

    /** Open or close the dialog, and hold the buttons back while a card comes up. */
    follow() {
        const {el} = this.root;
        if (this.isOpen !== el.open) {
            this.isOpen ? el.showModal() : el.close();
        }
        this.state.warning = "";
        if (!this.isOpen || !this.title) {
            return;
        }
        if (!document.activeElement?.closest(".courier-offer-leaf")) {
            this.title.focus();
        }
        el.querySelector(".courier-offer-body").scrollTop = 0;
        const id = this.card.offer_id;
        const timer = setTimeout(() => (this.state.armedId = id), ARM_MS);
        return () => {
            clearTimeout(timer);
            this.state.armedId = null;
        };
    }

    onShown() {
        this.service.isSeen = Boolean(this.cards.length);
        this.service.onShown();
    }

    /** The map is fetched beside: no offer waits for it. */
    async prepareMap() {
        try {
            await loadMap();
            this.state.hasMap = true;
        } catch {
            // Without it the ways are still said.
        }
    }

    fold() {
        this.offers.isFolded = true;
    }

    unfold() {
        this.offers.isFolded = false;
    }

    decline() {
        // Another card may be on top already, and not on the screen yet.
        if (this.canAnswer) {
            this.service.decline(this.card);
        }
    }

    async accept() {
        if (!this.canAnswer) {
            return;
        }
        const {card} = this;
        this.state.warning = "";
        const answer = await this.service.accept(card);
        if (answer?.result === "won") {
            await this.onWon(card, answer);
        } else if (answer) {
            this.onNotWon(card, answer);
        }
    }

    async onWon(card, {message}) {
        this.alerts.play("good");
        this.notices.add(message, {type: "good"});
        this.fold();
        this.screen.open("job", card.id);
        await this.courierService.refresh();
    }

    /** What may be tried again is said on the card; else the card is gone already. */
    onNotWon(card, {result, message}) {
        this.alerts.play("bad");
        const text =
            result === "busy" ? _t("Many want this one. Please tap again.") : message;
        const isOnTop = this.isOpen && this.card.offer_id === card.offer_id;
        if (isOnTop && ["busy", "offline"].includes(result)) {
            this.state.warning = text;
        } else {
            this.notices.add(text, {type: result === "lost" ? "info" : "bad"});
        }
    }
}
