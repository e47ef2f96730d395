import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** What stands between the phone and the server, and what it means for the courier. */
export class Banner extends Component {
    static template = "errand_dispatch.Banner";
    static props = {};

    setup() {
        this.courierService = useService("courier");
        this.courier = useState(this.courierService.state);
        this.connection = useState(useService("courier_connection").state);
        this.live = useState(useService("courier_live").state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
    }

    get waitingCount() {
        return this.tapsState.list.filter((tap) => tap.status === "waiting").length;
    }

    get refused() {
        return this.tapsState.list.filter((tap) => tap.status === "refused");
    }

    get kind() {
        if (this.courier.status === "signed_out") {
            return "signed_out";
        }
        if (!this.connection.isOnline) {
            return "offline";
        }
        return this.live.isLive || this.live.isPatient ? "" : "polling";
    }
}
