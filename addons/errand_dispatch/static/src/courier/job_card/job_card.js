import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {money, wanted} from "../lib/formats";
import {nextStep, stepLabel} from "../lib/steps";

/** A job that I hold, in the list: what comes next in it. */
export class JobCard extends Component {
    static template = "errand_dispatch.JobCard";
    static props = {job: Object};

    setup() {
        this.courier = useState(useService("courier").state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.screen = useService("courier_screen");
        this.wanted = wanted;
    }

    get pay() {
        return money(this.props.job.pay, this.courier.data.currency);
    }

    get next() {
        const waiting = this.tapsState.list
            .filter(
                (tap) => tap.status === "waiting" && tap.taskId === this.props.job.id
            )
            .map((tap) => tap.step);
        return stepLabel(nextStep(this.props.job, waiting), this.props.job);
    }
}
