import {Component, onWillStart, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";
import {PayoutPanel} from "../payout_panel/payout_panel";
import {Statement} from "../statement/statement";

/** What was earned, what can be paid out, and every entry of it (R0.12). */
export class Earnings extends Component {
    static template = "errand_dispatch.Earnings";
    static components = {PayoutPanel, Statement};
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
        this.connection = useService("courier_connection");
        this.state = useState({money: null, error: "", version: 0});
        onWillStart(() => {
            this.load();
        });
    }

    async load() {
        this.state.error = "";
        try {
            this.state.money = await this.connection.call("money");
        } catch (error) {
            this.state.error = error.message;
        }
    }

    /** A payout was asked for or taken back: the entries below are others now. */
    take(answer) {
        this.state.money = answer;
        this.state.version++;
    }

    money(amount) {
        return money(amount, this.courier.data.currency);
    }
}
