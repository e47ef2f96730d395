import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** The recipient's link: copied, or handed to an app of the device. */
export class ErrandShare extends Interaction {
    static selector = ".o_errand_share";
    dynamicContent = {
        ".o_errand_copy": {"t-on-click": this.onCopy},
        ".o_errand_send": {
            "t-on-click": this.onSend,
            "t-att-class": () => ({"d-none": !navigator.share}),
        },
        ".o_errand_copied": {"t-att-class": () => ({"d-none": !this.isCopied})},
    };

    setup() {
        this.link = this.el.querySelector(".o_errand_link");
        this.isCopied = false;
    }

    async onCopy() {
        this.link.select();
        try {
            await this.waitFor(browser.navigator.clipboard.writeText(this.link.value));
        } catch {
            // Without HTTPS there is no clipboard, but the old way works.
            document.execCommand("copy");
        }
        this.isCopied = true;
    }

    async onSend() {
        try {
            await this.waitFor(navigator.share({url: this.link.value}));
        } catch (error) {
            if (error.name !== "AbortError") {
                throw error;
            }
        }
    }
}

registry.category("public.interactions").add("errand_website.share", ErrandShare);
