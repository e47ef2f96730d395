import {_t} from "@web/core/l10n/translation";
import {rpc, ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** The price of the professional class: asked for, shown, counted down. */
export class ErrandQuote extends Interaction {
    static selector = ".o_errand_quote";
    dynamicContent = {
        _root: {"t-on-errand-quote": (ev) => this.show(ev.detail)},
        ".o_errand_get_quote": {"t-on-click": this.locked(this.onAsk, true)},
    };

    setup() {
        this.form = this.el.closest("form");
        this.card = this.el.querySelector(".o_errand_quote_card");
        this.id = this.el.querySelector("[name=quote_id]");
    }

    start() {
        this.addListener(this.form, "input", (ev) => {
            if (/_(latitude|longitude)$/.test(ev.target.name)) {
                this.forget();
            }
        });
    }

    async onAsk() {
        const points = {};
        for (const end of ["pickup", "dropoff"]) {
            const typed = ["latitude", "longitude"].map(
                (part) => this.form.elements[`${end}_${part}`]?.value || ""
            );
            points[end] = typed;
        }
        try {
            const answer = await this.waitFor(
                rpc(
                    "/errand/quote",
                    {category_id: this.form.dataset.categoryId, points},
                    {silent: true}
                )
            );
            if (answer.errors) {
                this.tell(answer.errors);
            } else {
                this.show(answer);
                this.tell({});
            }
        } catch (error) {
            if (!(error instanceof RPCError || error instanceof ConnectionLostError)) {
                throw error;
            }
            const text = _t("The price cannot be had right now. Please try again.");
            this.tell({quote: error.data?.message || text});
        }
    }

    tell(errors) {
        this.form.dispatchEvent(new CustomEvent("errand-errors", {detail: {errors}}));
    }

    show({id, html}) {
        this.id.value = id;
        const interactions = this.services["public.interactions"];
        interactions.stopInteractions(this.card);
        this.card.innerHTML = html; // rendered by our own server
        interactions.startInteractions(this.card);
    }

    forget() {
        if (this.id.value) {
            this.id.value = "";
            this.services["public.interactions"].stopInteractions(this.card);
            this.card.textContent = _t(
                "The places changed. Please get the price again."
            );
        }
    }
}

registry.category("public.interactions").add("errand_website.quote", ErrandQuote);
