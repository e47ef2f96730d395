import {expect, test} from "@odoo/hoot";
import {click, edit} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {EventBus, reactive} from "@odoo/owl";
import {Blocked} from "@errand_dispatch/courier/blocked/blocked";
import {Deliver} from "@errand_dispatch/courier/deliver/deliver";
import {nextStep, stagesOf, stepLabel} from "@errand_dispatch/courier/lib/steps";
import {PoolCard} from "@errand_dispatch/courier/pool_card/pool_card";
import {RangeSlider} from "@errand_dispatch/courier/range_slider/range_slider";
import {StageTimeline} from "@errand_dispatch/courier/stage_timeline/stage_timeline";
import {StopCard} from "@errand_dispatch/courier/stop_card/stop_card";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {allowTranslations, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {CURRENCY, makeCard, makeJob, giveService} from "./courier_fakes";

defineMailModels();

function giveCourier() {
    giveService("courier", {state: reactive({data: {currency: CURRENCY}})});
}

const card = (values) => ({
    card: makeCard(values),
    currency: CURRENCY,
    now: new Date("2026-01-05T08:05:00Z").getTime(),
    isNew: false,
    isGrabbing: false,
    canGrab: true,
    isOnline: true,
    onGrab: () => expect.step("grab"),
    offer: null,
    onOffer: () => expect.step("offer"),
});

test("R0.7: a card shows pay, ways, age and text, and grabs with one tap", async () => {
    await mountWithCleanup(PoolCard, {props: card({goods_cap: 60})});

    expect(".courier-pay").toHaveText("¥9.00");
    expect(".courier-facts").toHaveText(/1.2 km to the start/);
    expect(".courier-facts").toHaveText(/3.4 km trip/);
    expect(".courier-facts").toHaveText(/Goods up to ¥60.00/);
    expect(".courier-card-head").toHaveText(/5 min ago/);
    expect(".courier-description").toHaveText("A made-up folder");
    await click(".courier-grab");
    expect.verifySteps(["grab"]);
});

test("R0.7: an errand without a trip says so", async () => {
    await mountWithCleanup(PoolCard, {props: card({km_to_start: null, trip_km: 0})});

    expect(".courier-facts").toHaveText(/No trip needed/);
});

test("R0.8: without a connection nothing can be grabbed", async () => {
    await mountWithCleanup(PoolCard, {
        props: {...card(), canGrab: false, isOnline: false},
    });

    expect(".courier-grab").toHaveProperty("disabled", true);
    expect(".courier-grab").toHaveText("No connection");
});

test("R0.9: the next step is the server's first that was not tapped", () => {
    allowTranslations();
    const job = makeJob();

    expect(nextStep(job, [])).toBe("at_pickup");
    expect(nextStep(job, ["at_pickup", "picked_up"])).toBe("at_dropoff");
    expect(nextStep(job, job.steps)).toBe(null);
    expect(String(stepLabel("deliver", job))).toBe("Deliver");
    expect(String(stepLabel("deliver", makeJob({has_dropoff: false})))).toBe("Finish");
});

test("R0.9: stages show times, and what waits to be sent", async () => {
    const job = makeJob({steps: ["picked_up", "at_dropoff", "deliver"]});
    job.stages.at_pickup = "2026-01-05T08:10:00Z";
    await mountWithCleanup(StageTimeline, {
        props: {stages: stagesOf(job, ["picked_up"])},
    });

    expect(".courier-stage").toHaveCount(5);
    expect(".courier-stage-done").toHaveCount(2);
    expect("[data-stage=picked_up]").toHaveText(/Waiting to be sent/);
});

test("R0.9: an errand without a trip has two stages", () => {
    const job = makeJob({has_pickup: false, has_dropoff: false});

    expect(stagesOf(job, []).map((stage) => stage.name)).toEqual(["assigned", "done"]);
});

test("R0.10: a stop shows the masked phone and the way", async () => {
    await mountWithCleanup(StopCard, {
        props: {
            kind: "dropoff",
            stop: {
                name: "Rita Recipient",
                phone: "+86138****5678",
                address: "2 Made-up Square",
                detail: "Room 5",
                latitude: 30.27,
                longitude: 120.16,
            },
        },
    });

    expect(".courier-stop").toHaveText(/138\*\*\*\*5678/);
    expect(".courier-address").toHaveText("2 Made-up Square");
    expect(".courier-navigate").toHaveAttribute("href", /30\.27/);
});

test("R0.5: the range is asked for once, when the thumb is lifted", async () => {
    await mountWithCleanup(RangeSlider, {
        props: {km: 3, isDisabled: false, onChange: (km) => expect.step(km)},
    });

    const input = document.querySelector("input[type=range]");
    input.value = "8.5";
    input.dispatchEvent(new Event("input"));
    await animationFrame();
    expect(".courier-range strong").toHaveText("8.5 km");
    expect.verifySteps([]);
    input.dispatchEvent(new Event("change"));
    expect.verifySteps([8.5]);
});

test("R0.14: who is no courier is told what that means", async () => {
    giveService("courier", {refresh() {}, logOut() {}, signIn() {}});
    await mountWithCleanup(Blocked, {
        props: {status: "no_courier", name: "Tessa Tester"},
    });

    expect("h1").toHaveText("This account is not a courier's");
    expect(".courier-blocked").toHaveText(/Tessa Tester/);
});

test("R0.11: the code is six digits; a wrong one is said and asked again", async () => {
    const taps = {
        state: reactive({list: []}),
        bus: new EventBus(),
        async add(job, step, code) {
            expect.step(`${step} ${code}`);
            const tap = {
                id: 1,
                taskId: job.id,
                step,
                status: "refused",
                result: "wrong_code",
                reason: "Tries left: 4",
            };
            this.state.list.push(tap);
            return tap;
        },
        async acknowledge() {
            this.state.list.splice(0);
        },
    };
    giveCourier();
    giveService("courier_taps", taps);
    await mountWithCleanup(Deliver, {
        props: {job: makeJob(), onClose: () => expect.step("closed")},
    });

    expect(".courier-code").toHaveAttribute("inputmode", "numeric");
    await click("button[type=submit]");
    await animationFrame();
    expect(".courier-warning").toHaveText("The code has six digits.");
    await click(".courier-code");
    await edit("12ab34567");
    await animationFrame();
    expect(".courier-code").toHaveValue("123456");
    await click("button[type=submit]");
    await animationFrame();

    expect.verifySteps(["deliver 123456"]);
    expect(".courier-warning").toHaveText("Tries left: 4");
    expect(".courier-code").toHaveValue("");
});

test("R0.11: where no code is needed a plain yes is enough", async () => {
    giveCourier();
    giveService("courier_taps", {
        state: reactive({list: []}),
        add: async (job, step, code) => expect.step(`${step} ${code}`),
    });
    const job = makeJob({
        has_dropoff: false,
        has_pickup: false,
        needs_code: false,
        proofs: [],
    });
    await mountWithCleanup(Deliver, {
        props: {job, onClose: () => expect.step("closed")},
    });

    expect(".courier-code").toHaveCount(0);
    await click("button[type=submit]");
    await animationFrame();

    expect.verifySteps(["deliver null", "closed"]);
});

const proofs = (...kinds) =>
    kinds.map((kind) => ({kind, level: "required", is_given: false}));

test("R0.11: what is needed is asked for before anything is sent", async () => {
    giveCourier();
    giveService("courier_taps", {
        state: reactive({list: []}),
        add: async (job, step) => expect.step(step),
    });
    await mountWithCleanup(Deliver, {
        props: {job: makeJob({proofs: proofs("code", "photo")}), onClose: () => {}},
    });

    await click("button[type=submit]");
    await animationFrame();
    expect(".courier-warning").toHaveText("The code has six digits.");

    await click(".courier-code");
    await edit("123456");
    await click("button[type=submit]");
    await animationFrame();
    expect(".courier-warning").toHaveText("Please take a photo first.");
    expect.verifySteps([]);
});

test("R0.11: a photo that waits on this phone counts", async () => {
    giveCourier();
    giveService("courier_taps", {
        state: reactive({list: [{taskId: 7, step: "photo", status: "waiting"}]}),
        add: async (job, step, code) => expect.step(`${step} ${code}`),
    });
    await mountWithCleanup(Deliver, {
        props: {job: makeJob({proofs: proofs("photo")}), onClose: () => {}},
    });
    expect("[data-proof=photo]").toHaveText(/Kept, sent later/);

    await click("button[type=submit]");
    await animationFrame();

    expect.verifySteps(["deliver null"]);
});

test("R0.11: cash is confirmed with its amount before the end", async () => {
    giveCourier();
    giveService("courier_taps", {
        state: reactive({list: []}),
        add: async (job, step, code, picture, data) =>
            expect.step(`${step} ${data.cash}`),
    });
    const job = makeJob({proofs: [], is_cash: true, cash_due: 15});
    await mountWithCleanup(Deliver, {
        props: {job, onClose: () => expect.step("closed")},
    });

    await click("button[type=submit]");
    await animationFrame();
    expect(".courier-warning").toHaveText("Please collect the cash, and confirm it.");
    expect(".courier-cash").toHaveText(/15\.00/);
    await click(".courier-cash input");
    await click("button[type=submit]");
    await animationFrame();

    expect.verifySteps(["deliver 15", "closed"]);
});

test("R0.3: a card names the tip and the cash to collect", async () => {
    await mountWithCleanup(PoolCard, {
        props: card({pay: 13, tip: 4, is_cash: true, cash_due: 16, goods_cap: 50}),
    });

    expect(".courier-tip").toHaveText(/incl\. .*4\.00 tip/);
    expect(".courier-facts").toHaveText(/Collect .*16\.00 in cash, and the goods/);
});
