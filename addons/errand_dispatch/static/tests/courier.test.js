import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {Connection} from "@errand_dispatch/courier/services/connection";
import {Courier} from "@errand_dispatch/courier/services/courier";
import {JobDetails} from "@errand_dispatch/courier/services/job_details";
import {openStorage} from "@errand_dispatch/courier/services/storage";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {makeErrorFromResponse} from "@web/core/network/rpc";
import {FakeConnection, FakeStorage, makeJob, makeState} from "./courier_fakes";

describe.current.tags("headless");

let storage, connection, courier;

const restart = () => new Courier(connection, storage);

beforeEach(() => {
    storage = new FakeStorage();
    connection = new FakeConnection({state: makeState()});
    courier = restart();
});

test("R0.14: says who may use the app", async () => {
    const cases = [
        [null, "no_courier"],
        [{is_courier: false, verification: "approved"}, "no_courier"],
        [{is_courier: true, verification: "pending"}, "pending"],
        [{is_courier: true, verification: "rejected"}, "rejected"],
        [{is_courier: true, verification: "approved"}, "ready"],
    ];
    for (const [worker, status] of cases) {
        connection.answers.state = makeState({worker});
        await courier.refresh();
        expect(courier.state.status).toBe(status);
    }
});

test("R0.9: opens with what was known when there is no network", async () => {
    connection.answers.state = makeState({jobs: [makeJob()]});
    await courier.refresh();

    connection.state.isOnline = false;
    const reopened = restart();
    await reopened.refresh();

    expect(reopened.state.status).toBe("ready");
    expect(reopened.state.isStale).toBe(true);
    expect(reopened.jobs.length).toBe(1);
});

test("R0.9: a stage that was sent counts at once, also against older news", async () => {
    connection.answers.state = makeState({
        jobs: [makeJob({steps: ["at_pickup", "deliver"]})],
    });
    await courier.refresh();
    const [job] = courier.jobs;
    const older = courier.refresh();

    courier.patchJob({...job, steps: ["deliver"]});
    await older;

    expect(courier.jobs[0].steps).toEqual(["deliver"]);
});

test("R0.9: an answer from before a stage was sent brings no step back", async () => {
    connection.answers.state = makeState({
        jobs: [makeJob({steps: ["at_pickup", "deliver"]})],
    });
    await courier.refresh();
    const [job] = courier.jobs;
    const {asked} = courier;
    await courier.patchJob({...job, steps: ["deliver"]});
    connection.answers.state = makeState({jobs: [makeJob({steps: ["deliver"]})]});

    await courier.patchJob({...job, is_accepted: true}, asked);

    expect(courier.jobs[0].steps).toEqual(["deliver"]);
    expect(connection.asked("state").length).toBe(2);
});

test("R0.9: knows nothing on a new phone without a network", async () => {
    connection.state.isOnline = false;
    await courier.refresh();

    expect(courier.state.status).toBe("unreachable");
});

test("R0.10: what was kept goes when another person signs in", async () => {
    const details = new JobDetails(connection, storage, courier);
    connection.answers.job = makeJob({pickup: {address: "1 Made-up Road"}});
    await courier.refresh();
    await details.load(7);
    expect(storage.keys("u5/job/").length).toBe(1);

    connection.answers.state = makeState({user: {id: 6, name: "Cora Carrier"}});
    await restart().refresh();

    expect(storage.keys("u5/").length).toBe(0);
    expect(storage.keys("u6/")).toEqual(["u6/state"]);
});

test("R0.10: addresses of a job go from the phone when it ends", async () => {
    const details = new JobDetails(connection, storage, courier);
    await courier.refresh();
    connection.answers.job = makeJob({pickup: {address: "1 Made-up Road"}});
    await details.load(7);

    await details.patch(makeJob({state: "done", steps: []}));

    expect(storage.keys("u5/job/").length).toBe(0);
    expect("pickup" in details.get(7)).toBe(false);
});

test("R0.9: addresses are on the phone without a network", async () => {
    await courier.refresh();
    connection.answers.job = makeJob({pickup: {address: "1 Made-up Road"}});
    await new JobDetails(connection, storage, courier).keepAll([makeJob()]);

    connection.state.isOnline = false;
    const reopened = new JobDetails(connection, storage, courier);
    await reopened.load(7);

    expect(reopened.get(7).pickup.address).toBe("1 Made-up Road");
});

test("R0.9: a job that is not held any more is told", async () => {
    const gone = [];
    courier.bus.addEventListener("job_gone", ({detail}) => gone.push(detail.number));
    connection.answers.state = makeState({jobs: [makeJob()]});
    await courier.refresh();

    connection.answers.state = makeState();
    await courier.refresh();

    expect(gone).toEqual(["E-7"]);
});

test("R0.9: an answer that comes late does not undo a newer one", async () => {
    let answerFirst;
    connection.answers.state = () => new Promise((resolve) => (answerFirst = resolve));
    const first = courier.refresh();
    await Promise.resolve();

    connection.answers.state = makeState({on_duty_since: null});
    await courier.refresh();
    answerFirst(makeState());
    await first;

    expect(courier.state.data.on_duty_since).toBe(null);
});

test("calls tell refusals from failures and silence", async () => {
    allowTranslations();
    const kinds = [
        [{name: "odoo.addons.errand_base.exceptions.MoveLost"}, 200, "refused"],
        [{name: "odoo.exceptions.UserError"}, 200, "refused"],
        [{name: "odoo.addons.errand_base.exceptions.RecordBusy"}, 200, "busy"],
        [{name: "odoo.http.SessionExpiredException"}, 100, "session"],
        [{name: "builtins.KeyError"}, 200, "server"],
    ];
    for (const [data, code, kind] of kinds) {
        const failing = new Connection(async () => {
            throw makeErrorFromResponse({code, data: {...data, message: "why"}});
        });
        const error = await failing.call("state").catch((caught) => caught);
        expect(error.kind).toBe(kind);
        expect(failing.state.isOnline).toBe(true);
    }
    const silent = new Connection(async () => {
        throw new Error("aborted");
    });
    const error = await silent.call("state").catch((caught) => caught);
    expect(error.kind).toBe("offline");
    expect(silent.state.isOnline).toBe(false);
});

test("coming back online is told once", async () => {
    const connected = new Connection(async () => ({}));
    let told = 0;
    connected.bus.addEventListener("back", () => told++);
    connected.setOnline(false);

    await connected.call("state");
    await connected.call("state");

    expect(told).toBe(1);
});

test("R0.9: what the phone keeps is sorted, listed by its start and wiped", async () => {
    const table = await openStorage("errand_courier_test");
    await table.clear("");
    await table.put("u5/tap/2", {n: 2});
    await table.put("u5/tap/1", {n: 1});
    await table.put("u55/tap/1", {n: 3});

    expect(await table.list("u5/")).toEqual([{n: 1}, {n: 2}]);
    await table.delete("u5/tap/1");
    expect(await table.get("u5/tap/1")).toBe(undefined);
    await table.clear("u5/");
    expect(await table.list("u")).toEqual([{n: 3}]);
    await table.clear("");
});
