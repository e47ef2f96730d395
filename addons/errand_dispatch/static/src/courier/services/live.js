import {reactive} from "@odoo/owl";
import {session} from "@web/session";

export const POLL_MS = 15000;
const TICK_MS = 5000;
/** A websocket may take this long before the screen says that it is not there. */
const PATIENCE_MS = 8000;

/**
 * News from the server: over Odoo's bus, else by asking every 15 seconds. Whatever was
 * missed is caught up when a connection is back.
 */
export class Live {
    constructor({bus, connection, courier, pool, jobDetails}) {
        Object.assign(this, {bus, connection, courier, pool, jobDetails});
        this.polledAt = 0;
        this.state = reactive({isLive: false, isPatient: true});
    }

    start() {
        // The page itself belongs to nobody; the bus wants to know whose news it brings.
        session.user_id = [this.courier.userId];
        this.bus.subscribe("errand/pool", () => this.pool.refreshSoon());
        this.bus.subscribe("errand/pool_gone", ({ids}) => this.pool.onGone(ids));
        this.bus.subscribe("errand/job", (news) => this.onJob(news));
        for (const type of ["BUS:CONNECT", "BUS:RECONNECT"]) {
            this.bus.addEventListener(type, () => this.setLive(true));
        }
        this.bus.addEventListener("BUS:DISCONNECT", () => this.setLive(false));
        this.startBus();
        this.connection.bus.addEventListener("back", () => this.catchUp());
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) {
                this.catchUp();
            }
        });
        setTimeout(() => (this.state.isPatient = false), PATIENCE_MS);
        setInterval(() => this.tick(), TICK_MS);
    }

    /** The bus fetches its worker when it starts, and never again if that fails. */
    startBus() {
        if (!this.connection.state.isOnline) {
            const start = () => this.startBus();
            this.connection.bus.addEventListener("back", start, {once: true});
            return;
        }
        this.bus.start();
        this.bus.addChannel("errand_pool");
        if (this.bus.workerState === "CONNECTED") {
            this.setLive(true);
        }
    }

    setLive(isLive) {
        const wasLive = this.state.isLive;
        this.state.isLive = isLive;
        if (isLive && !wasLive) {
            this.catchUp();
        }
    }

    async onJob({id}) {
        await this.courier.refresh();
        if (this.courier.jobs.some((job) => job.id === id)) {
            await this.jobDetails.load(id);
        }
        this.pool.refreshSoon();
    }

    async catchUp(now = Date.now()) {
        this.polledAt = now;
        await this.courier.refresh();
        await this.pool.refresh();
    }

    /** Ask by the clock where nothing else brings news. */
    async tick(now = Date.now()) {
        const isPollDue = !this.state.isLive && now - this.polledAt >= POLL_MS;
        // Without an answer from the server, try often: a courier rides back into reach.
        const isProbeDue = !this.connection.state.isOnline && navigator.onLine;
        if (!document.hidden && (isPollDue || isProbeDue)) {
            await this.catchUp(now);
        }
    }
}

export const liveService = {
    dependencies: [
        "bus_service",
        "courier_connection",
        "courier",
        "courier_pool",
        "courier_job_details",
    ],
    start: (env, services) =>
        new Live({
            bus: services.bus_service,
            connection: services.courier_connection,
            courier: services.courier,
            pool: services.courier_pool,
            jobDetails: services.courier_job_details,
        }),
};
