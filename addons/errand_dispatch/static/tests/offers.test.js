import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {click, press} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {EventBus, reactive} from "@odoo/owl";
import {Given} from "@errand_dispatch/courier/given/given";
import {ARM_MS, Offer} from "@errand_dispatch/courier/offer/offer";
import {Pool as PoolScreen} from "@errand_dispatch/courier/pool/pool";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {Offers} from "@errand_dispatch/courier/services/offers";
import {Pool} from "@errand_dispatch/courier/services/pool";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {allowTranslations, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {
    FakeConnection,
    giveService,
    makeCard,
    makeJob,
    makeState,
} from "./courier_fakes";

defineMailModels();

const NOW = new Date("2026-01-05T08:10:00Z").getTime();

function makeOffer(values = {}) {
    const id = values.id || 1;
    return {
        ...makeCard({id, start: null}),
        offer_id: 100 + id,
        told_at: "2026-01-05T08:09:30Z",
        expires_at: "2026-01-05T08:10:30Z",
        is_shown: false,
        ...values,
    };
}

let connection, courier, offers, told, now, pool;

beforeEach(() => {
    allowTranslations();
    localStorage.clear();
    told = [];
    now = NOW;
    connection = new FakeConnection({
        offers: () => ({offers: connection.list}),
        "offers/shown": {result: "ok"},
        "offer/decline": {result: "ok"},
        "offer/accept": {result: "won", message: "It is yours."},
    });
    connection.list = [makeOffer()];
    connection.state = reactive(connection.state);
    courier = {
        bus: new EventBus(),
        now: () => now,
        jobs: [],
        state: reactive({status: "ready", isStale: false, data: makeState()}),
        refresh: async () => expect.step("state"),
    };
    pool = new Pool(connection, courier);
    offers = new Offers({
        bus: new EventBus(),
        alerts: {play: (name) => expect.step(name)},
        connection,
        courier,
        notices: {add: (text) => told.push(String(text))},
        pool,
    });
});

const onTop = () => {
    const {cards, chosenId} = offers.state;
    return cards.find((card) => card.id === chosenId);
};
const idsShown = () => offers.state.cards.map((card) => card.offer_id);

describe("service", () => {
    test("R0.7: an offer that comes rings, again while it is ignored", async () => {
        await offers.refresh();
        expect.verifySteps(["offer"]);
        expect(idsShown()).toEqual([101]);

        await offers.refresh();
        offers.tick((now += 5000));
        offers.tick((now += 5000));
        offers.tick((now += 5000));

        expect.verifySteps(["offer", "offer"]);
    });

    test("R0.7: the server's clock ends it, and says so", async () => {
        await offers.refresh();

        offers.tick(NOW + 29000);
        expect(idsShown()).toEqual([101]);
        offers.tick(NOW + 30000);

        expect(idsShown()).toEqual([]);
        expect(told).toEqual(["Time is up: Deliver for me"]);
        now = NOW + 31000;
        await offers.refresh();
        expect(idsShown()).toEqual([]);
        expect.verifySteps(["offer", "offer"]);
    });

    test("R0.7: who was faster, or that it was cancelled, is said at once", async () => {
        connection.list = [1, 2, 3].map((id) => makeOffer({id}));
        await offers.refresh();

        offers.onGone([
            {id: 101, state: "assigned"},
            {id: 102, state: "cancelled"},
            {id: 999, state: "assigned"},
        ]);
        connection.list = [];
        await offers.refresh();

        expect(told).toEqual([
            "Deliver for me: somebody else took it.",
            "Deliver for me: the customer cancelled it.",
            "Deliver for me: not on offer any more.",
        ]);
        expect(idsShown()).toEqual([]);
        expect.verifySteps(["offer"]);
    });

    test("R0.7: an older answer does not bring back what went", async () => {
        let answer;
        connection.answers.offers = () => new Promise((resolve) => (answer = resolve));
        const first = offers.refresh();
        const answerFirst = answer;
        const second = offers.refresh();
        answer({offers: []});
        answerFirst({offers: [makeOffer()]});
        await Promise.all([first, second]);

        expect(idsShown()).toEqual([]);
    });

    test("R0.7: the state is a hint: what it names is asked for", async () => {
        courier.state.data.offers = [makeOffer()];
        offers.onState();
        await animationFrame();
        expect(connection.asked("offers").length).toBe(1);
        expect.verifySteps(["offer"]);

        courier.state.data.on_duty_since = null;
        offers.onState();
        await offers.refresh();
        expect(connection.asked("offers").length).toBe(1);
    });

    test("R0.7: two offers of one errand are one card, the later one", async () => {
        connection.list = [
            makeOffer(),
            makeOffer({offer_id: 150, expires_at: "2026-01-05T08:12:00Z"}),
        ];

        await offers.refresh();

        expect(idsShown()).toEqual([150]);
        await offers.onShown();
        expect(connection.asked("offers/shown")[0].offer_ids).toEqual([101, 150]);
        await offers.decline(offers.state.cards[0]);
        await offers.refresh();
        expect(idsShown()).toEqual([]);
        expect(connection.asked("offer/decline").length).toBe(2);
        expect.verifySteps(["offer"]);
    });

    test("R0.7: what is shown is told once, again only when it failed", async () => {
        await offers.refresh();
        connection.answers["offers/shown"] = new CallError("offline", "none");
        await offers.onShown();
        connection.answers["offers/shown"] = {result: "ok"};
        await offers.onShown();
        await offers.onShown();

        const asked = connection.asked("offers/shown");
        expect(asked.map((call) => call.offer_ids)).toEqual([[101], [101]]);
        expect.verifySteps(["offer"]);
    });

    test("R0.7: a decline without a network is sent later", async () => {
        await offers.refresh();
        connection.state.isOnline = false;
        await offers.decline(offers.state.cards[0]);
        expect(idsShown()).toEqual([]);
        connection.state.isOnline = true;
        await offers.refresh();
        expect(idsShown()).toEqual([]);

        offers.sendAgain();
        await Promise.resolve();
        offers.sendAgain();

        expect(connection.asked("offer/decline").length).toBe(1);
        expect(told).toEqual([]);
        expect.verifySteps(["offer"]);
    });

    test("R0.8: one offer has one key, however often it is tapped", async () => {
        await offers.refresh();
        const [card] = offers.state.cards;
        connection.answers["offer/accept"] = new CallError("offline", "none");
        expect((await offers.accept(card)).result).toBe("offline");
        expect(idsShown()).toEqual([101]);
        connection.answers["offer/accept"] = {result: "won", message: "yours"};

        await offers.accept(card);

        const [first, second] = connection.asked("offer/accept");
        expect(first.offer_id).toBe(101);
        expect(second.key).toBe(first.key);
        expect(idsShown()).toEqual([]);
        expect(pool.won.has(1)).toBe(true);
        expect.verifySteps(["offer"]);
    });

    test("R0.8: busy is asked again by itself; lost goes", async () => {
        await offers.refresh();
        const answers = ["busy", "lost"];
        connection.answers["offer/accept"] = () => ({
            result: answers.shift(),
            message: "Somebody else has it.",
        });

        const accepted = offers.accept(offers.state.cards[0]);
        for (let i = 0; i < 5; i++) {
            await advanceTime(200);
        }
        const answer = await accepted;

        expect(answer.result).toBe("lost");
        expect(connection.asked("offer/accept").length).toBe(2);
        expect(idsShown()).toEqual([]);
        expect.verifySteps(["offer"]);
    });
});

describe("card", () => {
    async function mountOffer() {
        giveService("courier", courier);
        giveService("courier_connection", connection);
        giveService("courier_position", {state: reactive({point: null})});
        giveService("courier_offers", offers);
        giveService("courier_alerts", {play: (name) => expect.step(name)});
        giveService("courier_notices", {
            state: reactive({list: []}),
            add: (text) => told.push(String(text)),
        });
        giveService("courier_pool", pool);
        giveService("courier_screen", {open: (...to) => expect.step(to.join(" "))});
        await mountWithCleanup(Offer);
        await offers.refresh();
        await animationFrame();
        expect.verifySteps(["offer"]);
    }

    test("R0.7: what, pay, ways and time; others wait behind", async () => {
        connection.list = [
            makeOffer({pay: 12, tip: 3, description: "A made-up cake"}),
            makeOffer({id: 2}),
        ];
        await mountOffer();

        expect("dialog.courier-offer").toHaveProperty("open", true);
        expect(".courier-offer .courier-pay").toHaveText("¥12.00");
        expect(".courier-offer .courier-tip").toHaveText(/3\.00 tip/);
        expect(".courier-offer .courier-facts").toHaveText(/1\.2 km to the start/);
        expect(".courier-offer .courier-facts").toHaveText(/3\.4 km trip/);
        expect(".courier-offer .courier-facts").toHaveText(/As soon as possible/);
        expect(".courier-offer-text").toHaveText("A made-up cake");
        expect(".courier-offer-place").toHaveText("1 of 2");
        expect(".courier-countdown strong").toHaveText("0:30");
        expect(connection.asked("offers/shown")[0].offer_ids).toEqual([101, 102]);
    });

    test("R0.7: a thumb that meant something else accepts nothing", async () => {
        await mountOffer();

        expect(".courier-accept").toHaveProperty("disabled", true);
        await advanceTime(ARM_MS);
        await animationFrame();
        expect(".courier-accept").toHaveProperty("disabled", false);
        expect(document.activeElement.id).toBe("offer-title");
    });

    test("R0.7, R0.8: who accepts first is led to the errand", async () => {
        await mountOffer();
        await advanceTime(ARM_MS);
        await animationFrame();

        await click(".courier-accept");
        await animationFrame();
        await animationFrame();

        expect.verifySteps(["good", "job 1", "state"]);
        expect("dialog.courier-offer").toHaveProperty("open", false);
        expect(told).toEqual(["It is yours."]);
    });

    test("R0.8: a refusal is said in the server's words, and the card goes", async () => {
        connection.answers["offer/accept"] = {
            result: "refused",
            message: "Finish an errand first.",
        };
        await mountOffer();
        await advanceTime(ARM_MS);
        await animationFrame();

        await click(".courier-accept");
        await animationFrame();
        await animationFrame();

        expect(told).toEqual(["Finish an errand first."]);
        expect("dialog.courier-offer").toHaveProperty("open", false);
        expect.verifySteps(["bad"]);
    });

    test("R0.7: declining asks nothing and shows the next", async () => {
        connection.list = [makeOffer(), makeOffer({id: 2, description: "The next"})];
        await mountOffer();
        await advanceTime(ARM_MS);
        await animationFrame();

        await click(".courier-decline");
        await animationFrame();

        expect(connection.asked("offer/decline")[0].offer_id).toBe(101);
        expect(".courier-offer-text").toHaveText("The next");
        expect(".courier-accept").toHaveProperty("disabled", true);
        expect(".courier-offer-place").toHaveCount(0);
    });

    test("R0.7: who is offered several leafs through them and takes the best", async () => {
        connection.list = [1, 2, 3].map((id) =>
            makeOffer({id, description: `Errand ${id}`})
        );
        await mountOffer();
        const leaf = async (way) => {
            await click(`.courier-offer-leaf button:${way}-child`);
            await animationFrame();
        };

        await leaf("first");
        expect(".courier-offer-text").toHaveText("Errand 3");
        expect(".courier-offer-place").toHaveText("3 of 3");
        await leaf("last");
        await leaf("last");
        expect(".courier-offer-text").toHaveText("Errand 2");
        expect(".courier-accept").toHaveProperty("disabled", true);
        await advanceTime(ARM_MS);
        await animationFrame();
        await click(".courier-accept");
        await animationFrame();

        expect(connection.asked("offer/accept")[0].offer_id).toBe(102);
        expect.verifySteps(["good", "job 2", "state"]);
    });

    test("R0.7: the offer that is read stays on top; put aside, the new one is", async () => {
        connection.list = [makeOffer(), makeOffer({id: 2})];
        await mountOffer();
        offers.open(2);
        connection.list = [makeOffer({id: 3}), makeOffer(), makeOffer({id: 2})];
        await offers.refresh();
        expect(onTop().offer_id).toBe(102);

        offers.state.isFolded = true;
        connection.list.push(makeOffer({id: 4}));
        await offers.refresh();

        expect(onTop().offer_id).toBe(104);
        expect(offers.state.isFolded).toBe(false);
        expect.verifySteps(["offer", "offer"]);
    });

    test("R0.7: the only offer's successor stays on top when others come", async () => {
        await mountOffer();
        for (const ids of [[2], [2, 3], [3, 2]]) {
            connection.list = ids.map((id) => makeOffer({id}));
            await offers.refresh();
        }

        expect(onTop().offer_id).toBe(102);
        expect.verifySteps(["offer", "offer"]);
    });

    test("R0.8: while one offer is being answered its card stays", async () => {
        connection.list = [makeOffer(), makeOffer({id: 2})];
        let answer;
        connection.answers["offer/accept"] = () =>
            new Promise((resolve) => (answer = resolve));
        await mountOffer();
        await advanceTime(ARM_MS);
        await animationFrame();
        await click(".courier-accept");
        await animationFrame();
        expect(".courier-offer-leaf button:disabled").toHaveCount(2);

        connection.list = [makeOffer({id: 2})];
        await offers.refresh();
        expect(onTop().offer_id).toBe(101);
        answer({result: "lost", message: "Somebody else has it."});
        await animationFrame();
        await animationFrame();

        expect(onTop().offer_id).toBe(102);
        expect(told).toEqual(["Somebody else has it."]);
        expect(".courier-offer-leaf button").toHaveCount(0);
        expect.verifySteps(["bad"]);
    });

    test("R0.7: a card that comes back is not tapped at once either", async () => {
        connection.list = [makeOffer(), makeOffer({id: 2})];
        await mountOffer();
        await advanceTime(ARM_MS);
        await animationFrame();
        expect(".courier-accept").toHaveProperty("disabled", false);

        await click(".courier-offer-head .courier-icon-button");
        await animationFrame();
        await click(".courier-offer-strip");
        await animationFrame();
        expect(".courier-accept").toHaveProperty("disabled", true);
        await advanceTime(ARM_MS);
        await animationFrame();
        for (let turn = 0; turn < 2; turn++) {
            await click(".courier-offer-leaf button:last-child");
            await animationFrame();
            expect(".courier-accept").toHaveProperty("disabled", true);
        }
        expect(document.activeElement).toHaveAttribute("aria-label", "Next offer");
    });

    test("R0.7: the neighbour follows the offer that is declined", async () => {
        connection.list = [1, 2, 3].map((id) => makeOffer({id}));
        await mountOffer();
        offers.open(2);

        await offers.decline(onTop());
        expect(onTop().offer_id).toBe(103);
        await offers.decline(onTop());

        expect(onTop().offer_id).toBe(101);
        await offers.decline(onTop());
        offers.stack.leaf(1);
        expect(onTop()).toBe(undefined);
    });

    test("R0.7: put aside, it waits in a strip; a new one opens it again", async () => {
        await mountOffer();
        await press("Escape");
        await click(".courier-offer-head .courier-icon-button");
        await animationFrame();
        expect("dialog.courier-offer").toHaveProperty("open", false);
        expect(".courier-offer-strip").toHaveText(/Deliver for me/);
        expect(".courier-offer-strip .courier-countdown").toHaveText("0:30");

        connection.list = [makeOffer(), makeOffer({id: 2})];
        await offers.refresh();
        await animationFrame();

        expect("dialog.courier-offer").toHaveProperty("open", true);
        expect.verifySteps(["offer"]);
    });

    test("R0.8: without a network nothing can be accepted", async () => {
        await mountOffer();
        await advanceTime(ARM_MS);
        connection.state.isOnline = false;
        await animationFrame();

        expect(".courier-accept").toHaveProperty("disabled", true);
        expect(".courier-accept").toHaveText("No connection");
    });
});

describe("pool", () => {
    async function mountPool(...cards) {
        giveService("courier", courier);
        giveService("courier_connection", connection);
        giveService("courier_position", {state: reactive({point: null})});
        giveService("courier_offers", offers);
        giveService("courier_alerts", {play: (name) => expect.step(name)});
        giveService("courier_notices", {add: (text) => told.push(String(text))});
        giveService("courier_pool", pool);
        giveService("courier_screen", {});
        giveService("courier_shift", {});
        await mountWithCleanup(PoolScreen);
        pool.take({is_located: true, cards});
        await offers.refresh();
        await animationFrame();
        expect.verifySteps(["offer"]);
    }

    const namesInPool = () =>
        [...document.querySelectorAll(".courier-card h3")].map(
            (node) => node.textContent
        );

    test("R0.7: what is on offer is a row of the pool that opens its offer", async () => {
        connection.list = [
            makeOffer(),
            makeOffer({id: 2, expires_at: "2026-01-05T08:14:00Z"}),
        ];
        await mountPool(
            makeCard({id: 2, start: null, category: "Offered"}),
            makeCard({id: 3, start: null, category: "Free"})
        );
        offers.state.isFolded = true;
        await animationFrame();
        expect(namesInPool()).toEqual(["Offered", "Free"]);
        expect(".courier-grab").toHaveCount(1);
        expect(".courier-see-offer").toHaveText(/Offered to you\s*4:00/);

        await click(".courier-see-offer");

        expect(onTop().offer_id).toBe(102);
        expect(offers.state.isFolded).toBe(false);
    });

    test("R0.7: declined or over, it may still be grabbed", async () => {
        await mountPool(makeCard({id: 1, start: null}));
        expect(".courier-grab").toHaveCount(0);

        offers.tick((now += 30000));
        await animationFrame();

        expect(".courier-see-offer").toHaveCount(0);
        expect(".courier-grab").toHaveCount(1);
    });
});

describe("given", () => {
    async function mountGiven(job) {
        giveService("courier_connection", connection);
        giveService("courier", {
            ...courier,
            patchJob: ({is_accepted: isAccepted}) => expect.step(`took ${isAccepted}`),
        });
        giveService("courier_job_details", {patch: async () => expect.step("kept")});
        await mountWithCleanup(Given, {
            props: {job, onHandBack: () => expect.step("back")},
        });
    }

    test("R2.2: who was given an errand says that they do it", async () => {
        connection.answers["job/accept"] = {
            result: "ok",
            job: makeJob({is_accepted: true}),
        };
        await mountGiven(
            makeJob({is_accepted: false, accept_by: new Date(NOW).toISOString()})
        );
        expect(".courier-given").toHaveText(/Please answer by .*:10/);

        await click(".courier-accept-given");
        await animationFrame();

        expect(connection.asked("job/accept")[0].task_id).toBe(7);
        expect.verifySteps(["took true", "kept"]);
    });

    test("R2.2: or gives it back, as long as the goods are not in hand", async () => {
        await mountGiven(makeJob({is_accepted: false}));

        await click(".courier-given .courier-button-plain");

        expect.verifySteps(["back"]);
    });

    test("R2.2: what was taken back meanwhile is said", async () => {
        connection.answers["job/accept"] = new CallError("refused", "Not yours.");
        await mountGiven(makeJob({is_accepted: false, state: "picked_up"}));
        expect(".courier-given .courier-button-plain").toHaveCount(0);

        await click(".courier-accept-given");
        await animationFrame();

        expect(".courier-given .courier-warning").toHaveText("Not yours.");
        expect.verifySteps(["state"]);
    });
});
