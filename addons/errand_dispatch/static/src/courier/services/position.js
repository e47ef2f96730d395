import {reactive} from "@odoo/owl";
import {metresBetween} from "../lib/places";

export const SEND_EVERY_MS = 10000;
export const SEND_EVERY_M = 25;
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
    constructor(connection, courier, geolocation = navigator.geolocation) {
        this.connection = connection;
        this.courier = courier;
        this.geolocation = geolocation;
        this.watchId = null;
        this.sent = null;
        this.state = reactive({status: "off", point: null, accuracy: null, at: null});
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

    isDue(now) {
        return (
            !this.sent ||
            now - this.sent.at >= SEND_EVERY_MS ||
            metresBetween(this.sent.point, this.state.point) >= SEND_EVERY_M
        );
    }

    async maybeSend(now = Date.now()) {
        if (!this.connection.state.isOnline || !this.isDue(now)) {
            return;
        }
        const {point, accuracy, at} = this.state;
        const isFirst = !this.sent;
        this.sent = {point, at: now};
        try {
            await this.connection.call("position", {
                ...point,
                accuracy,
                at: new Date(at + this.courier.clockOffset).toISOString(),
            });
            if (isFirst) {
                this.onFirstSent?.();
            }
        } catch {
            // The next one comes soon; a lost position is worth no words.
            this.sent = null;
        }
    }
}

export const positionService = {
    dependencies: ["courier_connection", "courier"],
    start: (env, services) =>
        new Position(services.courier_connection, services.courier),
};
