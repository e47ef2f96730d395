import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {shrinkPhoto} from "../lib/pictures";
import {levelOf, pictureState, refusalOf} from "../lib/proofs";

/** A photo that proves something: taken, kept on the phone, sent in its turn (R0.11). */
export class ProofPhoto extends Component {
    static template = "errand_dispatch.ProofPhoto";
    static props = {
        job: Object,
        kind: String,
        label: String,
        isNeeded: {type: Boolean, optional: true},
    };

    setup() {
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.state = useState({isBusy: false, error: ""});
    }

    get isRequired() {
        return (
            this.props.isNeeded ||
            levelOf(this.props.job, this.props.kind) === "required"
        );
    }

    get status() {
        return pictureState(this.props.job, this.props.kind, this.tapsState.list);
    }

    get error() {
        const {job, kind} = this.props;
        return this.state.error || refusalOf(job, kind, this.tapsState.list);
    }

    async onChosen(event) {
        const [file] = event.target.files;
        if (!file || this.state.isBusy) {
            return;
        }
        Object.assign(this.state, {isBusy: true, error: ""});
        await this.forgetRefused();
        await this.keep(file);
        this.state.isBusy = false;
        event.target.value = "";
    }

    async keep(file) {
        const {job, kind} = this.props;
        let picture = "";
        try {
            picture = await shrinkPhoto(file);
        } catch {
            this.state.error = _t("This is not a picture. Please take a photo.");
            return;
        }
        try {
            await this.taps.add(job, kind, null, picture);
        } catch {
            this.state.error = _t("This phone has no room for the photo.");
        }
    }

    async forgetRefused() {
        const {job, kind} = this.props;
        const refused = this.tapsState.list.filter(
            (tap) =>
                tap.taskId === job.id && tap.step === kind && tap.status === "refused"
        );
        for (const tap of refused) {
            await this.taps.acknowledge(tap);
        }
    }
}
