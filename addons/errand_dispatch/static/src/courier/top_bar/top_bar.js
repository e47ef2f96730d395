import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {session} from "@web/session";
import {Sheet} from "../sheet/sheet";

/** Rows that other add-ons put into the menu: {Component}. */
const menuRows = registry.category("courier_menu_rows");

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
        this.wakeLockService = useService("courier_wake_lock");
        this.wakeLock = useState(this.wakeLockService.state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.state = useState({isMenuOpen: false});
        /** Where customers are at home, if there are pages for them. */
        this.homeUrl = session.errand_home_url;
    }

    get rows() {
        return menuRows.getEntries().map(([name, row]) => ({name, ...row}));
    }

    get worker() {
        return this.courier.data.worker;
    }

    get unread() {
        return this.courier.data.unread;
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
