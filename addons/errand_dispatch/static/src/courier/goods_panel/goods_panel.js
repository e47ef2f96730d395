import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {Bought} from "../bought/bought";
import {clock, money} from "../lib/formats";
import {readAmount, spent, waitingPurchases} from "../lib/goods";
import {newKey} from "../lib/keys";
import {Sheet} from "../sheet/sheet";

/** The buying of an errand: the cap, the receipts, and asking for more (R0.3). */
export class GoodsPanel extends Component {
    static template = "errand_dispatch.GoodsPanel";
    static components = {Bought, Sheet};
    static props = {job: Object};

    setup() {
        this.courier = useState(useService("courier").state);
        this.courierService = useService("courier");
        this.connection = useService("courier_connection");
        this.jobDetails = useService("courier_job_details");
        this.taps = useService("courier_taps");
        this.tapsState = useState(this.taps.state);
        this.state = useState({
            isBuying: false,
            corrected: null,
            isAsking: false,
            amount: "",
            isSending: false,
            problem: "",
        });
        this.clock = clock;
    }

    money(amount) {
        return money(amount, this.courier.data.currency);
    }

    get goods() {
        return this.props.job.goods;
    }

    get spent() {
        return spent(this.props.job, this.tapsState.list);
    }

    get waiting() {
        return waitingPurchases(this.props.job, this.tapsState.list);
    }

    get askText() {
        const {ask} = this.goods;
        const amount = this.money(ask.amount);
        const texts = {
            asked: _t(
                "You asked for %(amount)s more. Wait for the answer until %(at)s.",
                {
                    amount,
                    at: clock(ask.until),
                }
            ),
            agreed: _t("The customer agreed to %s more.", amount),
            declined: _t("The customer said no. Please buy within the limit."),
            expired: _t("The customer did not answer. Please buy within the limit."),
        };
        return texts[ask.state] || "";
    }

    open(corrected = null) {
        Object.assign(this.state, {isBuying: true, corrected});
    }

    closeBought() {
        this.state.isBuying = false;
    }

    openAsk() {
        this.key = newKey();
        Object.assign(this.state, {isAsking: true, amount: "", problem: ""});
    }

    closeAsk() {
        this.state.isAsking = false;
    }

    /** A question needs the customer now, so it is not kept for later. */
    async ask() {
        const amount = readAmount(this.state.amount);
        if (!amount) {
            this.state.problem = _t("Please write how much more you need.");
            return;
        }
        Object.assign(this.state, {isSending: true, problem: ""});
        const {asked} = this.courierService;
        try {
            const params = {task_id: this.props.job.id, key: this.key, amount};
            const {job} = await this.connection.call("ask_more", params);
            await this.courierService.patchJob(job, asked);
            await this.jobDetails.patch(job);
            this.closeAsk();
        } catch (error) {
            // Another amount is another wish: it needs a key of its own.
            this.key = error.kind === "offline" ? this.key : newKey();
            this.state.problem = error.message;
        } finally {
            this.state.isSending = false;
        }
    }
}
