import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** "Send a new code": pressed when the last one had time to arrive. */
export class ErrandAgain extends Interaction {
    static selector = ".o_errand_again";
    dynamicContent = {
        _root: {"t-att-disabled": () => (this.left ? "disabled" : null)},
        ".o_errand_again_left": {
            "t-out": () => `(${this.left})`,
            "t-att-class": () => ({"d-none": !this.left}),
        },
    };

    setup() {
        this.endsAt = Date.now() + Number(this.el.dataset.seconds || 0) * 1000;
    }

    start() {
        this.tick();
    }

    get left() {
        return Math.max(0, Math.ceil((this.endsAt - Date.now()) / 1000));
    }

    tick() {
        if (this.left) {
            this.waitForTimeout(() => this.tick(), 1000);
        }
    }
}

registry.category("public.interactions").add("errand_member.again", ErrandAgain);
