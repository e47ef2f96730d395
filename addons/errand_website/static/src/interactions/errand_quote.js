import {_t} from "@web/core/l10n/translation";
import {rpc, ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {isAskable, isPriced, priceFacts} from "../utils/price_facts";

/** Milliseconds without typing after which a price is asked for. */
const PAUSE = 700;

/** Asks for a price while the form is filled in; only the last answer counts. */
class PriceAsker extends Interaction {
    /** The class whose price it shows. */
    static serviceClass = "";

    setup() {
        this.form = this.el.closest("form");
        this.asked = 0;
        this.askSoon = this.debounced(() => this.askIfReady(), PAUSE);
    }

    start() {
        this.addListener(this.form, "input", (ev) => {
            if (isPriced(ev.target.name)) {
                this.onChange();
                this.askSoon();
            } else if (ev.target.name === "service_class") {
                this.askSoon();
            }
        });
        this.addListener(this.form, "errand-restored", () => this.askSoon());
    }

    get isShown() {
        const chosen = new FormData(this.form).get("service_class");
        return chosen === this.constructor.serviceClass;
    }

    onChange() {}

    askIfReady() {
        if (this.isShown && isAskable(this.form)) {
            return this.ask();
        }
    }

    /** Return the server's answer, null when something newer was asked meanwhile. */
    async fetchPrice() {
        const number = ++this.asked;
        try {
            const facts = priceFacts(this.form, this.constructor.serviceClass);
            const answer = await this.waitFor(
                rpc("/errand/quote", facts, {silent: true})
            );
            return number === this.asked ? answer : null;
        } catch (error) {
            if (!(error instanceof RPCError || error instanceof ConnectionLostError)) {
                throw error;
            }
            const text = _t("The price cannot be had right now. Please try again.");
            return number === this.asked
                ? {errors: {quote: error.data?.message || text}}
                : null;
        }
    }
}

/** The price of the professional class: asked for, shown, counted down. */
export class ErrandQuote extends PriceAsker {
    static selector = ".o_errand_quote";
    static serviceClass = "professional";
    dynamicContent = {
        _root: {"t-on-errand-quote": (ev) => this.show(ev.detail)},
        ".o_errand_get_quote": {"t-on-click": this.locked(this.onAsk, true)},
        ".o_errand_quote_wait": {"t-att-class": () => ({"d-none": !this.isAsking})},
        ".o_errand_quote_needs": {
            "t-att-class": () => ({"d-none": !this.needs}),
            "t-out": () => this.needs,
        },
    };

    setup() {
        super.setup();
        this.card = this.el.querySelector(".o_errand_quote_card");
        this.id = this.el.querySelector("[name=quote_id]");
        this.isAsking = false;
        this.needs = "";
    }

    onChange() {
        this.asked++; // an answer on its way is of the errand as it was
        this.needs = "";
        if (this.id.value) {
            this.id.value = "";
            this.services["public.interactions"].stopInteractions(this.card);
            this.card.textContent = _t(
                "The errand changed. Please get the price again."
            );
        }
    }

    /** Asked for by itself: what is missing is said quietly, nothing is scrolled. */
    async ask() {
        const answer = await this.take();
        if (answer?.errors) {
            this.needs = Object.values(answer.errors)[0];
            this.updateContent();
        }
    }

    /** Asked for by hand: what is wrong is shown at its field. */
    async onAsk() {
        const answer = await this.take();
        if (answer) {
            const {errors = {}} = answer;
            this.form.dispatchEvent(
                new CustomEvent("errand-errors", {detail: {errors}})
            );
        }
    }

    async take() {
        this.isAsking = true;
        this.needs = "";
        this.updateContent();
        const answer = await this.fetchPrice();
        this.isAsking = false;
        if (answer && !answer.errors) {
            this.show(answer);
        }
        this.updateContent();
        return answer;
    }

    show({id, html}) {
        this.id.value = id;
        this.needs = "";
        const interactions = this.services["public.interactions"];
        interactions.stopInteractions(this.card);
        this.card.innerHTML = html; // rendered by our own server
        interactions.startInteractions(this.card);
    }
}

/** The fee that is suggested for an ordinary errand, where and when it is wanted. */
export class ErrandFee extends PriceAsker {
    static selector = ".o_errand_fee_box";
    static serviceClass = "ordinary";

    setup() {
        super.setup();
        this.fee = this.el.querySelector("[name=fee]");
        this.hint = this.el.querySelector(".o_errand_suggestion");
        this.suggested = this.form.dataset.isEdit ? "" : this.fee.value;
    }

    async ask() {
        const answer = await this.fetchPrice();
        if (!answer?.fee) {
            return; // said when the form is sent; the first suggestion stays
        }
        this.hint.textContent = answer.hint;
        // What the customer typed is theirs.
        if (this.fee.value === this.suggested) {
            this.fee.value = answer.fee;
            this.suggested = answer.fee;
        }
    }
}

const interactions = registry.category("public.interactions");
interactions.add("errand_website.quote", ErrandQuote);
interactions.add("errand_website.fee", ErrandFee);
