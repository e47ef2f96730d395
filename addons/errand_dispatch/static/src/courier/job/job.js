import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Bought} from "../bought/bought";
import {Deliver} from "../deliver/deliver";
import {ErrandMap} from "../errand_map/errand_map";
import {Given} from "../given/given";
import {GoodsPanel} from "../goods_panel/goods_panel";
import {kilograms, kilometres, money, wanted} from "../lib/formats";
import {cashDue} from "../lib/goods";
import {levelOf, missingText, pictureState} from "../lib/proofs";
import {nextStep, stagesOf, stepLabel} from "../lib/steps";
import {PositionTrouble} from "../position_trouble/position_trouble";
import {ProofPhoto} from "../proof_photo/proof_photo";
import {Problem} from "../problem/problem";
import {StageTimeline} from "../stage_timeline/stage_timeline";
import {StopCard} from "../stop_card/stop_card";
import {Success} from "../success/success";

/**
 * What else a courier can do with an errand. Other add-ons add
 * {Component, isShown: (job) => boolean}; the component gets the job.
 */
const jobActions = registry.category("courier_job_actions");

/** One errand of mine, step by step (R0.9). */
export class Job extends Component {
    static template = "errand_dispatch.Job";
    static components = {
        Bought,
        Deliver,
        ErrandMap,
        Given,
        GoodsPanel,
        PositionTrouble,
        ProofPhoto,
        Problem,
        StageTimeline,
        StopCard,
        Success,
    };
    static props = {jobId: Number};

    setup() {
        this.courier = useState(useService("courier").state);
        this.position = useState(useService("courier_position").state);
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.jobDetails = useService("courier_job_details");
        this.details = useState(this.jobDetails.state);
        this.screen = useService("courier_screen");
        this.state = useState({
            isBuying: false,
            isDelivering: false,
            problem: "",
            isSending: false,
            missing: "",
        });
        Object.assign(this, {kilograms, kilometres, money, wanted});
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

    get actions() {
        return jobActions
            .getEntries()
            .map(([name, action]) => ({name, ...action}))
            .filter((action) => action.isShown(this.job));
    }

    get me() {
        return this.position.point || this.courier.data.position;
    }

    get cash() {
        return cashDue(this.job, this.tapsState.list);
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

    /** Whoever has begun, even without a network, has taken it. */
    get isGiven() {
        const {is_accepted: isAccepted, steps} = this.job;
        return isAccepted === false && steps.length > 0 && !this.waiting.length;
    }

    get asksPickupPhoto() {
        return this.next === "picked_up" && levelOf(this.job, "pickup_photo") !== "no";
    }

    async takeNext() {
        if (this.next === "deliver") {
            this.state.isDelivering = true;
            return;
        }
        if (this.next === "bought") {
            this.state.isBuying = true;
            return;
        }
        const isMissing =
            this.next === "picked_up" &&
            levelOf(this.job, "pickup_photo") === "required" &&
            pictureState(this.job, "pickup_photo", this.tapsState.list) === "none";
        this.state.missing = isMissing ? missingText("pickup_photo") : "";
        if (isMissing) {
            return;
        }
        this.state.isSending = true;
        await this.taps.add(this.job, this.next);
        this.state.isSending = false;
    }

    closeBought() {
        this.state.isBuying = false;
    }

    openProblem() {
        this.state.problem = "menu";
    }

    openHandBack() {
        this.state.problem = "hand_back";
    }

    closeProblem() {
        this.state.problem = "";
    }

    closeDeliver() {
        this.state.isDelivering = false;
    }
}
