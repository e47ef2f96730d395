import {reactive} from "@odoo/owl";
import {prefixOf} from "./courier";

/**
 * The details of the jobs that the courier holds, kept on the phone so that an address
 * can be read without a network, and wiped when the job ends.
 */
export class JobDetails {
    constructor(connection, storage, courier) {
        this.connection = connection;
        this.storage = storage;
        this.courier = courier;
        this.state = reactive({byId: {}, errors: {}});
    }

    keyOf(id) {
        return `${prefixOf(this.courier.userId)}job/${id}`;
    }

    get(id) {
        return this.state.byId[id];
    }

    /** Show what is kept at once, then what the server says. */
    async load(id) {
        const kept = await this.storage.get(this.keyOf(id));
        if (kept && !this.state.byId[id]) {
            this.state.byId[id] = kept;
        }
        try {
            await this.take(await this.connection.call("job", {task_id: id}));
            delete this.state.errors[id];
        } catch (error) {
            await this.onFailed(id, error);
        }
    }

    async onFailed(id, error) {
        if (error.kind === "refused") {
            await this.forget(id);
        }
        if (!this.state.byId[id]) {
            this.state.errors[id] = {kind: error.kind, message: error.message};
        }
    }

    async take(job) {
        this.state.byId[job.id] = job;
        if (job.steps.length) {
            await this.storage.put(this.keyOf(job.id), job);
        } else {
            await this.storage.delete(this.keyOf(job.id));
        }
    }

    /** Take news of a job that came without its addresses. */
    async patch(summary) {
        const {id} = summary;
        const kept = this.state.byId[id] || (await this.storage.get(this.keyOf(id)));
        // Once it has ended nothing but the summary is left.
        await this.take(summary.steps.length ? {...kept, ...summary} : summary);
    }

    async forget(id) {
        delete this.state.byId[id];
        await this.storage.delete(this.keyOf(id));
    }

    /** Fetch what is not on the phone yet, while there is a network. */
    async keepAll(jobs) {
        for (const job of jobs) {
            const kept = await this.storage.get(this.keyOf(job.id));
            if (kept && "pickup" in kept) {
                this.state.byId[job.id] ||= kept;
            } else if (this.connection.state.isOnline) {
                await this.load(job.id);
            }
        }
    }
}

export const jobDetailsService = {
    dependencies: ["courier_connection", "courier_storage", "courier"],
    start: (env, services) =>
        new JobDetails(
            services.courier_connection,
            services.courier_storage,
            services.courier
        ),
};
