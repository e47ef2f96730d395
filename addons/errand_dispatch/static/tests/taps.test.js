import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {Taps} from "@errand_dispatch/courier/services/taps";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {FakeConnection, FakeLocks, FakeStorage, makeJob} from "./courier_fakes";

describe.current.tags("headless");

let storage, locks, connection;

/** A window of the app; several share the phone's storage and locks. */
function openTab(userId = 5) {
    const courier = {userId, now: () => Date.now(), state: {status: "ready"}};
    return new Taps(connection, storage, courier, locks);
}

const ok = ({task_id: id}) => ({result: "ok", job: makeJob({id})});

beforeEach(() => {
    allowTranslations();
    storage = new FakeStorage();
    locks = new FakeLocks();
    connection = new FakeConnection({step: ok, deliver: ok, proof: ok});
});

test("R0.9: a tap is sent once, and gone", async () => {
    const taps = openTab();

    await taps.add(makeJob(), "at_pickup");

    expect(connection.asked("step").length).toBe(1);
    expect(connection.asked("step")[0].step).toBe("at_pickup");
    expect(taps.state.list.length).toBe(0);
    expect(storage.values.size).toBe(0);
});

test("R0.9: taps without a network wait, and are sent in their order", async () => {
    const taps = openTab();
    connection.state.isOnline = false;
    await taps.add(makeJob(), "at_pickup");
    await taps.add(makeJob(), "picked_up");
    await taps.add(makeJob(), "at_dropoff");
    await taps.add(makeJob(), "deliver", "123456");
    expect(taps.waitingSteps(7)).toEqual([
        "at_pickup",
        "picked_up",
        "at_dropoff",
        "deliver",
    ]);

    connection.state.isOnline = true;
    await taps.flush();

    const sent = connection.calls.map((call) => call.step || call.route);
    expect(sent).toEqual(["at_pickup", "picked_up", "at_dropoff", "deliver"]);
    expect(connection.asked("deliver")[0].code).toBe("123456");
    expect(taps.state.list.length).toBe(0);
});

test("R0.9: a tap keeps the time of the tap", async () => {
    const taps = openTab();
    connection.state.isOnline = false;
    const kept = await taps.add(makeJob(), "at_pickup");

    connection.state.isOnline = true;
    await taps.flush();

    expect(connection.asked("step")[0].at).toBe(kept.at);
    expect(connection.asked("step")[0].key).toBe(kept.key);
});

test("R0.9: waiting taps survive a reload", async () => {
    connection.state.isOnline = false;
    const kept = await openTab().add(makeJob(), "at_pickup");

    connection.state.isOnline = true;
    const reloaded = openTab();
    await reloaded.load();
    expect(reloaded.waiting.length).toBe(1);
    await reloaded.flush();

    expect(connection.asked("step")[0].key).toBe(kept.key);
    expect(reloaded.state.list.length).toBe(0);
});

test("R0.9: an answer that was lost is asked for again with the same key", async () => {
    const taps = openTab();
    let isLost = true;
    connection.answers.step = (params) =>
        isLost ? new CallError("offline", "lost") : ok(params);
    await taps.add(makeJob(), "at_pickup");
    expect(taps.waiting.length).toBe(1);

    isLost = false;
    await taps.flush();

    const keys = connection.asked("step").map((call) => call.key);
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
});

test("R0.9: two tabs do not send a tap twice", async () => {
    const [one, two] = [openTab(), openTab()];
    connection.state.isOnline = false;
    await one.add(makeJob(), "at_pickup");
    await one.add(makeJob(), "picked_up");

    connection.state.isOnline = true;
    await Promise.all([one.flush(), two.flush(), one.flush()]);

    expect(connection.asked("step").map((call) => call.step)).toEqual([
        "at_pickup",
        "picked_up",
    ]);
});

