import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {KeepLast} from "@web/core/utils/concurrency";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {formatCurrency} from "@web/core/currency";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useDebounced} from "@web/core/utils/timing";

const TYPING = 300;

/**
 * One box to find a caller, and all that staff need while they are on the phone.
 * The server says what may be seen; this only shows it.
 */
export class ErrandDesk extends Component {
    static template = "errand_desk.Desk";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.input = useAutofocus({refName: "input"});
        this.name = useRef("name");
        this.state = useState({
            text: this.props.action.context?.errand_desk_text || "",
            found: null,
            chosen: null,
            page: null,
            isBusy: false,
        });
        this.onType = useDebounced(() => this.search(), TYPING);
        onWillStart(() => this.state.text && this.search());
    }

    async search() {
        const text = this.state.text.trim();
        this.state.chosen = null;
        this.state.page = null;
        if (text.length < 2) {
            this.state.found = null;
            return;
        }
        this.state.isBusy = true;
        try {
            this.state.found = await this.keepLast.add(
                this.orm.call("errand.desk", "find", [text])
            );
        } finally {
            this.state.isBusy = false;
        }
        if (this.state.found.customers.length === 1) {
            await this.choose(this.state.found.customers[0]);
        }
    }

    async choose(customer) {
        this.state.chosen = customer;
        this.state.page = null;
        this.state.page = await this.keepLast.add(
            this.orm.call("errand.desk", "customer", [customer.id])
        );
    }

    moment(text) {
        return formatDateTime(deserializeDateTime(text), {showSeconds: false});
    }

    amount(order) {
        const isPaidHere = order.amount !== null;
        return isPaidHere ? formatCurrency(order.amount, order.currency_id) : "";
    }

    times(count) {
        return count === 1 ? _t("once") : _t("%s times", count);
    }

    // === WHAT STAFF START === //

    async post(values = {}) {
        const {chosen} = this.state;
        const action = await this.orm.call(
            "errand.desk",
            "new_order",
            [chosen.id],
            values
        );
        this.action.doAction(action);
    }

    async postForNewCaller() {
        const {number} = this.state.found;
        const id = await this.orm.call("errand.desk", "new_caller", [
            number,
            this.name.el.value,
        ]);
        this.action.doAction(await this.orm.call("errand.desk", "new_order", [id]));
    }

    open(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async openChat(order) {
        this.action.doAction(
            await this.orm.call("errand.order", "action_open_chat", [[order.id]])
        );
    }
}

registry.category("actions").add("errand_desk", ErrandDesk);
