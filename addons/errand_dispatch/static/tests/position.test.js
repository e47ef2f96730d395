import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {metresBetween, navigationLink} from "@errand_dispatch/courier/lib/places";
import {Position} from "@errand_dispatch/courier/services/position";
import {FakeConnection, makeJob, makeState} from "./courier_fakes";

describe.current.tags("headless");

const HERE = {latitude: 30.25, longitude: 120.15, accuracy: 8};
//: About 11 m and 33 m further north.
const NEAR = {...HERE, latitude: 30.2501};
const FAR = {...HERE, latitude: 30.2503};

let connection, courier, position, watch;

beforeEach(() => {
    connection = new FakeConnection({position: {kept: true}});
    courier = {clockOffset: 0, state: {status: "ready", data: makeState()}};
    watch = {ended: []};
    position = new Position(connection, courier, {
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

test("R0.5: is sent at once, then after 25 m or 10 s", async () => {
    position.follow();
    measure(HERE);
    measure(NEAR);
    expect(connection.asked("position").length).toBe(1);

    measure(FAR);
    expect(connection.asked("position").length).toBe(2);

    await position.maybeSend(Date.now() + 10001);
    expect(connection.asked("position").length).toBe(3);
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
    const blind = new Position(connection, courier, null);
    blind.follow();

    expect(blind.state.status).toBe("unsupported");
});

test("R0.5: nothing is sent without a connection", () => {
    connection.state.isOnline = false;
    position.follow();
    measure(HERE);

    expect(connection.calls.length).toBe(0);
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
