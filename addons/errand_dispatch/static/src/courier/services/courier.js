import {EventBus, reactive} from "@odoo/owl";

const LAST_USER = "last_user";

export const prefixOf = (userId) => `u${userId}/`;

/**
 * Who is signed in and what they hold, as the server said last.
 *
 * status: loading, ready, no_courier, pending, rejected, signed_out, or unreachable
 * (nothing known yet, and no server).
 */
export class Courier {
    constructor(connection, storage) {
        this.connection = connection;
        this.storage = storage;
        this.bus = new EventBus();
        this.clockOffset = 0;
        this.asked = 0;
        connection.bus.addEventListener("signed_out", () => {
            this.state.status = "signed_out";
        });
        this.state = reactive({status: "loading", isStale: false, data: null});
    }

    get userId() {
        return this.state.data?.user.id;
    }

    get jobs() {
        return this.state.data?.jobs || [];
    }

    /** The server's time: phones are often wrong. */
    now() {
        return Date.now() + this.clockOffset;
    }

    async refresh() {
        const asked = ++this.asked;
        try {
            const data = await this.connection.call("state");
            if (asked === this.asked) {
                await this.take(data);
            }
        } catch (error) {
            await this.onRefused(error);
        }
    }

    /** Take an answer of the server; a newer question makes an older one void. */
    async take(data) {
        this.asked++;
        this.clockOffset = new Date(data.now).getTime() - Date.now();
        const before = this.state.data;
        if (data.user.id !== this.userId) {
            await this.forgetOthers(data.user.id);
        }
        // No pause before this: news of a job would be lost under older data.
        this.state.data = data;
        this.state.isStale = false;
        this.state.status = this.statusOf(data.worker);
        if (this.state.status === "ready") {
            await this.storage.put(`${prefixOf(this.userId)}state`, data);
            this.tellJobs(before?.worker ? before.jobs : null);
        }
        this.bus.trigger("changed");
    }

    /**
     * Take news of one job at once, before the whole state is asked for again: else
     * the button would offer the step that was just sent.
     *
     * @param {object} summary
     * @param {number} [asked] what ``asked`` was when the question went out. If something
     *     newer came meanwhile, the answer may be older than what is shown: a step that
     *     was sent would come back under the courier's thumb.
     */
    async patchJob(summary, asked = this.asked) {
        if (asked !== this.asked) {
            await this.refresh();
            return;
        }
        this.asked++;
        const place = this.jobs.findIndex((job) => job.id === summary.id);
        if (place >= 0) {
            this.jobs[place] = summary;
        }
    }

    statusOf(worker) {
        if (!worker?.is_courier) {
            return "no_courier";
        }
        return worker.verification === "approved" ? "ready" : worker.verification;
    }

    tellJobs(before) {
        const ids = new Set(this.jobs.map((job) => job.id));
        for (const job of before || []) {
            if (!ids.has(job.id)) {
                this.bus.trigger("job_gone", job);
            }
        }
        const known = new Set(before?.map((job) => job.id));
        for (const job of before ? this.jobs : []) {
            if (!known.has(job.id)) {
                this.bus.trigger("job_new", job);
            }
        }
    }

    async onRefused(error) {
        if (this.state.data) {
            this.state.isStale = true;
        } else if (error.kind !== "session") {
            await this.recall();
        }
    }

    /** Open with what was known last: a courier at a door has no time for spinners. */
    async recall() {
        const userId = await this.storage.get(LAST_USER);
        const data = userId && (await this.storage.get(`${prefixOf(userId)}state`));
        if (data) {
            Object.assign(this.state, {data, isStale: true, status: "ready"});
        } else {
            this.state.status = "unreachable";
        }
        this.bus.trigger("changed");
    }

    /** Another person signed in on this phone: what it kept of the last one goes. */
    async forgetOthers(userId) {
        const last = await this.storage.get(LAST_USER);
        if (last && last !== userId) {
            await this.forget(last);
        }
        if (last !== userId) {
            await this.storage.put(LAST_USER, userId);
        }
    }

    /** Taps that wait stay: they are sent when their own courier is back. */
    async forget(userId) {
        await this.storage.clear(`${prefixOf(userId)}job/`);
        await this.storage.clear(`${prefixOf(userId)}position/`);
        await this.storage.delete(`${prefixOf(userId)}state`);
    }

    async logOut() {
        if (this.userId) {
            await this.storage.clear(prefixOf(this.userId));
        }
        await this.storage.delete(LAST_USER);
        location.assign("/web/session/logout?redirect=/courier");
    }

    signIn() {
        location.assign("/web/login?redirect=/courier");
    }

    async setDuty(on) {
        await this.take(await this.connection.call("duty", {on}));
    }

    async setRange(rangeKm) {
        await this.take(await this.connection.call("range", {range_km: rangeKm}));
    }
}

export const courierService = {
    dependencies: ["courier_connection", "courier_storage"],
    start: (env, services) =>
        new Courier(services.courier_connection, services.courier_storage),
};
