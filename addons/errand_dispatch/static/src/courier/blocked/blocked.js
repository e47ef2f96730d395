import {Component} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {session} from "@web/session";

/** What it means when the app cannot be used with this login. */
export class Blocked extends Component {
    static template = "errand_dispatch.Blocked";
    static props = {status: String, name: String};

    setup() {
        this.courier = useService("courier");
        /** Where one applies, and where customers are at home: if there are pages. */
        this.joinUrl = session.errand_join_url;
        this.homeUrl = session.errand_home_url;
    }
}
