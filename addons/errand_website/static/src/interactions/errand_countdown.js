import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** A price and how long it still holds. The server decides; this only counts. */
export class ErrandCountdown extends Interaction {
    static selector = ".o_errand_breakdown";
    dynamicContent = {
        ".o_errand_countdown": {"t-out": () => this.text},
        ".o_errand_holds": {"t-att-class": () => ({"d-none": this.isOver})},
        ".o_errand_over": {"t-att-class": () => ({"d-none": !this.isOver})},
    };

    setup() {
        this.endsAt = Date.now() + Number(this.el.dataset.seconds) * 1000;
    }

    start() {
        this.tick();
    }

    get left() {
        return Math.max(0, Math.ceil((this.endsAt - Date.now()) / 1000));
    }

    get isOver() {
        return this.left === 0;
    }

    get text() {
        const seconds = String(this.left % 60).padStart(2, "0");
        return `${Math.floor(this.left / 60)}:${seconds}`;
    }

    tick() {
        if (this.isOver) {
            this.el.dispatchEvent(
                new CustomEvent("errand-price-over", {bubbles: true})
            );
        } else {
            this.waitForTimeout(() => this.tick(), 1000);
        }
    }
}

/** The review: when its price runs out, it offers a new one in place of the payment. */
export class ErrandReview extends Interaction {
    static selector = ".o_errand_review";
    dynamicContent = {_root: {"t-on-errand-price-over": this.onOver}};

    onOver() {
        const again = this.el.querySelector(".o_errand_requote");
        if (again) {
            again.hidden = false;
            this.el.querySelector(".o_errand_pay")?.classList.add("d-none");
        }
    }
}

const interactions = registry.category("public.interactions");
interactions.add("errand_website.countdown", ErrandCountdown);
interactions.add("errand_website.review", ErrandReview);
