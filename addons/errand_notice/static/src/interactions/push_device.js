import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {PushClient} from "../push_client/push_client";

/**
 * “Tell me on this device”: asks for the permission when it is wanted, never before. The
 * card is hidden where the browser cannot push at all.
 */
export class ErrandPushDevice extends Interaction {
    static selector = ".o_errand_push";
    dynamicContent = {
        _root: {"t-att-class": () => ({"d-none": this.state === "none"})},
        ".o_errand_push_on": {
            "t-on-click": this.locked(() => this.try(() => this.client.turnOn())),
            "t-att-class": () => ({"d-none": this.state === "on"}),
            "t-att-disabled": () => (this.state === "blocked" ? "disabled" : undefined),
        },
        ".o_errand_push_off": {
            "t-on-click": this.locked(() => this.try(() => this.client.turnOff())),
            "t-att-class": () => ({"d-none": this.state !== "on"}),
        },
        ".o_errand_push_is_on": {
            "t-att-class": () => ({"d-none": this.state !== "on"}),
        },
        ".o_errand_push_blocked": {
            "t-att-class": () => ({"d-none": this.state !== "blocked"}),
        },
        ".o_errand_push_failed": {
            "t-att-class": () => ({"d-none": !this.hasFailed}),
        },
    };

    setup() {
        this.client = new PushClient("/errand/service_worker.js", "/");
        this.state = "none";
        this.hasFailed = false;
    }

    async willStart() {
        this.state = await this.client.state();
    }

    /** Whatever goes wrong is said on the card: the page itself goes on without it. */
    async try(action) {
        this.hasFailed = false;
        try {
            this.state = await this.waitFor(action());
        } catch (error) {
            this.hasFailed = true;
            console.warn("Push:", error);
        }
    }
}

registry.category("public.interactions").add("errand_notice.push", ErrandPushDevice);
