import {Component} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** What it means when the app cannot be used with this login. */
export class Blocked extends Component {
    static template = "errand_dispatch.Blocked";
    static props = {status: String, name: String};

    setup() {
        this.courier = useService("courier");
    }
}