test("R0.9: a refused tap says why, lets the next one go, and waits to be read", async () => {
    const taps = openTab();
    connection.answers.step = ({step, task_id: id}) =>
        step === "at_pickup"
            ? new CallError("refused", "This errand is not yours any more.")
            : {result: "ok", job: makeJob({id})};
    connection.state.isOnline = false;
    await taps.add(makeJob(), "at_pickup");
    await taps.add(makeJob({id: 8}), "at_dropoff");
    connection.state.isOnline = true;
    await taps.flush();

    expect(connection.asked("step").length).toBe(2);
    expect(taps.refused.length).toBe(1);
    expect(taps.refused[0].reason).toBe("This errand is not yours any more.");
    const reloaded = openTab();
    await reloaded.load();
    expect(reloaded.refused.length).toBe(1);

    await reloaded.acknowledge(reloaded.refused[0]);
    expect(reloaded.state.list.length).toBe(0);
    expect(storage.values.size).toBe(0);
});

test("R0.11: a wrong code says how many tries are left, and is not kept", async () => {
    const taps = openTab();
    connection.answers.deliver = {
        result: "wrong_code",
        tries_left: 4,
        job: makeJob(),
    };

    const kept = await taps.add(makeJob(), "deliver", "000000");

    expect(kept.status).toBe("refused");
    expect(kept.reason).toInclude("4");
    expect(kept.code).toBe(null);
});

test("R0.9: a busy server is asked again later", async () => {
    const taps = openTab();
    connection.answers.step = () => new CallError("busy", "busy");

    await taps.add(makeJob(), "at_pickup");
    clearTimeout(taps.retry);

    expect(taps.waiting.length).toBe(1);
    expect(taps.refused.length).toBe(0);
});

test("R0.9: a tap on which the server always fails does not block the others", async () => {
    const taps = openTab();
    connection.answers.step = ({task_id: id}) =>
        id === 7 ? new CallError("server", "broken") : ok({task_id: id});
    await taps.add(makeJob(), "at_pickup");
    await taps.add(makeJob({id: 8}), "at_pickup");

    for (let i = 0; i < 3; i++) {
        await taps.flush();
    }
    clearTimeout(taps.retry);

    expect(taps.refused.map((tap) => tap.taskId)).toEqual([7]);
    expect(taps.waiting.length).toBe(0);
});

test("R0.9: another courier's taps are left alone", async () => {
    connection.state.isOnline = false;
    await openTab(5).add(makeJob(), "at_pickup");

    connection.state.isOnline = true;
    const other = openTab(6);
    await other.load();
    await other.flush();

    expect(connection.calls.length).toBe(0);
    expect(other.state.list.length).toBe(0);
});

test("R0.11: pictures wait like taps, and come before the delivery", async () => {
    const taps = openTab();
    connection.state.isOnline = false;
    await taps.add(makeJob(), "photo", null, "cGhvdG8=");
    await taps.add(makeJob(), "signature", null, "c2lnbg==");
    await taps.add(makeJob(), "deliver", "123456");
    expect(connection.calls.length).toBe(0);

    connection.state.isOnline = true;
    await taps.flush();

    expect(connection.calls.map((call) => call.kind || call.route)).toEqual([
        "photo",
        "signature",
        "deliver",
    ]);
    expect(connection.asked("proof")[0].picture).toBe("cGhvdG8=");
    expect(storage.values.size).toBe(0);
});

test("R0.11: a picture whose answer was lost is sent again with its key", async () => {
    const taps = openTab();
    let isLost = true;
    connection.answers.proof = (params) => {
        const answer = isLost ? new CallError("offline", "lost") : ok(params);
        isLost = false;
        return answer;
    };
    await taps.add(makeJob(), "photo", null, "cGhvdG8=");
    await taps.flush();

    const [first, second] = connection.asked("proof");
    expect(second.key).toBe(first.key);
    expect(storage.values.size).toBe(0);
});

test("R0.11: a refused picture is not kept, what is missing is said", async () => {
    const taps = openTab();
    connection.answers.proof = () => new CallError("refused", "Not a picture.");
    const kept = await taps.add(makeJob(), "photo", null, "eA==");
    expect(kept.status).toBe("refused");
    expect(kept.picture).toBe(null);

    connection.answers.deliver = () => ({
        result: "missing_proof",
        missing: ["photo"],
        message: "Please take a photo first.",
        job: makeJob(),
    });
    const deliver = await taps.add(makeJob(), "deliver", "123456");
    expect(deliver.reason).toBe("Please take a photo first.");
});
