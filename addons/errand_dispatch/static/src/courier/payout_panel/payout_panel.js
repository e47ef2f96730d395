import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {clock, money} from "../lib/formats";
import {newKey} from "../lib/keys";
import {PayoutForm} from "../payout_form/payout_form";

/** What can be paid out now, and the payouts that were asked for. */
export class PayoutPanel extends Component {
    static template = "errand_dispatch.PayoutPanel";
    static components = {PayoutForm};
    static props = {state: Object, currency: Object, onChanged: Function};

    setup() {
        this.connection = useService("courier_connection");
        this.local = useState({isAsking: false, isSending: false, error: ""});
        this.keys = {};
        this.clock = clock;
    }

    get figures() {
        const {money: own} = this.props.state;
        return [
            {name: "pending", label: _t("Waits for confirmation"), amount: own.pending},
            {name: "in_flight", label: _t("Being paid out"), amount: own.in_flight},
            {name: "cash", label: _t("Cash you hold"), amount: own.cash},
        ].filter((figure) => figure.amount);
    }

    get canAsk() {
        const {money: own, minimum, has_open: isOpen} = this.props.state;
        return !isOpen && own.available > 0 && own.available >= minimum;
    }

    get isOverLimit() {
        const {money: own, cash_limit: limit} = this.props.state;
        return own.available < 0 && -own.available > limit;
    }

    money(amount) {
        return money(amount, this.props.currency);
    }

    stateLabel(payout) {
        return {
            requested: _t("Being checked"),
            approved: _t("Approved, on its way"),
            paid: _t("Paid"),
            rejected: _t("Rejected"),
            cancelled: _t("Taken back"),
        }[payout.state];
    }

    onAsked(answer) {
        this.local.isAsking = false;
        this.props.onChanged(answer);
    }

    async cancel(payout) {
        if (this.local.isSending) {
            return;
        }
        this.keys[payout.id] ||= newKey();
        Object.assign(this.local, {isSending: true, error: ""});
        try {
            const answer = await this.connection.call("payout/cancel", {
                payout_id: payout.id,
                key: this.keys[payout.id],
            });
            this.props.onChanged(answer);
        } catch (error) {
            this.local.error = error.message;
        }
        this.local.isSending = false;
    }
}
