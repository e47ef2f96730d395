import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {Deliver} from "../deliver/deliver";
import {ErrandMap} from "../errand_map/errand_map";
import {kilometres, money, wanted} from "../lib/formats";
import {nextStep, stagesOf, stepLabel} from "../lib/steps";
import {StageTimeline} from "../stage_timeline/stage_timeline";
import {StopCard} from "../stop_card/stop_card";
import {Success} from "../success/success";

/** One errand of mine, step by step (R0.9). */
export class Job extends Component {
    static template = "errand_dispatch.Job";
    static components = {Deliver, ErrandMap, StageTimeline, StopCard, Success};
    static props = {jobId: Number};

    setup() {
        this.courier = useState(useService("courier").state);
        this.position = useState(useService("courier_position").state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.jobDetails = useService("courier_job_details");
        this.details = useState(this.jobDetails.state);
        this.screen = useService("courier_screen");
        this.state = useState({isDelivering: false, isSending: false});
        Object.assign(this, {kilometres, money, wanted});
        onWillStart(() => {
            this.jobDetails.load(this.props.jobId);
        });
    }

    get job() {
        const details = this.details.byId[this.props.jobId];
        const summary = this.courier.data.jobs.find(
            (job) => job.id === this.props.jobId
        );
        return details || summary ? {...details, ...summary} : null;
    }

    get error() {
        return this.details.errors[this.props.jobId];
    }

    get waiting() {
        return this.tapsState.list
            .filter(
                (tap) => tap.taskId === this.props.jobId && tap.status === "waiting"
            )
            .map((tap) => tap.step);
    }

    get next() {
        return nextStep(this.job, this.waiting);
    }

    get nextLabel() {
        return stepLabel(this.next, this.job);
    }

    get stages() {
        return stagesOf(this.job, this.waiting);
    }

    get me() {
        return this.position.point || this.courier.data.position;
    }

    get points() {
        const {pickup, dropoff} = this.job;
        const stops = [
            [pickup, "pickup", "fa-arrow-up", _t("Pick-up")],
            [dropoff, "dropoff", "fa-flag", _t("Drop-off")],
        ];
        return stops
            .filter(([stop]) => stop)
            .map(([stop, id, icon, label]) => ({
                id,
                icon,
                label,
                latitude: stop.latitude,
                longitude: stop.longitude,
            }));
    }

    async takeNext() {
        if (this.next === "deliver") {
            this.state.isDelivering = true;
            return;
        }
        this.state.isSending = true;
        await this.taps.add(this.job, this.next);
        this.state.isSending = false;
    }

    closeDeliver() {
        this.state.isDelivering = false;
    }
}
