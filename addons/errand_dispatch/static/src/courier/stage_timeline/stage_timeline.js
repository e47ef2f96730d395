import {Component} from "@odoo/owl";
import {clock} from "../lib/formats";

/** The stages of a job with their times. */
export class StageTimeline extends Component {
    static template = "errand_dispatch.StageTimeline";
    static props = {stages: Array};

    setup() {
        this.clock = clock;
    }
}
