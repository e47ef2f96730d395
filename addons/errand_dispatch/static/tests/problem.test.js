import {beforeEach, expect, test} from "@odoo/hoot";
import {click} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {clockText} from "@errand_dispatch/courier/lib/formats";
import {Problem} from "@errand_dispatch/courier/problem/problem";
import {stagesOf, stepLabel} from "@errand_dispatch/courier/lib/steps";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {allowTranslations, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {CURRENCY, FakeConnection, makeJob, giveService} from "./courier_fakes";

defineMailModels();

const NOW = new Date("2026-01-05T08:05:00Z").getTime();
let connection;

const choices = (values) => ({
    is_carrying: false,
    wait: {
        place: "pickup",
        is_there: true,
        minutes: 10,
        since: null,
        until: null,
        may_leave: false,
        pay: 4.5,
    },
    hand_back: [{code: "too_far", label: "Too far", penalty: 0.9}],
    undeliverable: null,
    ...values,
});

beforeEach(() => {
    connection = new FakeConnection({
        problem: {choices: choices()},
        "problem/report": {result: "ok", job: null},
    });
    giveService("courier_connection", connection);
    giveService("courier", {
        now: () => NOW,
        jobs: [],
        state: {data: {currency: CURRENCY}},
        patchJob() {},
        async refresh() {},
    });
    giveService("courier_job_details", {async forget() {}});
    giveService("courier_news", {expectEnd: (id) => expect.step(`expected ${id}`)});
    giveService("courier_screen", {home: () => expect.step("home"), open() {}});
});

async function mountProblem() {
    const props = {job: makeJob(), onClose: () => expect.step("close")};
    await mountWithCleanup(Problem, {props});
    await animationFrame();
}

test("R0.12: giving back says what it costs before it is sent, once", async () => {
    await mountProblem();
    await click("[data-problem='hand_back']");
    await animationFrame();
    await click("[data-cause='too_far']");
    await animationFrame();

    expect(".courier-problem .courier-warning").toHaveText(/¥0.90/);
    await click("[data-report='cause']");
    await animationFrame();
    await animationFrame();

    const [report] = connection.asked("problem/report");
    expect(report.what).toBe("hand_back");
    expect(report.cause).toBe("too_far");
    expect.verifySteps(["expected 7", "close", "home"]);
});

test("R0.2: nobody leaves before the clock is over", async () => {
    const until = new Date(NOW + 61000).toISOString();
    connection.answers.problem.choices.wait.until = until;
    await mountProblem();
    await click("[data-problem='wait']");
    await animationFrame();

    expect(".courier-wait-clock").toHaveText("1:01");
    expect("[data-report='no_show']").toHaveCount(0);
});

test("R0.2: afterwards the errand may be ended, with its pay", async () => {
    const until = new Date(NOW - 1000).toISOString();
    connection.answers.problem.choices.wait.until = until;
    await mountProblem();
    await click("[data-problem='wait']");
    await animationFrame();

    expect(".courier-problem").toHaveText(/¥4.50/);
    expect("[data-report='no_show']").toHaveCount(1);
});

test("R0.8: a lost answer is asked for again with the same key", async () => {
    connection.answers["problem/report"] = new CallError("offline", "No connection.");
    await mountProblem();
    await click("[data-problem='wait']");
    await animationFrame();
    for (let i = 0; i < 2; i++) {
        await click("[data-report='wait']");
        await animationFrame();
        await animationFrame();
    }

    expect(".courier-warning").toHaveText("No connection.");
    const [first, second] = connection.asked("problem/report");
    expect(second.key).toBe(first.key);
});

test("R0.8: without a connection it says so, and tries again", async () => {
    connection.state.isOnline = false;
    await mountProblem();

    expect(".courier-warning").toHaveText("no connection");
    connection.state.isOnline = true;
    await click(".courier-problem .courier-button");
    await animationFrame();
    expect("[data-problem='wait']").toHaveCount(1);
});

test("R0.9: the way back has its own words", () => {
    allowTranslations();
    const job = makeJob({leg: "return", state: "picked_up"});

    expect(String(stepLabel("deliver", job))).toBe("Hand it back");
    expect(stagesOf(job, []).map((stage) => stage.name)).toEqual([
        "picked_up",
        "at_dropoff",
        "done",
    ]);
});

test("R0.2: the clock shows minutes and seconds", () => {
    expect(clockText(600000)).toBe("10:00");
    expect(clockText(59001)).toBe("1:00");
    expect(clockText(-5)).toBe("0:00");
});
