import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {EventBus} from "@odoo/owl";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {Live, POLL_MS} from "@errand_dispatch/courier/services/live";
import {News} from "@errand_dispatch/courier/services/news";
import {allowTranslations, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {localization} from "@web/core/l10n/localization";
import {FakeConnection, makeCard, makeJob, makeState} from "./courier_fakes";

describe.current.tags("headless");

let connection, courier, pool;

beforeEach(() => {
    allowTranslations();
    connection = new FakeConnection();
    courier = {
        bus: new EventBus(),
        userId: 5,
        jobs: [],
        state: {data: makeState()},
        refresh: async () => expect.step("state"),
    };
    pool = {
        bus: new EventBus(),
        state: {grabbing: null},
        won: new Set(),
        refresh: async () => expect.step("pool"),
        refreshSoon: () => expect.step("pool soon"),
    };
});

describe("live", () => {
    const makeLive = () => {
        const bus = new EventBus();
        return new Live({bus, connection, courier, pool, jobDetails: {}});
    };

    test("R0.7: without a websocket it asks every 15 seconds", async () => {
        const live = makeLive();

        await live.tick(POLL_MS);
        expect.verifySteps(["state", "pool"]);
        await live.tick(POLL_MS + 5000);
        expect.verifySteps([]);
        await live.tick(2 * POLL_MS);
        expect.verifySteps(["state", "pool"]);
    });

    test("R0.7: with a websocket it asks once to catch up, then listens", async () => {
        const live = makeLive();

        live.setLive(true);
        await Promise.resolve();
        await Promise.resolve();
        expect.verifySteps(["state", "pool"]);
        await live.tick(Date.now() + 10 * POLL_MS);

        expect.verifySteps([]);
    });

    test("R0.9: news of a job brings its state", async () => {
        await makeLive().onJob({id: 7, state: "open"});

        expect.verifySteps(["state", "pool soon"]);
    });
});

describe("news", () => {
    let told, offered;

    beforeEach(() => {
        told = [];
        offered = [];
        const news = new News({
            connection,
            courier,
            pool,
            taps: {bus: new EventBus()},
            jobDetails: {load() {}, patch() {}, async forget() {}},
            alerts: {play: (name) => expect.step(name)},
            notices: {add: (text) => told.push(String(text))},
            offers: {state: {cards: offered}},
            screen: {state: {name: "job", id: 7}, home: () => expect.step("home")},
        });
        news.listen();
    });

    const settle = () => new Promise((resolve) => resolve()).then(() => {});

    test("R0.7: a new errand is announced", () => {
        patchWithCleanup(localization, {code: "en_US"});
        pool.bus.trigger("fresh", [makeCard()]);

        expect(told).toEqual(["New errand: Deliver for me, ¥9.00"]);
        expect.verifySteps(["pool"]);
    });

    test("R0.7: what is on offer is no news of the pool", () => {
        offered.push(makeCard());

        pool.bus.trigger("fresh", [makeCard()]);

        expect(told).toEqual([]);
        expect.verifySteps([]);
    });

    test("R2.2: work that was given asks whether it is done", () => {
        courier.bus.trigger(
            "job_new",
            makeJob({id: 8, number: "E-8", is_accepted: false})
        );

        expect(told).toEqual(["You were given an errand: E-8. Do you take it?"]);
        expect.verifySteps(["offer"]);
    });

    test("R0.9: a job that was taken away is announced, and left", async () => {
        connection.answers.job = new CallError("refused", "Not yours any more.");
        courier.bus.trigger("job_gone", makeJob());
        for (let i = 0; i < 5; i++) {
            await settle();
        }

        expect(told).toEqual(["E-7: Not yours any more."]);
        expect.verifySteps(["bad", "home"]);
    });

    test("R0.9: a job that staff ended is announced", async () => {
        connection.answers.job = {state: "failed"};
        courier.bus.trigger("job_gone", makeJob({id: 8}));
        for (let i = 0; i < 5; i++) {
            await settle();
        }

        expect(told[0]).toInclude("Our staff ended it");
        expect.verifySteps(["bad"]);
    });

    test("R0.8: a won errand is no news, a given one is", () => {
        pool.won.add(7);
        courier.bus.trigger("job_new", makeJob());
        expect(told).toEqual([]);

        courier.bus.trigger("job_new", makeJob({id: 8, number: "E-8"}));

        expect(told).toEqual(["You have a new errand: E-8"]);
        expect.verifySteps(["good"]);
    });
});
