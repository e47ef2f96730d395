import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";
import {PositionTrouble} from "../position_trouble/position_trouble";

/** The duty switch and today's earnings. */
export class DutyCard extends Component {
    static template = "errand_dispatch.DutyCard";
    static components = {PositionTrouble};
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

    get isShared() {
        return (
            this.connection.isOnline &&
            this.position.status === "live" &&
            !this.positionService.trouble
        );
    }

    async toggle() {
        this.state.isBusy = true;
        await this.shift.setDuty(!this.isOnDuty);
        this.state.isBusy = false;
    }
}
