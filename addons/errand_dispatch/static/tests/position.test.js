import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {advanceTime} from "@odoo/hoot-mock";
import {metresBetween, navigationLink} from "@errand_dispatch/courier/lib/places";
import {Position} from "@errand_dispatch/courier/services/position";
import {
    KEEP_EVERY_MS,
    KEPT_AT_MOST,
    PositionLog,
} from "@errand_dispatch/courier/services/position_log";
import {FakeConnection, FakeStorage, makeJob, makeState} from "./courier_fakes";

describe.current.tags("headless");

const HERE = {latitude: 30.25, longitude: 120.15, accuracy: 8};
//: About 33 m further north.
const FAR = {...HERE, latitude: 30.2503};

let connection, courier, log, position, storage, watch;

beforeEach(() => {
    connection = new FakeConnection({position: {kept: true}, positions: {kept: 1}});
    courier = {
        clockOffset: 0,
        userId: 5,
        now: () => Date.now(),
        state: {status: "ready", data: makeState()},
    };
    storage = new FakeStorage();
    log = new PositionLog(connection, storage, courier);
    watch = {ended: []};
    position = new Position(connection, courier, log, {
        watchPosition(onPosition, onError) {
            Object.assign(watch, {onPosition, onError});
            return 0;
        },
        getCurrentPosition() {},
        clearWatch: (id) => watch.ended.push(id),
    });
});

const measure = (coords, timestamp = Date.now()) =>
    watch.onPosition({coords, timestamp});

test("R0.5: watches on duty, stops off duty", () => {
    position.follow();
    expect(position.state.status).toBe("asking");

    courier.state.data.on_duty_since = null;
    position.follow();

    expect(position.state.status).toBe("off");
    expect(watch.ended).toEqual([0]);
});

test("R0.5: off duty it watches as long as a job is held", () => {
    courier.state.data = makeState({on_duty_since: null, jobs: [makeJob()]});
    position.follow();
    expect(position.watchId).toBe(0);

    courier.state.data.jobs = [];
    position.follow();

    expect(position.watchId).toBe(null);
});

test("R0.9: who rides is sent often, who stands now and then", async () => {
    position.follow();
    measure(HERE);
    const start = Date.now();
    expect(connection.asked("position").length).toBe(1);

    await position.maybeSend(start + 20000);
    expect(connection.asked("position").length).toBe(1);
    await position.maybeSend(start + 31000);
    expect(connection.asked("position").length).toBe(2);

    position.state.point = FAR;
    await position.maybeSend(start + 31500);
    expect(connection.asked("position").length).toBe(2);
    await position.maybeSend(start + 35000);
    expect(connection.asked("position").length).toBe(3);
});

test("R0.9: a move that falls into the pause is sent after it, once", async () => {
    position.follow();
    measure(HERE);
    measure(FAR);
    expect(connection.asked("position").length).toBe(1);

    await advanceTime(3000);

    const sent = connection.asked("position");
    expect(sent.length).toBe(2);
    expect(sent[1].latitude).toBe(FAR.latitude);
    await advanceTime(60000);
    expect(connection.asked("position").length).toBe(2);
});

test("R0.9: nothing is sent after the end of duty, whatever waits", async () => {
    position.follow();
    measure(HERE);
    measure(FAR);

    courier.state.data.on_duty_since = null;
    position.follow();
    await advanceTime(60000);

    expect(connection.asked("position").length).toBe(1);
});

test("R0.9: a low battery is spared, unless it is charged", async () => {
    position.follow();
    measure(HERE);
    const start = Date.now();
    position.state.point = FAR;

    position.battery = {charging: false, level: 0.1};
    await position.maybeSend(start + 30000);
    expect(connection.asked("position").length).toBe(1);

    position.battery.charging = true;
    await position.maybeSend(start + 30000);
    expect(connection.asked("position").length).toBe(2);
});

test("R0.5: is sent with the time it was measured", () => {
    position.follow();
    const at = Date.now() - 3000;
    measure(HERE, at);

    const [sent] = connection.asked("position");
    expect(sent.at).toBe(new Date(at).toISOString());
    expect(sent.accuracy).toBe(8);
});

test("R0.5: an old position is said to be old, and not sent as a new one", () => {
    position.follow();
    measure(HERE, Date.now() - 11 * 60000);

    expect(connection.asked("position").length).toBe(0);
    expect(position.isOld()).toBe(true);
});

test("R0.5: a refused or missing position is said", () => {
    position.follow();
    watch.onError({code: 1});
    expect(position.state.status).toBe("denied");

    watch.onError({code: 2});
    expect(position.state.status).toBe("unavailable");

    measure(HERE);
    expect(position.state.status).toBe("live");
});

test("R0.5: a browser without positions says so", () => {
    const blind = new Position(connection, courier, log, null);
    blind.follow();

    expect(blind.state.status).toBe("unsupported");
});

const ago = (ms) => Date.now() - ms;

test("R0.9: without a connection positions are kept, and sent later in their order", async () => {
    connection.state.isOnline = false;
    position.follow();
    for (const ms of [3 * KEEP_EVERY_MS, 2 * KEEP_EVERY_MS, KEEP_EVERY_MS / 2]) {
        position.state.at = ago(ms);
        position.state.point = {latitude: 30.25, longitude: 120.15};
        await position.maybeSend();
    }
    expect(connection.calls.length).toBe(0);

    connection.state.isOnline = true;
    await log.flush();

    const [{positions}] = connection.asked("positions");
    expect(positions.length).toBe(3);
    expect(positions.map((one) => one.at)).toEqual(
        positions.map((one) => one.at).toSorted()
    );
    expect(storage.values.size).toBe(0);
});

test("R0.9: not every second is kept, and not without end", async () => {
    const start = ago(KEEP_EVERY_MS * 400);
    const at = (ms) => new Date(start + ms).toISOString();
    await log.keep({...HERE, at: at(0)});
    await log.keep({...HERE, at: at(1000)});
    expect(storage.values.size).toBe(1);

    for (let count = 1; count < KEPT_AT_MOST + 5; count++) {
        await log.keep({...HERE, at: at(count * KEEP_EVERY_MS)});
    }
    expect(storage.values.size).toBe(KEPT_AT_MOST);
    expect([...storage.values.values()].some((one) => one.at === at(0))).toBe(false);
});

test("R0.9: what is too old is not sent, what did not arrive is kept", async () => {
    await log.keep({...HERE, at: new Date(ago(13 * 3600000)).toISOString()});
    await log.flush();
    expect(connection.calls.length).toBe(0);
    expect(storage.values.size).toBe(0);

    await log.keep({...HERE, at: new Date(ago(60000)).toISOString()});
    connection.state.isOnline = false;
    await log.flush();
    expect(storage.values.size).toBe(1);
});

test("metres are great-circle metres", () => {
    expect(Math.round(metresBetween(HERE, FAR))).toBe(33);
    expect(metresBetween(HERE, HERE)).toBe(0);
});

test("R0.9: navigation opens what the phone has", () => {
    const stop = {...HERE, address: "2 Made-up Square"};

    expect(navigationLink(stop, "Android 14")).toBe(
        "geo:30.25,120.15?q=30.25,120.15(2%20Made-up%20Square)"
    );
    expect(navigationLink(stop, "iPhone")).toInclude("maps.apple.com");
    expect(navigationLink(stop, "X11; Linux")).toInclude("openstreetmap.org");
});
