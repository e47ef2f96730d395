import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {clock, money} from "../lib/formats";

/** What was credited today, errand by errand (R0.12). */
export class Earnings extends Component {
    static template = "errand_dispatch.Earnings";
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
        this.clock = clock;
    }

    money(amount) {
        return money(amount, this.courier.data.currency);
    }
}
