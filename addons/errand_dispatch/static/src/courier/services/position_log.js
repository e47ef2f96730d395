import {prefixOf} from "./courier";

/** The server takes no more at once, and none that are older. */
export const KEPT_AT_MOST = 200;
const KEPT_FOR_MS = 12 * 3600000;
/** Without a network one position in so many ms is enough. */
export const KEEP_EVERY_MS = 30000;

/** Positions that were measured without a network, sent when it is back. */
export class PositionLog {
    constructor(connection, storage, courier) {
        Object.assign(this, {connection, storage, courier});
        this.keptAt = 0;
        this.isSending = false;
    }

    get prefix() {
        return `${prefixOf(this.courier.userId)}position/`;
    }

    /** @param {{latitude: number, longitude: number, accuracy: number, at: string}} position */
    async keep(position) {
        const moment = new Date(position.at).getTime();
        if (!this.courier.userId || moment - this.keptAt < KEEP_EVERY_MS) {
            return;
        }
        this.keptAt = moment;
        await this.storage.put(this.keyOf(position), position);
        const kept = await this.storage.list(this.prefix);
        for (const old of kept.slice(0, -KEPT_AT_MOST)) {
            await this.storage.delete(this.keyOf(old));
        }
    }

    keyOf(position) {
        return this.prefix + position.at; // ISO 8601 sorts by time
    }

    /** Send what is kept, oldest first; what is sent twice is kept once. */
    async flush() {
        if (this.isSending || !this.courier.userId) {
            return;
        }
        this.isSending = true;
        try {
            const kept = await this.storage.list(this.prefix);
            const since = this.courier.now() - KEPT_FOR_MS;
            const positions = kept.filter((one) => new Date(one.at).getTime() > since);
            if (positions.length) {
                await this.connection.call("positions", {positions});
            }
            await this.forget(kept);
        } catch (error) {
            if (error.kind === "refused") {
                await this.storage.clear(this.prefix); // no use to ask again
            }
        } finally {
            this.isSending = false;
        }
    }

    async forget(kept) {
        for (const position of kept) {
            await this.storage.delete(this.keyOf(position));
        }
    }
}

export const positionLogService = {
    dependencies: ["courier_connection", "courier_storage", "courier"],
    start(env, services) {
        const {courier_connection: connection, courier_storage: storage} = services;
        const log = new PositionLog(connection, storage, services.courier);
        connection.bus.addEventListener("back", () => log.flush());
        return log;
    },
};
