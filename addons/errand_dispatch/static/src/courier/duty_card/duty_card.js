import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";

/** The duty switch, today's earnings, and what is wrong with the position. */
export class DutyCard extends Component {
    static template = "errand_dispatch.DutyCard";
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
        this.connection = useState(useService("courier_connection").state);
        this.positionService = useService("courier_position");
        this.position = useState(this.positionService.state);
        this.shift = useService("courier_shift");
        this.screen = useService("courier_screen");
        this.state = useState({isBusy: false});
    }

    get isOnDuty() {
        return Boolean(this.courier.data.on_duty_since);
    }

    get earned() {
        return money(this.courier.data.earnings.total, this.courier.data.currency);
    }

    /** What is to be said about the position: a code, empty when all is well. */
    get trouble() {
        const {status, at} = this.position;
        if (status === "off" || status === "asking") {
            return "";
        }
        if (status === "live") {
            return at && this.positionService.isOld() ? "old" : "";
        }
        return status;
    }

    get isShared() {
        return (
            this.connection.isOnline && this.position.status === "live" && !this.trouble
        );
    }

    async toggle() {
        this.state.isBusy = true;
        await this.shift.setDuty(!this.isOnDuty);
        this.state.isBusy = false;
    }
}
