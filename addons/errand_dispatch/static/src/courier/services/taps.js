import {EventBus, reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {newKey} from "../lib/keys";
import {prefixOf} from "./courier";

const LOCK = "errand_courier_taps";
const RETRY_MS = 3000;
/** Steps that carry a picture. */
export const PICTURES = ["pickup_photo", "photo", "signature"];
/** A picture takes its time on a slow network. */
const PICTURE_TIMEOUT_MS = 60000;
/** How often a server may fail on one tap before the courier is told. */
const FAILURES_AT_MOST = 5;

/**
 * The taps on stages, kept until the server has them: each is sent in its turn, with
 * the key and the time of the tap. What is refused waits for the courier to read why.
 */
export class Taps {
    constructor(connection, storage, courier, locks = navigator.locks) {
        this.locks = locks;
        this.connection = connection;
        this.storage = storage;
        this.courier = courier;
        this.bus = new EventBus();
        this.counter = 0;
        this.retry = null;
        this.state = reactive({list: []});
    }

    get prefix() {
        return `${prefixOf(this.courier.userId)}tap/`;
    }

    get waiting() {
        return this.state.list.filter((tap) => tap.status === "waiting");
    }

    get refused() {
        return this.state.list.filter((tap) => tap.status === "refused");
    }

    /** Steps of a job that were tapped and are not sent yet. */
    waitingSteps(taskId) {
        return this.waiting
            .filter((tap) => tap.taskId === taskId)
            .map((tap) => tap.step);
    }

    async load() {
        if (this.courier.userId) {
            this.state.list = await this.storage.list(this.prefix);
        }
    }

    /**
     * Keep a tap, and send what waits.
     *
     * @param {{id: number, number: string}} job
     * @param {string} step one of the job's steps
     * @param {string} [code] the recipient's, for the step "deliver"
     * @param {string} [picture] base64, for the steps that carry one
     * @param {object} [data] what else the step tells, as the server's route takes it
     */
    async add(job, step, code = null, picture = null, data = {}) {
        const moment = this.courier.now();
        const order = `${String(moment).padStart(15, "0")}.${String(++this.counter).padStart(5, "0")}`;
        const tap = {
            id: `${this.prefix}${order}`,
            key: newKey(),
            taskId: job.id,
            number: job.number,
            step,
            code,
            picture,
            data,
            at: new Date(moment).toISOString(),
            status: "waiting",
            failures: 0,
            reason: "",
        };
        await this.storage.put(tap.id, tap);
        await this.load();
        this.bus.trigger("changed");
        await this.flush();
        return this.state.list.find((kept) => kept.id === tap.id);
    }

    /** Send what waits, first tap first, until the queue or the network ends. */
    async flush() {
        clearTimeout(this.retry);
        if (!this.courier.userId) {
            return;
        }
        await this.alone(async () => {
            // Read again under the lock: another tab may have sent some.
            for (let tap = await this.next(); tap; tap = await this.next()) {
                if (!(await this.send(tap))) {
                    break;
                }
            }
        });
        await this.load();
        this.bus.trigger("changed");
    }

    /** One tab at a time, where the browser can; else the keys alone guard repeats. */
    alone(work) {
        return this.locks ? this.locks.request(LOCK, work) : work();
    }

    async next() {
        const taps = await this.storage.list(this.prefix);
        return taps.find((tap) => tap.status === "waiting");
    }

    /** Return whether the next tap may go. */
    async send(tap) {
        try {
            const answer = await this.ask(tap);
            const reason = this.refusalOf(answer);
            if (reason) {
                await this.refuse(tap, reason, answer.result);
            } else {
                await this.storage.delete(tap.id);
                this.bus.trigger("sent", {tap, job: answer.job});
            }
            return true;
        } catch (error) {
            return this.onFailed(tap, error);
        }
    }

    ask(tap) {
        const params = {task_id: tap.taskId, key: tap.key, at: tap.at, ...tap.data};
        if (tap.step === "bought") {
            const photo = tap.picture;
            return this.connection.call(
                "bought",
                {...params, photo},
                PICTURE_TIMEOUT_MS
            );
        }
        if (PICTURES.includes(tap.step)) {
            const {step: kind, picture} = tap;
            return this.connection.call(
                "proof",
                {...params, kind, picture},
                PICTURE_TIMEOUT_MS
            );
        }
        return tap.step === "deliver"
            ? this.connection.call("deliver", {...params, code: tap.code})
            : this.connection.call("step", {...params, step: tap.step});
    }

    refusalOf(answer) {
        if (answer.result === "wrong_code") {
            return _t("This code is not right. Tries left: %s", answer.tries_left);
        }
        if (answer.result === "code_dead") {
            return _t(
                "Too many wrong codes. Ask the customer or our support for a new one."
            );
        }
        const told = ["missing_proof", "cash_changed"];
        return told.includes(answer.result) ? answer.message : "";
    }

    async onFailed(tap, error) {
        if (error.kind === "refused") {
            await this.refuse(tap, error.message, "refused");
            return true;
        }
        if (error.kind === "server" && tap.failures + 1 >= FAILURES_AT_MOST) {
            await this.refuse(tap, error.message, "refused");
            return true;
        }
        if (error.kind === "server") {
            await this.storage.put(tap.id, {...tap, failures: tap.failures + 1});
        }
        if (error.kind === "busy" || error.kind === "server") {
            this.retry = setTimeout(() => this.flush(), RETRY_MS);
        }
        return false;
    }

    async refuse(tap, reason, result) {
        // Code, picture and figures are of no use any more: do not keep them.
        const refused = {
            ...tap,
            code: null,
            picture: null,
            data: {},
            status: "refused",
            reason,
            result,
        };
        await this.storage.put(tap.id, refused);
        this.bus.trigger("refused", {tap: refused});
    }

    /** The courier has read why. */
    async acknowledge(tap) {
        await this.storage.delete(tap.id);
        await this.load();
        this.bus.trigger("changed");
    }
}

export const tapsService = {
    dependencies: ["courier_connection", "courier_storage", "courier"],
    start(env, services) {
        const {courier_connection: connection, courier_storage: storage} = services;
        const taps = new Taps(connection, storage, services.courier);
        connection.bus.addEventListener("back", () => taps.flush());
        if (window.BroadcastChannel) {
            const channel = new BroadcastChannel(LOCK);
            channel.onmessage = () => taps.load();
            taps.bus.addEventListener("changed", () => channel.postMessage("changed"));
        }
        return taps;
    },
};
