import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The chat of a job, with what waits there. It needs a network, and says so. */
export class ChatAction extends Component {
    static template = "errand_chat.ChatAction";
    static props = {job: Object};

    setup() {
        this.connection = useState(useService("courier_connection").state);
        this.notices = useService("courier_notices");
    }

    get unread() {
        return this.props.job.chat.unread;
    }

    open(event) {
        if (!this.connection.isOnline) {
            event.preventDefault();
            this.notices.add(
                _t("The chat needs a network. Try again when you have one.")
            );
        }
    }
}

registry.category("courier_job_actions").add("chat", {
    Component: ChatAction,
    isShown: (job) => Boolean(job.chat),
});
