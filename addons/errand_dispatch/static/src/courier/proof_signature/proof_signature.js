/* global SignaturePad */
import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import {loadJS} from "@web/core/assets";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {base64Of} from "../lib/pictures";
import {levelOf, pictureState, refusalOf} from "../lib/proofs";

/** Odoo's own signature pad; its dialog needs the server, which a door may not have. */
const PAD = "/web/static/lib/signature_pad/signature_pad.umd.js";

/** The recipient signs with a finger. No name is asked for or kept (R0.11). */
export class ProofSignature extends Component {
    static template = "errand_dispatch.ProofSignature";
    static props = {job: Object, isNeeded: {type: Boolean, optional: true}};

    setup() {
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.canvas = useRef("canvas");
        this.state = useState({isEmpty: true, isBusy: false, error: ""});
        onWillStart(async () => {
            try {
                await loadJS(PAD);
            } catch {
                this.state.error = _t(
                    "The signature pad did not load. Go online once."
                );
            }
        });
        // The sheet around it opens later: until then the canvas has no size.
        this.observer = new ResizeObserver(() => this.start());
        onMounted(() => this.observer.observe(this.canvas.el));
        onWillUnmount(() => {
            this.observer.disconnect();
            this.pad?.off();
        });
    }

    start() {
        if (this.pad || !window.SignaturePad || !this.canvas.el.clientWidth) {
            return;
        }
        const el = this.canvas.el;
        Object.assign(el, {width: el.clientWidth * 2, height: el.clientHeight * 2});
        el.getContext("2d").scale(2, 2);
        this.pad = new SignaturePad(el, {backgroundColor: "#fff", penColor: "#111"});
        this.pad.addEventListener("endStroke", () => (this.state.isEmpty = false));
    }

    get isRequired() {
        return (
            this.props.isNeeded || levelOf(this.props.job, "signature") === "required"
        );
    }

    get status() {
        return pictureState(this.props.job, "signature", this.tapsState.list);
    }

    get error() {
        return (
            this.state.error ||
            refusalOf(this.props.job, "signature", this.tapsState.list)
        );
    }

    clear() {
        this.pad?.clear();
        this.state.isEmpty = true;
    }

    /** Keep what was drawn; called by whoever confirms the delivery, too. */
    async keep() {
        this.state.isBusy = true;
        const picture = base64Of(this.canvas.el.toDataURL("image/png"));
        try {
            await this.taps.add(this.props.job, "signature", null, picture);
            this.clear();
        } catch {
            this.state.error = _t("This phone has no room for the signature.");
        }
        this.state.isBusy = false;
    }
}
