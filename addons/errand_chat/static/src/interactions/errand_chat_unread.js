import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** The title of the page tells of new messages while another page is looked at. */
export class ErrandChatUnread extends Interaction {
    static selector = ".o_errand_chat_button";

    setup() {
        this.count = parseInt(this.el.dataset.unread || "0");
        const title = document.title.replace(/^\(\d+\) /, "");
        document.title = this.count ? `(${this.count}) ${title}` : title;
    }
}

registry.category("public.interactions").add("errand_chat.unread", ErrandChatUnread);
