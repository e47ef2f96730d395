import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";
import {cashDue} from "../lib/goods";
import {levelOf, missingText, pictureState} from "../lib/proofs";
import {stepLabel} from "../lib/steps";
import {ProofPhoto} from "../proof_photo/proof_photo";
import {ProofSignature} from "../proof_signature/proof_signature";
import {Sheet} from "../sheet/sheet";

const CODE_LENGTH = 6;

/** The end of an errand: what proves it, or a plain yes where nothing is needed. */
export class Deliver extends Component {
    static template = "errand_dispatch.Deliver";
    static components = {ProofPhoto, ProofSignature, Sheet};
    static props = {job: Object, onClose: Function};

    setup() {
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.courier = useState(useService("courier").state);
        this.state = useState({
            code: "",
            isSending: false,
            missing: "",
            isWithoutCode: false,
            hasCash: false,
            isCashMissing: false,
        });
        this.input = useRef("input");
        onMounted(() => this.input.el?.focus());
    }

    get title() {
        return stepLabel("deliver", this.props.job);
    }

    get refused() {
        return this.tapsState.list.find(
            (tap) =>
                tap.taskId === this.props.job.id &&
                tap.step === "deliver" &&
                tap.status === "refused"
        );
    }

    get isDead() {
        return this.props.job.code_dead || this.refused?.result === "code_dead";
    }

    /** Photo and signature stand for the code, where the category allows it. */
    get isWithoutCode() {
        const {job} = this.props;
        return Boolean(
            job.code_replaceable && (this.state.isWithoutCode || this.isDead)
        );
    }

    get codeLevel() {
        return this.isWithoutCode ? "no" : levelOf(this.props.job, "code");
    }

    shows(kind) {
        const level = levelOf(this.props.job, kind);
        return this.isNeeded(kind) || (level !== "no" && !this.isOnlyForCode(kind));
    }

    /** What is asked for only when there is no code stays out of the way. */
    isOnlyForCode(kind) {
        const {job} = this.props;
        return Boolean(
            job.code_replaceable &&
                levelOf(job, kind) === "optional" &&
                pictureState(job, kind, this.tapsState.list) === "none"
        );
    }

    isNeeded(kind) {
        return this.isWithoutCode || levelOf(this.props.job, kind) === "required";
    }

    /** The first proof that is missing, in their order. */
    findMissing() {
        const isShort = this.state.code.length < CODE_LENGTH;
        if (isShort && (this.codeLevel === "required" || this.state.code)) {
            return "code";
        }
        return (
            ["photo", "signature"].find(
                (kind) =>
                    this.isNeeded(kind) &&
                    pictureState(this.props.job, kind, this.tapsState.list) === "none"
            ) || ""
        );
    }

    get missingText() {
        return missingText(this.state.missing);
    }

    /** What is collected at the door; 0 when nothing is. */
    get cash() {
        return cashDue(this.props.job, this.tapsState.list);
    }

    get cashText() {
        return money(this.cash, this.courier.data.currency);
    }

    onCash(event) {
        this.state.hasCash = event.target.checked;
        this.state.isCashMissing = false;
    }

    onInput(event) {
        this.state.code = event.target.value.replace(/\D/g, "").slice(0, CODE_LENGTH);
        event.target.value = this.state.code;
        this.state.missing = "";
    }

    /** Tell whether everything is given, and say what is missing. */
    isReady() {
        this.state.missing = this.findMissing();
        this.state.isCashMissing = this.cash > 0 && !this.state.hasCash;
        if (this.state.missing) {
            this.input.el?.focus();
        }
        return !this.state.missing && !this.state.isCashMissing;
    }

    async send() {
        if (this.state.isSending || !this.isReady()) {
            return;
        }
        this.state.isSending = true;
        if (this.refused) {
            await this.taps.acknowledge(this.refused);
        }
        const code = (this.codeLevel !== "no" && this.state.code) || null;
        const data = this.cash > 0 ? {cash: this.cash} : {};
        const kept = await this.taps.add(this.props.job, "deliver", code, null, data);
        Object.assign(this.state, {isSending: false, code: "", hasCash: false});
        if (kept?.status !== "refused") {
            this.props.onClose();
        } else if (this.input.el) {
            this.input.el.value = "";
            this.input.el.focus();
        }
    }
}
