import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/**
 * The front page of the main site offers the branch near the visitor. The page itself
 * is the same for everybody and may come from a cache, so the branch is asked for.
 */
export class ErrandNear extends Interaction {
    static selector = ".o_errand_near";
    dynamicContent = {
        _root: {"t-att-class": () => ({"d-none": !this.offer})},
        ".o_errand_near_name": {"t-out": () => (this.offer && this.offer.name) || ""},
        ".o_errand_near_city": {
            "t-out": () =>
                (this.offer && this.offer.city && `(${this.offer.city})`) || "",
        },
        ".o_errand_near_go input[name=branch_id]": {
            "t-att-value": () => (this.offer && this.offer.branch_id) || "",
        },
    };

    setup() {
        this.offer = null;
    }

    async willStart() {
        // Without an answer the page stays as it is: the hint is a convenience.
        const response = await this.waitFor(
            fetch("/errand/branches/near", {credentials: "same-origin"}).catch(
                () => null
            )
        );
        const offer = response && response.ok ? await response.json() : {};
        this.offer = offer.branch_id ? offer : null;
    }
}

registry.category("public.interactions").add("errand_branch_site.near", ErrandNear);
