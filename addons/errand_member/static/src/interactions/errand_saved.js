import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

const PARTS = ["name", "phone", "address", "detail", "latitude", "longitude"];

/** The address book above the fields of an end: what is chosen is filled in. */
export class ErrandSaved extends Interaction {
    static selector = ".o_errand_saved";
    dynamicContent = {
        _root: {"t-att-class": () => ({"d-none": false})},
        select: {"t-on-change": this.onChoose},
    };

    onChoose(ev) {
        const {dataset, value} = ev.currentTarget.selectedOptions[0];
        if (!value) {
            return;
        }
        const end = this.el.closest("[data-end]").dataset.end;
        const form = this.el.closest("form");
        for (const part of PARTS) {
            const input = form.querySelector(`[name=${end}_${part}]`);
            input.value = dataset[part] || "";
            input.dispatchEvent(new Event("input", {bubbles: true}));
        }
        // The map draws the pin, and the price is asked for anew.
        form.querySelector(`[name=${end}_latitude]`).dispatchEvent(
            new Event("change", {bubbles: true})
        );
    }
}

registry.category("public.interactions").add("errand_member.saved", ErrandSaved);
