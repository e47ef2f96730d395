import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {Sheet} from "../sheet/sheet";

/** Who I am, the way back, and the menu. */
export class TopBar extends Component {
    static template = "errand_dispatch.TopBar";
    static components = {Sheet};
    static props = {};

    setup() {
        this.courierService = useService("courier");
        this.courier = useState(this.courierService.state);
        this.screenService = useService("courier_screen");
        this.screen = useState(this.screenService.state);
        this.alertsService = useService("courier_alerts");
        this.alerts = useState(this.alertsService.state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.state = useState({isMenuOpen: false});
    }

    get worker() {
        return this.courier.data.worker;
    }

    get initial() {
        return [...this.worker.name][0];
    }

    get waitingCount() {
        return this.tapsState.list.filter((tap) => tap.status === "waiting").length;
    }

    toggleMenu() {
        this.state.isMenuOpen = !this.state.isMenuOpen;
    }
}
