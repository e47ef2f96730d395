import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {WakeLock} from "@errand_dispatch/courier/services/wake_lock";
import {makeJob, makeState} from "./courier_fakes";

describe.current.tags("headless");

let courier, pool, screen, locks, wakeLock;

beforeEach(() => {
    courier = {state: {status: "ready", data: makeState()}};
    pool = {state: {view: "list"}};
    screen = {state: {name: "home"}};
    locks = [];
    localStorage.clear();
    wakeLock = new WakeLock(courier, pool, screen, {
        async request() {
            const lock = {released: false, release: async () => (lock.released = true)};
            locks.push(lock);
            return lock;
        },
    });
});

const held = () => locks.filter((lock) => !lock.released).length;

test("R0.9: the screen stays on while a job is held", async () => {
    await wakeLock.follow();
    expect(held()).toBe(0);

    courier.state.data = makeState({jobs: [makeJob()]});
    await wakeLock.follow();
    await wakeLock.follow();
    expect(held()).toBe(1);

    courier.state.data = makeState();
    await wakeLock.follow();
    expect(held()).toBe(0);
});

test("R0.9: on duty it stays on while the map is open", async () => {
    pool.state.view = "map";
    await wakeLock.follow();
    expect(held()).toBe(1);

    screen.state.name = "earnings";
    await wakeLock.follow();
    expect(held()).toBe(0);
});

test("R0.9: a lock that the browser took away is asked for again", async () => {
    courier.state.data = makeState({jobs: [makeJob()]});
    await wakeLock.follow();
    locks[0].released = true;

    await wakeLock.follow();

    expect(locks.length).toBe(2);
    expect(held()).toBe(1);
});

test("R0.9: the courier can let the screen sleep", async () => {
    courier.state.data = makeState({jobs: [makeJob()]});
    await wakeLock.follow();

    await wakeLock.toggle();
    expect(held()).toBe(0);

    await wakeLock.toggle();
    expect(held()).toBe(1);
});

test("R0.9: a browser without the lock, and one that refuses it, do no harm", async () => {
    courier.state.data = makeState({jobs: [makeJob()]});
    const none = new WakeLock(courier, pool, screen, null);
    await none.follow();
    expect(none.state.isSupported).toBe(false);

    const refusing = new WakeLock(courier, pool, screen, {
        request: () => Promise.reject(new Error("low battery")),
    });
    await refusing.follow();
    expect(refusing.sentinel).toBe(null);
});
