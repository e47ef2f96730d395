import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {setBusy} from "../utils/busy";

/** A form whose button is pressed once, however slow the network. */
export class ErrandBusy extends Interaction {
    static selector = "form.o_errand_busy";
    dynamicContent = {
        _root: {"t-on-submit": () => this.setBusy(true)},
        _window: {"t-on-pageshow": () => this.setBusy(false)},
    };

    setBusy(isBusy) {
        for (const button of this.el.querySelectorAll("button[type=submit]")) {
            setBusy(button, isBusy);
        }
    }
}

registry.category("public.interactions").add("errand_website.busy", ErrandBusy);
