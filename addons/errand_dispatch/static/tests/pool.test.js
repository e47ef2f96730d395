import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {contest} from "@errand_dispatch/courier/lib/contest";
import {
    categoriesOf,
    countFilters,
    filterCards,
    NO_FILTERS,
    readFilters,
} from "@errand_dispatch/courier/lib/filters";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {Pool} from "@errand_dispatch/courier/services/pool";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {FakeConnection, makeCard} from "./courier_fakes";

describe.current.tags("headless");

const CARDS = [
    makeCard({id: 1, km_to_start: 0.5, pay: 8, opened_at: "2026-01-05T08:00:00Z"}),
    makeCard({
        id: 2,
        km_to_start: 3,
        pay: 20,
        category_id: 4,
        category: "Buy for me",
        opened_at: "2026-01-05T08:02:00Z",
    }),
    makeCard({id: 3, km_to_start: null, pay: 5, opened_at: "2026-01-05T08:01:00Z"}),
];

const shown = (filters) =>
    filterCards(CARDS, {...NO_FILTERS, ...filters}).map((card) => card.id);

test("R0.7: filters by category, distance and fee", () => {
    expect(shown({categoryIds: [4]})).toEqual([2]);
    expect(shown({maxKm: 1})).toEqual([3, 1]);
    expect(shown({minPay: 8})).toEqual([1, 2]);
    expect(shown({minPay: 8, maxKm: 1})).toEqual([1]);
});

test("R0.7: sorts by near, pay and new", () => {
    expect(shown({sort: "near"})).toEqual([3, 1, 2]);
    expect(shown({sort: "pay"})).toEqual([2, 1, 3]);
    expect(shown({sort: "new"})).toEqual([2, 3, 1]);
});

test("R0.7: lists each category once", () => {
    expect(categoriesOf(CARDS).map((category) => category.name)).toEqual([
        "Buy for me",
        "Deliver for me",
    ]);
    expect(countFilters({categoryIds: [4], maxKm: 0, minPay: 3})).toBe(2);
});

test("R0.7: damaged filters that were kept are forgotten", () => {
    for (const text of [null, "", "{", "[]", "null", '{"sort": "x", "maxKm": -1}']) {
        expect(readFilters(text)).toEqual({...NO_FILTERS});
    }
    const kept = {categoryIds: [4], maxKm: 2, minPay: 1.5, sort: "pay"};
    expect(readFilters(JSON.stringify(kept))).toEqual(kept);
});

test("R0.8: busy is asked again by itself until it is decided", async () => {
    const answers = ["busy", "busy", "won"].map((result) => ({result}));
    let asked = 0;

    const answer = await contest(async () => answers[asked++], [0, 0, 0, 0]);

    expect(answer.result).toBe("won");
    expect(asked).toBe(3);
});

test("R0.8: busy that stays so ends", async () => {
    let asked = 0;

    const answer = await contest(async () => ({result: "busy", n: ++asked}), [0, 0]);

    expect(answer).toEqual({result: "busy", n: 3});
});

describe("service", () => {
    let connection, pool;

    beforeEach(() => {
        allowTranslations();
        localStorage.clear();
        connection = new FakeConnection({
            pool: {on_duty: true, is_located: true, cards: CARDS},
        });
        pool = new Pool(connection, {state: {status: "ready"}});
    });

    test("R0.8: every try of one grab has one key, the next grab another", async () => {
        const answers = ["busy", "lost", "lost"];
        connection.answers.grab = () => ({result: answers.shift(), message: ""});

        await pool.grab(CARDS[0]);
        await pool.grab(CARDS[1]);

        const keys = connection.asked("grab").map((call) => call.key);
        expect(keys.length).toBe(3);
        expect(keys[0]).toBe(keys[1]);
        expect(keys[1] === keys[2]).toBe(false);
    });

    test("R0.8: a lost errand goes at once and does not come back", async () => {
        await pool.refresh();
        connection.answers.grab = {result: "lost", message: "gone"};

        const answer = await pool.grab(CARDS[0]);

        expect(answer.message).toBe("gone");
        expect(pool.state.cards.map((card) => card.id)).toEqual([2, 3]);
        await pool.refresh();
        expect(pool.state.cards.map((card) => card.id)).toEqual([2, 3]);
    });

    test("R0.7: what others took goes without a question", async () => {
        await pool.refresh();

        pool.onGone([1, 99]);

        expect(pool.state.cards.map((card) => card.id)).toEqual([2, 3]);
        expect(connection.asked("pool").length).toBe(1);
        // It came back: its courier could not do it.
        await pool.refresh();
        expect(pool.state.cards.length).toBe(3);
    });

    test("R0.7: an answer from before is asked for again", async () => {
        pool.refreshSoon = () => expect.step("soon");
        const asking = pool.refresh();

        pool.onGone([1]);
        await asking;

        expect.verifySteps(["soon"]);
        pool.onGone([2]);
        expect.verifySteps([]);
    });

    test("R0.8: a grab without a connection was no grab, and is not kept", async () => {
        await pool.refresh();
        connection.state.isOnline = false;

        const answer = await pool.grab(CARDS[0]);

        expect(answer.result).toBe("offline");
        expect(answer.message).toInclude("Not grabbed");
        expect(pool.state.cards.length).toBe(3);
        expect(connection.asked("grab").length).toBe(0);
        expect(pool.state.grabbing).toBe(null);
    });

    test("R0.8: a refusal is told in the server's words", async () => {
        connection.answers.grab = new CallError("refused", "You are off duty.");

        const answer = await pool.grab(CARDS[0]);

        expect(answer).toEqual({result: "refused", message: "You are off duty."});
    });

    test("R0.8: only one grab at a time", async () => {
        connection.answers.grab = {result: "won", message: ""};

        const [first, second] = await Promise.all([
            pool.grab(CARDS[0]),
            pool.grab(CARDS[1]),
        ]);

        expect(first.result).toBe("won");
        expect(second).toBe(null);
        expect(connection.asked("grab").length).toBe(1);
    });

    test("R0.7: errands that come later are news, the first ones are not", async () => {
        const fresh = [];
        pool.bus.addEventListener("fresh", ({detail}) => fresh.push(detail));

        connection.answers.pool.cards = CARDS.slice(0, 2);
        await pool.refresh();
        connection.answers.pool.cards = CARDS;
        await pool.refresh();
        await pool.refresh();

        expect(fresh.map((cards) => cards.map((card) => card.id))).toEqual([[3]]);
        expect(pool.state.newIds).toEqual([3]);
    });

    test("R0.7: what a wider range brings is no news", async () => {
        pool.bus.addEventListener("fresh", () => expect.step("fresh"));
        connection.answers.pool.cards = CARDS.slice(0, 1);
        await pool.refresh();

        pool.startOver();
        connection.answers.pool.cards = CARDS;
        await pool.refresh();

        expect.verifySteps([]);
        expect(pool.state.cards.length).toBe(3);
    });

    test("R0.7: filters are kept on the phone", () => {
        pool.setFilters({minPay: 9, sort: "pay"});

        const reopened = new Pool(connection, {state: {status: "ready"}});

        expect(reopened.state.filters.minPay).toBe(9);
        expect(reopened.state.filters.sort).toBe("pay");
        reopened.clearFilters();
        expect(reopened.state.filters.minPay).toBe(0);
        expect(reopened.state.filters.sort).toBe("pay");
    });
});
