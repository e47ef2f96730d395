//: A call that found no way in this time will find none.
export const NO_ROUTE_MS = 12000;
const REACHED = new Set(["connected", "completed"]);

/**
 * Tells whether a call has found no route: somebody else is in it, and nobody of them
 * was reached for NO_ROUTE_MS. Networks that let no media through never say so.
 */
export class RouteWatch {
    constructor() {
        this.since = null;
    }

    /**
     * @param {string[]} states connection states of the others in the call
     * @param {number} now in milliseconds
     */
    isLost(states, now) {
        if (!states.length || states.some((state) => REACHED.has(state))) {
            this.since = null;
            return false;
        }
        this.since ??= now;
        return now - this.since >= NO_ROUTE_MS;
    }
}
