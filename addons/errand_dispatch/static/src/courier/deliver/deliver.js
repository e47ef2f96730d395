import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {stepLabel} from "../lib/steps";
import {Sheet} from "../sheet/sheet";

const CODE_LENGTH = 6;

/** The end of an errand: the recipient's code, or a plain yes where none is needed. */
export class Deliver extends Component {
    static template = "errand_dispatch.Deliver";
    static components = {Sheet};
    static props = {job: Object, onClose: Function};

    setup() {
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.state = useState({code: "", isSending: false, isShort: false});
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

    get isShort() {
        return this.props.job.needs_code && this.state.code.length < CODE_LENGTH;
    }

    onInput(event) {
        this.state.code = event.target.value.replace(/\D/g, "").slice(0, CODE_LENGTH);
        event.target.value = this.state.code;
        this.state.isShort = false;
    }

    async send() {
        this.state.isShort = this.isShort;
        if (this.state.isSending || this.isShort) {
            this.input.el?.focus();
            return;
        }
        this.state.isSending = true;
        if (this.refused) {
            await this.taps.acknowledge(this.refused);
        }
        const code = this.props.job.needs_code ? this.state.code : null;
        const kept = await this.taps.add(this.props.job, "deliver", code);
        Object.assign(this.state, {isSending: false, code: ""});
        if (kept?.status !== "refused") {
            this.props.onClose();
        } else if (this.input.el) {
            this.input.el.value = "";
            this.input.el.focus();
        }
    }
}
