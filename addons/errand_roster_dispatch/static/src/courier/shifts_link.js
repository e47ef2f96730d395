import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** A way to the page "My shifts". It needs a network, and says so. */
class ShiftsLink extends Component {
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
        this.connection = useState(useService("courier_connection").state);
        this.notices = useService("courier_notices");
    }

    get roster() {
        return this.courier.data.roster;
    }

    open(event) {
        if (!this.connection.isOnline) {
            event.preventDefault();
            this.notices.add(
                _t("Your shifts need a network. Try again when you have one.")
            );
        }
    }
}

/** The next shift, and what waits for an answer, on the first screen. */
export class ShiftCard extends ShiftsLink {
    static template = "errand_roster_dispatch.ShiftCard";
}

/** The same way in the menu, also for who has no shift. */
export class ShiftRow extends ShiftsLink {
    static template = "errand_roster_dispatch.ShiftRow";
}

registry.category("courier_home_cards").add("shift", {
    Component: ShiftCard,
    isShown: ({roster}) => Boolean(roster && (roster.next || roster.asked)),
});
registry.category("courier_menu_rows").add("shift", {Component: ShiftRow});
