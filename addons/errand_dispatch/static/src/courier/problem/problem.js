import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {clockText, money} from "../lib/formats";
import {newKey} from "../lib/keys";
import {Sheet} from "../sheet/sheet";

const TICK_MS = 1000;

/**
 * When an errand goes wrong: nobody here, cannot deliver, hand back. It shows what each
 * choice pays or costs before it is confirmed, and needs a connection.
 */
export class Problem extends Component {
    static template = "errand_dispatch.Problem";
    static components = {Sheet};
    static props = {
        job: Object,
        onClose: Function,
        view: {type: String, optional: true},
    };

    setup() {
        this.courier = useService("courier");
        this.connection = useService("courier_connection");
        this.jobDetails = useService("courier_job_details");
        this.news = useService("courier_news");
        this.screen = useService("courier_screen");
        this.state = useState({
            choices: null,
            error: "",
            view: "menu",
            cause: null,
            note: "",
            isSending: false,
            now: this.courier.now(),
        });
        // One key for one intention: an answer that was lost is asked for again.
        this.keys = {};
        this.timer = setInterval(() => (this.state.now = this.courier.now()), TICK_MS);
        onWillDestroy(() => clearInterval(this.timer));
        onWillStart(() => {
            this.load();
        });
    }

    get wait() {
        return this.state.choices?.wait;
    }

    get waitLeft() {
        const until = this.wait?.until;
        return until ? new Date(until).getTime() - this.state.now : 0;
    }

    get waitClock() {
        return clockText(this.waitLeft);
    }

    get hasWaited() {
        return Boolean(this.wait?.until) && this.waitLeft <= 0;
    }

    /** Causes of the open list; who has not waited cannot say that nobody came. */
    get causes() {
        const {hand_back: handBack, undeliverable} = this.state.choices;
        return this.state.view === "hand_back" ? handBack : undeliverable.causes;
    }

    isBlocked(cause) {
        return Boolean(cause.waits) && !this.hasWaited;
    }

    money(amount) {
        return money(amount, this.courier.state.data.currency);
    }

    async load() {
        this.state.error = "";
        try {
            const {choices} = await this.connection.call("problem", {
                task_id: this.props.job.id,
            });
            const isFirst = !this.state.choices;
            this.state.choices = choices;
            if (isFirst && this.props.view && choices[this.props.view]) {
                this.open(this.props.view);
            }
        } catch (error) {
            this.state.error = error.message;
        }
    }

    open(view) {
        Object.assign(this.state, {view, cause: null, error: ""});
    }

    choose(cause) {
        this.state.cause = cause;
    }

    onNote(event) {
        this.state.note = event.target.value;
    }

    keyOf(what) {
        const intention = `${what}/${this.state.cause?.code || ""}/${this.state.note}`;
        this.keys[intention] ||= newKey();
        return this.keys[intention];
    }

    async report(what) {
        if (this.state.isSending) {
            return;
        }
        Object.assign(this.state, {isSending: true, error: ""});
        try {
            const {job} = await this.connection.call("problem/report", {
                task_id: this.props.job.id,
                what,
                key: this.keyOf(what),
                cause: this.state.cause?.code || null,
                note: this.state.note || null,
            });
            await this.onReported(what, job);
        } catch (error) {
            this.state.error = error.message;
        }
        this.state.isSending = false;
    }

    async onReported(what, job) {
        if (what === "wait") {
            await this.load();
            return;
        }
        this.news.expectEnd(this.props.job.id);
        if (job) {
            this.courier.patchJob(job);
        }
        await this.jobDetails.forget(this.props.job.id);
        await this.courier.refresh();
        this.props.onClose();
        const back = this.courier.jobs.find(
            (other) => other.leg === "return" && other.number === this.props.job.number
        );
        back ? this.screen.open("job", back.id) : this.screen.home();
    }
}
