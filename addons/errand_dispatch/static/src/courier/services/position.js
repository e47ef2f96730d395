import {reactive} from "@odoo/owl";
import {metresBetween} from "../lib/places";

/** Who rides is sent often, who stands now and then; a low battery is spared. */
export const MOVING = {everyMs: 10000, everyM: 25};
export const STANDING_EVERY_MS = 30000;
export const SPARING = {everyMs: 60000, everyM: 150};
const LOW_BATTERY = 0.15;
/** Phones measure each second: never send more often than this. */
const PAUSE_MS = 3000;
/** A phone that lies still tells nothing by itself: it is asked. */
const ASK_EVERY_MS = 60000;
const WATCH_OPTIONS = {enableHighAccuracy: true, maximumAge: 5000, timeout: 30000};
const DENIED = 1;

/**
 * Where the phone is, while the courier is on duty or holds a job.
 *
 * status: off, asking, live, denied, unavailable or unsupported. A position is only
 * ever the phone's own, with the time it was measured.
 */
export class Position {
    constructor(connection, courier, log, geolocation = navigator.geolocation) {
        Object.assign(this, {connection, courier, log, geolocation});
        this.battery = null;
        this.watchId = null;
        this.sent = null;
        this.state = reactive({status: "off", point: null, accuracy: null, at: null});
    }

    /** Where the browser tells of the battery, a low one is spared. */
    async watchBattery() {
        this.battery = (await navigator.getBattery?.()) || null;
    }

    get isSparing() {
        const {battery} = this;
        return Boolean(battery && !battery.charging && battery.level < LOW_BATTERY);
    }

    /** What is to be said about the position: a code, empty when all is well. */
    get trouble() {
        const {status} = this.state;
        if (status === "off" || status === "asking") {
            return "";
        }
        if (status === "live") {
            return this.isOld() ? "old" : "";
        }
        return status;
    }

    /** Watch while there is a reason to, and not a moment longer. */
    follow() {
        const {data, status} = this.courier.state;
        const isNeeded = status === "ready" && (data.on_duty_since || data.jobs.length);
        if (isNeeded && this.watchId === null) {
            this.start();
        } else if (!isNeeded && this.watchId !== null) {
            this.stop();
        }
    }

    start() {
        if (!this.geolocation) {
            this.state.status = "unsupported";
            return;
        }
        this.state.status = "asking";
        this.watchId = this.geolocation.watchPosition(
            (position) => this.onPosition(position),
            (error) => this.onError(error),
            WATCH_OPTIONS
        );
        this.asking = setInterval(() => this.ask(), ASK_EVERY_MS);
    }

    ask() {
        this.geolocation.getCurrentPosition(
            (position) => this.onPosition(position),
            (error) => this.onError(error),
            WATCH_OPTIONS
        );
    }

    /** Try again after the courier changed the phone's settings. */
    restart() {
        this.stop();
        this.start();
    }

    stop() {
        clearInterval(this.asking);
        clearTimeout(this.later);
        if (this.watchId !== null) {
            this.geolocation.clearWatch(this.watchId);
        }
        this.watchId = null;
        this.sent = null;
        Object.assign(this.state, {
            status: "off",
            point: null,
            accuracy: null,
            at: null,
        });
    }

    onPosition({coords, timestamp}) {
        const {latitude, longitude} = coords;
        Object.assign(this.state, {
            status: "live",
            point: {latitude, longitude},
            accuracy: coords.accuracy,
            at: timestamp,
        });
        if (this.isOld()) {
            return; // a cached one: said on the screen, never sent as new
        }
        this.maybeSend();
    }

    onError(error) {
        if (this.watchId === null) {
            return;
        }
        if (error.code === DENIED) {
            this.state.status = "denied";
        } else if (!this.state.point || this.isOld()) {
            this.state.status = "unavailable";
        }
    }

    /** Tell whether the last position is too old for the server to offer errands. */
    isOld(now = Date.now()) {
        const minutes = this.courier.state.data?.position_minutes || 10;
        return Boolean(this.state.at) && now - this.state.at > minutes * 60000;
    }

    /** Say after which pause the present position is sent, and whether it is a move. */
    get rhythm() {
        const metres = metresBetween(this.sent.point, this.state.point);
        const {everyMs, everyM} = this.isSparing ? SPARING : MOVING;
        if (metres >= everyM) {
            return {pause: PAUSE_MS, isMoving: true};
        }
        const isMoving = metres >= everyM / 2;
        return {
            pause: isMoving ? everyMs : Math.max(everyMs, STANDING_EVERY_MS),
            isMoving,
        };
    }

    /** Return when the present position is to be sent: 0 for the first, at once. */
    get due() {
        return this.sent ? this.sent.at + this.rhythm.pause : 0;
    }

    /** Send a move after the pause: who stops there may be measured no more. */
    sendLater(now) {
        if (this.rhythm.isMoving) {
            const {due} = this;
            // Timers may be early.
            const send = () => this.maybeSend(Math.max(Date.now(), due));
            this.later = setTimeout(send, due - now);
        }
    }

    async maybeSend(now = Date.now()) {
        const {point, accuracy, at} = this.state;
        const position = {
            ...point,
            accuracy,
            at: new Date(at + this.courier.clockOffset).toISOString(),
        };
        if (!this.connection.state.isOnline) {
            await this.log.keep(position);
            return;
        }
        clearTimeout(this.later);
        if (now < this.due) {
            this.sendLater(now);
            return;
        }
        const isFirst = !this.sent;
        this.sent = {point, at: now};
        try {
            await this.connection.call("position", position);
            if (isFirst) {
                this.onFirstSent?.();
            }
        } catch (error) {
            this.sent = null;
            if (error.kind === "offline") {
                await this.log.keep(position);
            }
        }
    }
}

export const positionService = {
    dependencies: ["courier_connection", "courier", "courier_position_log"],
    start(env, services) {
        const position = new Position(
            services.courier_connection,
            services.courier,
            services.courier_position_log
        );
        position.watchBattery();
        return position;
    },
};
