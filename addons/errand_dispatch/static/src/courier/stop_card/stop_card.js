import {Component} from "@odoo/owl";
import {navigationLink} from "../lib/places";

/** One end of the trip: who, where, and the way there. */
export class StopCard extends Component {
    static template = "errand_dispatch.StopCard";
    static props = {kind: String, stop: Object};

    get link() {
        return navigationLink(this.props.stop);
    }
}
