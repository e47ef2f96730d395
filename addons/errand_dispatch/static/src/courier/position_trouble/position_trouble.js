import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** What is wrong with the position, and what to do about it. */
export class PositionTrouble extends Component {
    static template = "errand_dispatch.PositionTrouble";
    static props = {};

    setup() {
        this.positionService = useService("courier_position");
        this.position = useState(this.positionService.state);
    }

    get trouble() {
        // Read, so that the text changes with them.
        const {status, at} = this.position;
        return status && at !== undefined ? this.positionService.trouble : "";
    }
}
