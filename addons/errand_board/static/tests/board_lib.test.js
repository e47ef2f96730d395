import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {advanceTime, runAllTimers} from "@odoo/hoot-mock";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {BoardFeed, PAUSE_MS} from "@errand_board/board/board_feed";
import {keepFilters, readFilters} from "@errand_board/board/board_filters";
import {neighbour} from "@errand_board/board/board_keys";
import {
    age,
    ago,
    isLive,
    kmBetween,
    stopsLeft,
    withDistance,
} from "@errand_board/board/board_lib";
import {HERE, NOW, NO_FILTERS, board, card, person} from "./board_fakes";

beforeEach(allowTranslations);

describe("figures", () => {
    test("R2.11: ages are told as people say them", () => {
        const now = Date.parse(NOW);
        expect(age("2030-05-06T07:59:40Z", now)).toBe("now");
        expect(age("2030-05-06T07:57:00Z", now)).toBe("3 min");
        expect(age("2030-05-06T05:55:00Z", now)).toBe("2 h 5 min");
        expect(age("2030-05-01T08:00:00Z", now)).toBe("5 days");
        expect(ago("2030-05-06T07:57:00Z", now)).toBe("3 min ago");
        expect(ago("2030-05-06T07:59:40Z", now)).toBe("just now");
        // A clock that goes wrong never shows a time that has not come.
        expect(age("2030-05-06T09:00:00Z", now)).toBe("now");
    });

    test("R0.9: a position is live until its time is over", () => {
        const {position} = person(1);
        expect(isLive(position, Date.parse(NOW))).toBe(true);
        expect(isLive(position, Date.parse(NOW) + 120000)).toBe(false);
        expect(isLive(null, 0)).toBe(false);
    });

    test("R2.11: distances are shown, and nobody moves under the mouse", () => {
        const far = person(2, {position: {...HERE, latitude: 31}});
        const people = [person(1, {position: null}), far, person(3)];
        const told = withDistance(people, card(1));

        expect(told.map((one) => one.id)).toEqual([1, 2, 3]);
        expect(told[0].km).toBe(null);
        expect(told[1].km).toBeWithin(82, 83);
        expect(told[2].km).toBeWithin(1.1, 1.2);
        expect(withDistance(people, null)[1].km).toBe(null);
        expect(kmBetween(HERE, {...HERE, latitude: 31.25})).toBeWithin(111, 112);
        expect(kmBetween(HERE, null)).toBe(null);
    });

    test("R2.11: what was picked up has one stop left", () => {
        const kinds = (one) => stopsLeft(one).map((left) => left.kind);
        expect(kinds(card(1))).toEqual(["pickup", "dropoff"]);
        expect(kinds(card(1, {column: "under_way"}))).toEqual(["dropoff"]);
        expect(kinds(card(1, {pickup: null, dropoff: null}))).toEqual([]);
    });

    test("R2.11: arrow keys walk over the cards", () => {
        const columns = [{cards: [{id: 1}, {id: 2}]}, {cards: []}, {cards: [{id: 3}]}];
        expect(neighbour(columns, 1, "ArrowDown")).toBe(2);
        expect(neighbour(columns, 2, "ArrowDown")).toBe(null);
        expect(neighbour(columns, 2, "ArrowRight")).toBe(3);
        expect(neighbour(columns, 3, "ArrowRight")).toBe(null);
        expect(neighbour(columns, 3, "ArrowLeft")).toBe(1);
        expect(neighbour(columns, 1, "x")).toBe(null);
    });

    test("R2.11: filters stand in the address and come back from it", () => {
        const action = {};
        const filters = {...NO_FILTERS, branch: 7, text: "tea", late: true};
        let address;
        keepFilters({action, updateActionState: (state) => (address = state)}, filters);

        expect(address.branch).toBe(7);
        expect(address.category).toBe(undefined);
        expect(readFilters({}, address)).toEqual(filters);
        // Back from an order, whose own address has none of them.
        expect(readFilters(action, {})).toEqual(filters);
        expect(readFilters({}, {branch: "x"})).toEqual(NO_FILTERS);
    });
});

describe("news", () => {
    function feedOf(call) {
        const feed = new BoardFeed({silent: {call}}, () => ({}));
        return feed;
    }

    test("R2.11: however many news, the server is asked once in two seconds", async () => {
        const feed = feedOf(async () => {
            expect.step("asked");
            return board();
        });
        await feed.load();
        for (let news = 0; news < 50; news++) {
            feed.onNews();
        }
        await advanceTime(PAUSE_MS - 100);
        expect.verifySteps(["asked"]);
        await advanceTime(200);
        expect.verifySteps(["asked"]);
        feed.onNews();
        await runAllTimers();
        expect.verifySteps(["asked"]);
    });

    test("R2.11: without an answer the old board stays, and says so", async () => {
        const answers = [
            async () => board({limit: 7}),
            () => Promise.reject(new Error()),
        ];
        const feed = feedOf(() => answers.shift()());
        await feed.load();
        await feed.load();

        expect(feed.state.data.limit).toBe(7);
        expect(feed.state.error).toBe("The server does not answer right now.");
    });

    test("R2.11: ages go by the clock of the server", async () => {
        const feed = feedOf(async () => board({at: "2030-05-06T09:30:00Z"}));
        await feed.load();

        expect(feed.state.now).toBe(Date.parse("2030-05-06T09:30:00Z"));
    });
});
