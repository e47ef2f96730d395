import {EventBus} from "@odoo/owl";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {mockService} from "@web/../tests/web_test_helpers";
import {registry} from "@web/core/registry";

/** Give components one of the app's services: they are not in the test registry. */
export function giveService(name, value) {
    if (registry.category("services").contains(name)) {
        mockService(name, value);
    } else {
        registry.category("services").add(name, {start: () => value});
    }
}

/** A store in memory, in the place of the phone's. Shared by two tabs of one phone. */
export class FakeStorage {
    constructor() {
        this.values = new Map();
    }

    async get(key) {
        return this.values.get(key);
    }

    async put(key, value) {
        this.values.set(key, JSON.parse(JSON.stringify(value)));
    }

    async delete(key) {
        this.values.delete(key);
    }

    keys(prefix) {
        return [...this.values.keys()].filter((key) => key.startsWith(prefix)).sort();
    }

    async list(prefix) {
        return this.keys(prefix).map((key) => this.values.get(key));
    }

    async clear(prefix) {
        this.keys(prefix).forEach((key) => this.values.delete(key));
    }
}

/** One lock for all tabs of a phone, as browsers have them. */
export class FakeLocks {
    constructor() {
        this.last = Promise.resolve();
    }

    request(name, work) {
        const done = this.last.then(work);
        this.last = done.catch(() => {});
        return done;
    }
}

/** A server that answers as the test says, and remembers what it was asked. */
export class FakeConnection {
    constructor(answers = {}) {
        this.answers = answers;
        this.calls = [];
        this.bus = new EventBus();
        this.state = {isOnline: true};
    }

    async call(route, params) {
        if (!this.state.isOnline) {
            throw new CallError("offline", "no connection");
        }
        this.calls.push({route, ...params});
        const answer = this.answers[route];
        const result = typeof answer === "function" ? await answer(params) : answer;
        if (result instanceof Error) {
            throw result;
        }
        return result;
    }

    asked(route) {
        return this.calls.filter((call) => call.route === route);
    }
}

export const CURRENCY = {symbol: "¥", position: "before", digits: 2};

export function makeJob(values = {}) {
    return {
        id: 7,
        number: "E-7",
        category: "Deliver for me",
        icon: "fa-motorcycle",
        state: "assigned",
        pay: 9,
        steps: ["at_pickup", "picked_up", "at_dropoff", "deliver"],
        has_pickup: true,
        has_dropoff: true,
        needs_code: true,
        code_dead: false,
        code_replaceable: false,
        proofs: [{kind: "code", level: "required", is_given: false}],
        wanted_from: null,
        wanted_until: null,
        stages: {
            assigned: "2026-01-05T08:00:00Z",
            at_pickup: null,
            picked_up: null,
            at_dropoff: null,
            done: null,
        },
        ...values,
    };
}

export function makeCard(values = {}) {
    return {
        id: 1,
        category_id: 3,
        category: "Deliver for me",
        icon: "fa-motorcycle",
        service_class: "ordinary",
        description: "A made-up folder",
        pay: 9,
        goods_cap: 0,
        km_to_start: 1.2,
        trip_km: 3.4,
        start: {latitude: 30.25, longitude: 120.15},
        end: null,
        wanted_from: null,
        wanted_until: null,
        opened_at: "2026-01-05T08:00:00Z",
        ...values,
    };
}

export function makeState(values = {}) {
    return {
        user: {id: 5, name: "Carl Carrier"},
        now: new Date().toISOString(),
        worker: {
            id: 2,
            name: "Carl Carrier",
            verification: "approved",
            is_courier: true,
            service_class: "ordinary",
            range_km: 3,
            rating: 0,
            rating_count: 0,
            category_ids: [],
        },
        on_duty_since: "2026-01-05T07:00:00Z",
        position: null,
        position_minutes: 10,
        currency: CURRENCY,
        jobs: [],
        earnings: {total: 0, count: 0, lines: []},
        ...values,
    };
}
