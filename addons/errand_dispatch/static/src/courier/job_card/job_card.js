import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {clock, money, wanted} from "../lib/formats";
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

    get waiting() {
        return this.tapsState.list
            .filter(
                (tap) => tap.status === "waiting" && tap.taskId === this.props.job.id
            )
            .map((tap) => tap.step);
    }

    get next() {
        return stepLabel(nextStep(this.props.job, this.waiting), this.props.job);
    }

    get isGiven() {
        return this.props.job.is_accepted === false && !this.waiting.length;
    }

    get givenText() {
        const {accept_by: until} = this.props.job;
        return until
            ? _t("Given to you: do you take it? Answer by %s", clock(until))
            : _t("Given to you: do you take it?");
    }
}
