import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {clock, money} from "../lib/formats";

/** An errand well done, and what it brought. */
export class Success extends Component {
    static template = "errand_dispatch.Success";
    static props = {job: Object};

    setup() {
        this.courier = useState(useService("courier").state);
        this.screen = useService("courier_screen");
        this.clock = clock;
    }

    money(amount) {
        return money(amount, this.courier.data.currency);
    }
}
