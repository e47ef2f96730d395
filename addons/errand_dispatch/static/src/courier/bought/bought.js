import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {money} from "../lib/formats";
import {readAmount, spent} from "../lib/goods";
import {PhotoField} from "../photo_field/photo_field";
import {Sheet} from "../sheet/sheet";

/** What was paid in the shop: the amount and a photo of the receipt (R0.3). */
export class Bought extends Component {
    static template = "errand_dispatch.Bought";
    static components = {PhotoField, Sheet};
    static props = {
        job: Object,
        corrected: {type: Object, optional: true},
        onClose: Function,
    };

    setup() {
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.courier = useState(useService("courier").state);
        this.state = useState({
            amount: this.props.corrected ? `${this.props.corrected.amount}` : "",
            photo: "",
            note: "",
            isNothing: false,
            isSending: false,
            problem: "",
        });
    }

    money(amount) {
        return money(amount, this.courier.data.currency);
    }

    get title() {
        return this.props.corrected
            ? _t("Correct the amount")
            : _t("What did you pay?");
    }

    /** What may still be spent, the corrected purchase aside. */
    get left() {
        const {job, corrected} = this.props;
        return (
            job.goods.cap - spent(job, this.tapsState.list) + (corrected?.amount || 0)
        );
    }

    get isFirst() {
        return !this.props.job.goods.purchases.length;
    }

    get refused() {
        return this.tapsState.list.find(
            (tap) =>
                tap.taskId === this.props.job.id &&
                tap.step === "bought" &&
                tap.status === "refused"
        );
    }

    takePhoto(photo) {
        Object.assign(this.state, {photo, problem: ""});
    }

    get problem() {
        const {amount, isNothing, note, photo} = this.state;
        if (isNothing) {
            return note.trim() ? "" : _t("Please say why nothing was bought.");
        }
        if (!readAmount(amount)) {
            return _t("Please write the amount on the receipt.");
        }
        if (!photo && !this.props.corrected?.photo) {
            return _t("Please take a photo of the receipt.");
        }
        return "";
    }

    async send() {
        this.state.problem = this.problem;
        if (this.state.isSending || this.state.problem) {
            return;
        }
        this.state.isSending = true;
        if (this.refused) {
            await this.taps.acknowledge(this.refused);
        }
        const kept = await this.keep();
        this.state.isSending = false;
        if (kept?.status !== "refused") {
            this.props.onClose();
        }
    }

    keep() {
        const {amount, isNothing, note, photo} = this.state;
        const {corrected, job} = this.props;
        const corrects = corrected ? {corrects_id: corrected.id} : {};
        return isNothing
            ? this.taps.add(job, "bought", null, null, {
                  amount: 0,
                  note: note.trim(),
                  ...corrects,
              })
            : this.taps.add(job, "bought", null, photo || null, {
                  amount: readAmount(amount),
                  ...corrects,
              });
    }
}
