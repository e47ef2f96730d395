import {EventBus, reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {ConnectionLostError, rpc} from "@web/core/network/rpc";

const TIMEOUT_MS = 20000;
const SESSION_EXPIRED = 100;
const BUSY = ["RecordBusy", "LockError"];

/**
 * A call that brought no answer to use.
 *
 * kind: offline (no answer came), session (sign in again), busy (try again), refused
 * (the server says no, in words for the courier) or server (it failed).
 */
export class CallError extends Error {
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}

function kindOf(error) {
    const name = error.exceptionName || "";
    if (error.code === SESSION_EXPIRED || name.endsWith("SessionExpiredException")) {
        return "session";
    }
    if (BUSY.includes(name.split(".").at(-1))) {
        return "busy";
    }
    return /(^|\.)exceptions\./.test(name) ? "refused" : "server";
}

/** Calls to the server, and whether there is one. */
export class Connection {
    constructor(call = rpc) {
        this.rpc = call;
        this.bus = new EventBus();
        this.state = reactive({isOnline: navigator.onLine});
    }

    listen(target = window) {
        target.addEventListener("online", () => this.setOnline(true));
        target.addEventListener("offline", () => this.setOnline(false));
    }

    setOnline(isOnline) {
        const wasOnline = this.state.isOnline;
        this.state.isOnline = isOnline;
        if (isOnline && !wasOnline) {
            this.bus.trigger("back");
        }
    }

    /**
     * @param {string} route below /courier
     * @throws {CallError}
     */
    async call(route, params = {}, timeout = TIMEOUT_MS) {
        if (!navigator.onLine) {
            this.setOnline(false);
            throw new CallError("offline", _t("There is no connection."));
        }
        const request = this.rpc(`/courier/${route}`, params);
        const timer = setTimeout(() => request.abort?.(), timeout);
        try {
            const answer = await request;
            this.setOnline(true);
            return answer;
        } catch (error) {
            throw this.explain(error);
        } finally {
            clearTimeout(timer);
        }
    }

    explain(error) {
        if (error.name !== "RPC_ERROR") {
            this.setOnline(false);
            const text =
                error instanceof ConnectionLostError
                    ? _t("There is no connection.")
                    : _t("The server did not answer in time.");
            return new CallError("offline", text);
        }
        this.setOnline(true);
        const kind = kindOf(error);
        if (kind === "session") {
            this.bus.trigger("signed_out");
        }
        const text =
            kind === "refused" || kind === "busy"
                ? error.data?.message
                : _t("Something went wrong on our side. Please try again.");
        return new CallError(kind, text || error.message);
    }
}

export const connectionService = {
    dependencies: ["localization"],
    start() {
        const connection = new Connection();
        connection.listen();
        return connection;
    },
};
