/** Brings the parts together when the courier's state changes. */
export class Shift {
    constructor(services) {
        Object.assign(this, services);
        this.isBegun = false;
        this.wasOnDuty = null;
    }

    async begin() {
        this.courier.bus.addEventListener("changed", () => this.onChanged());
        this.connection.bus.addEventListener("back", () => this.courier.refresh());
        this.position.onFirstSent = () => this.pool.refresh();
        await this.courier.refresh();
    }

    async onChanged() {
        const {status, data} = this.courier.state;
        this.position.follow();
        if (status !== "ready") {
            return;
        }
        if (!this.isBegun) {
            this.isBegun = true;
            this.live.start();
            this.offers.start();
            await this.taps.load();
            this.taps.flush();
            this.positionLog.flush();
        }
        const isOnDuty = Boolean(data.on_duty_since);
        if (isOnDuty !== this.wasOnDuty) {
            this.wasOnDuty = isOnDuty;
            this.pool.empty();
            if (isOnDuty) {
                this.pool.refresh();
            }
        }
        await this.jobDetails.keepAll(data.jobs);
    }

    async setDuty(on) {
        try {
            await this.courier.setDuty(on);
        } catch (error) {
            this.notices.add(error.message, {type: "bad"});
        }
    }
}

export const shiftService = {
    dependencies: [
        "courier_connection",
        "courier",
        "courier_position",
        "courier_position_log",
        "courier_pool",
        "courier_live",
        "courier_offers",
        "courier_taps",
        "courier_job_details",
        "courier_notices",
    ],
    start: (env, services) =>
        new Shift({
            connection: services.courier_connection,
            courier: services.courier,
            position: services.courier_position,
            positionLog: services.courier_position_log,
            pool: services.courier_pool,
            live: services.courier_live,
            offers: services.courier_offers,
            taps: services.courier_taps,
            jobDetails: services.courier_job_details,
            notices: services.courier_notices,
        }),
};
