import {reactive} from "@odoo/owl";

const OFF_KEY = "errand_courier_screen_sleeps";

/**
 * Keeps the screen on while a job is held, and on duty with the map open: a phone
 * whose screen sleeps measures no positions. Browsers take the lock away when the page
 * is hidden; it is asked for again when it is back.
 */
export class WakeLock {
    constructor(courier, pool, screen, wakeLock = navigator.wakeLock) {
        Object.assign(this, {courier, pool, screen, wakeLock});
        this.sentinel = null;
        this.isAsking = false;
        this.state = reactive({
            isSupported: Boolean(wakeLock),
            isOff: localStorage.getItem(OFF_KEY) === "1",
        });
    }

    get isNeeded() {
        const {data, status} = this.courier.state;
        if (this.state.isOff || status !== "ready" || document.hidden) {
            return false;
        }
        const isMapOpen =
            this.pool.state.view === "map" && this.screen.state.name === "home";
        return Boolean(data.jobs.length || (data.on_duty_since && isMapOpen));
    }

    toggle() {
        this.state.isOff = !this.state.isOff;
        localStorage.setItem(OFF_KEY, this.state.isOff ? "1" : "");
        return this.follow();
    }

    /** Hold the lock while there is a reason to, and not a moment longer. */
    async follow() {
        if (!this.wakeLock || this.isAsking) {
            return;
        }
        if (!this.isNeeded) {
            const {sentinel} = this;
            this.sentinel = null;
            await sentinel?.release();
        } else if (!this.sentinel || this.sentinel.released) {
            await this.ask();
        }
    }

    async ask() {
        this.isAsking = true;
        try {
            this.sentinel = await this.wakeLock.request("screen");
        } catch {
            // Refused, as with a low battery: asked again at the next change.
            this.sentinel = null;
        } finally {
            this.isAsking = false;
        }
        if (!this.isNeeded) {
            await this.follow();
        }
    }
}

export const wakeLockService = {
    dependencies: ["courier", "courier_pool", "courier_screen"],
    start(env, services) {
        const lock = new WakeLock(
            services.courier,
            services.courier_pool,
            services.courier_screen
        );
        const follow = () => lock.follow();
        services.courier.bus.addEventListener("changed", follow);
        services.courier_pool.bus.addEventListener("view", follow);
        window.addEventListener("hashchange", follow);
        document.addEventListener("visibilitychange", follow);
        return lock;
    },
};
