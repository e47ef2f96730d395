import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";
import {newKey} from "../lib/keys";
import {Sheet} from "../sheet/sheet";

/** Ask for a payout: how much, and to where. The server decides. */
export class PayoutForm extends Component {
    static template = "errand_dispatch.PayoutForm";
    static components = {Sheet};
    static props = {
        state: Object,
        currency: Object,
        onAsked: Function,
        onClose: Function,
    };

    setup() {
        this.connection = useService("courier_connection");
        const {money: own, payee} = this.props.state;
        this.form = useState({
            amount: String(own.available),
            way: payee?.way || "bank",
            holder: "",
            account: "",
            isNew: !payee,
            isSending: false,
            error: "",
        });
        this.key = newKey();
        this.sent = "";
    }

    get ways() {
        return [
            {name: "bank", label: _t("Bank")},
            {name: "alipay", label: _t("Alipay")},
            {name: "wechat", label: _t("WeChat Pay")},
        ];
    }

    get payeeText() {
        const {payee} = this.props.state;
        const way = this.ways.find((one) => one.name === payee.way);
        return `${way.label} ${payee.account} · ${payee.holder}`;
    }

    money(amount) {
        return money(amount, this.props.currency);
    }

    get values() {
        const {amount, way, holder, account, isNew} = this.form;
        const target = isNew
            ? {way, holder, account}
            : {payee_id: this.props.state.payee.id};
        return {amount: Number(amount.replace(",", ".")), ...target};
    }

    async send() {
        if (this.form.isSending) {
            return;
        }
        const {values} = this;
        if (!(values.amount > 0)) {
            this.form.error = _t("Write how much you want to be paid.");
            return;
        }
        // Another wish is another key; the same wish keeps its own, to be paid once.
        const text = JSON.stringify(values);
        if (this.sent && this.sent !== text) {
            this.key = newKey();
        }
        this.sent = text;
        Object.assign(this.form, {isSending: true, error: ""});
        try {
            const answer = await this.connection.call("payout", {
                ...values,
                key: this.key,
            });
            this.props.onAsked(answer);
        } catch (error) {
            Object.assign(this.form, {isSending: false, error: error.message});
        }
    }
}
