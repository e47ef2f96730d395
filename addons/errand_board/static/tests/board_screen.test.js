import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {click, edit, press, queryAllTexts, queryFirst} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {BUSY_PAUSES_MS} from "@errand_dispatch/courier/lib/contest";
import {ErrandBoard} from "@errand_board/board/board";
import {
    HERE,
    NOW,
    NO_FILTERS,
    board,
    card,
    fakeBoard,
    open,
    person,
} from "./board_fakes";

defineMailModels();
beforeEach(fakeBoard);

describe("screen", () => {
    test("R2.11: an empty day says so", async () => {
        await open();

        expect(".o_errand_board_column").toHaveCount(4);
        expect(".o_errand_board_people").toHaveText(/Nobody is on duty/);
        expect(".o_errand_board_ended").toHaveText(/Ended today: 0/);
        expect("select[aria-label=Branch]").toHaveCount(0);
    });

    test("R2.11: an error offers to try again", async () => {
        onRpc("errand.board", "snapshot", () => {
            throw new Error("no");
        });
        await mountWithCleanup(ErrandBoard, {props: {action: {}}});

        expect(".alert-warning").toHaveText(/Try again/);
        expect.verifySteps([]);
        expect.verifyErrors([]);
    });

    test("R2.11: cards stand in the column of their state", async () => {
        await open({
            tasks: [
                card(1),
                card(2, {column: "assigned", worker: {id: 9, name: "Cora"}}),
                card(3, {column: "under_way", can_assign: false}),
            ],
        });

        expect("[data-column=open] [data-task-id='1']").toHaveCount(1);
        expect("[data-column=assigned] [data-task-id='2']").toHaveText(/Cora/);
        expect("[data-column=under_way] [data-task-id='3']").toHaveAttribute(
            "draggable",
            "false"
        );
        expect("[data-task-id='1']").toHaveText(/5 min/);
        expect("[data-task-id='1']").toHaveText(/Pool/);
    });

    test("R2.11: an alarm leads to its cards, and away again", async () => {
        await open({
            tasks: [card(1), card(2, {late: ["open_long"]})],
            alarms: [{key: "open_long", text: "Open too long", task_ids: [2]}],
        });
        expect("[data-task-id='2']").toHaveText(/Open too long/);

        await contains("[data-alarm=open_long]").click();
        expect(".o_errand_board_card").toHaveCount(1);
        await contains("[data-alarm=open_long]").click();
        expect(".o_errand_board_card").toHaveCount(2);
    });

    test("R2.11: filters ask the server and stand in the address", async () => {
        await open({branches: [...board().branches, {id: 2, name: "River"}]});

        await contains("select[aria-label=Branch]").select("2");
        const address = {
            branch: 2,
            category: undefined,
            class: undefined,
            q: undefined,
            late: undefined,
        };
        expect.verifySteps([
            ["address", address],
            ["snapshot", {...NO_FILTERS, branch: 2}],
        ]);
        await contains(".btn:contains(Late only)").click();
        expect.verifySteps([
            ["address", {...address, late: 1}],
            ["snapshot", {...NO_FILTERS, branch: 2, late: true}],
        ]);
    });

    test("R2.11: a courier's cards are lit when the courier is chosen", async () => {
        await open({
            tasks: [card(1, {worker: {id: 9, name: "Courier 9"}}), card(2)],
            people: [person(9)],
        });

        await contains(".o_errand_board_person_main").click();

        expect("[data-task-id='1']").toHaveClass("o_errand_board_lit");
        expect("[data-task-id='2']").not.toHaveClass("o_errand_board_lit");
    });

    test("R2.11: hours on duty stand beside what was done in them", async () => {
        await open({people: [person(1, {done: 4, hours: 2.5}), person(2)]});

        const figures = queryAllTexts(".o_errand_board_figures");
        expect(figures[0]).toMatch(/^Done: 4\s*2\.5 h/);
        expect(figures[1]).not.toMatch(/ h\b/);
    });

    test("R2.11: figures of fairness are explained", async () => {
        await open({
            people: [person(1), person(2)],
            fairness: {lowest: 1, median: 2.5, highest: 4, count: 2},
        });

        expect(queryAllTexts(".o_errand_board_fairness dd")).toEqual(["1", "2.5", "4"]);
        expect(".o_errand_board_fairness").toHaveText(/for each hour on duty/);
    });

    test("R2.11: an old position is never shown as now", async () => {
        const old = {
            ...HERE,
            at: "2030-05-06T07:30:00Z",
            live_until: "2030-05-06T07:32:00Z",
        };
        await open({people: [person(1), person(2, {position: old})]});

        expect("[data-worker-id='1'] .o_errand_board_old").toHaveCount(0);
        expect("[data-worker-id='2'] .o_errand_board_old").toHaveText("30 min");
    });
});

describe("by hand", () => {
    const given = () =>
        onRpc("errand.board", "assign", ({args, kwargs}) => {
            expect.step(["assign", args[0], args[1], kwargs.reason, kwargs.seen]);
            return {result: "done", message: ""};
        });

    test("R2.11: a card that is dropped on a courier is given", async () => {
        given();
        await open({tasks: [card(1)], people: [person(9)]});

        const {drop} = await contains("[data-task-id='1']").drag();
        await drop("[data-worker-id='9']");
        await animationFrame();

        expect.verifySteps([
            ["assign", 1, 9, null, false],
            ["snapshot", NO_FILTERS],
        ]);
        expect(".o_notification").toHaveText(/E-1 is with Courier 9 now/);
    });

    test("R2.11: the same without a mouse: A, a name, Enter", async () => {
        given();
        onRpc("errand.board", "candidates", ({args}) => {
            expect.step(["candidates", ...args]);
            const one = {
                ...person(9),
                is_holder: false,
                km: 1.2,
                position_at: NOW,
                refusal: null,
                objections: [],
            };
            return {
                refusal: null,
                people: [one, {...one, id: 8, name: "Zoe", refusal: "Not approved."}],
                more: false,
                reasons: [],
            };
        });
        await open({tasks: [card(1), card(2)], people: []});

        queryFirst("[data-task-id='1']").focus();
        await press("ArrowDown");
        await animationFrame();
        expect("[data-task-id='2']").toBeFocused();
        await press("a");
        await animationFrame();
        expect(".o_errand_board_choice[data-worker-id='8']").not.toBeEnabled();
        expect(".o_errand_board_choice[data-worker-id='9']").toHaveText(
            /1\.2 km away, seen just now/
        );
        await click("input[aria-label='Find a person']");
        await edit("cour");
        await advanceTime(300);
        await contains(".o_errand_board_choice[data-worker-id='9']").click();
        await animationFrame();

        expect.verifySteps([
            ["candidates", 2, ""],
            ["candidates", 2, "cour"],
            ["assign", 2, 9, null, false],
            ["snapshot", NO_FILTERS],
        ]);
        expect(".o_errand_board_assign").toHaveCount(0);
    });

    test("R2.11: an objection asks why, then it is done", async () => {
        onRpc("errand.board", "assign", ({kwargs}) => {
            expect.step(["assign", kwargs.reason]);
            return kwargs.reason
                ? {result: "done", message: ""}
                : {result: "reason", message: "Is off duty."};
        });
        await open({tasks: [card(1)], people: [person(9)]});

        const {drop} = await contains("[data-task-id='1']").drag();
        await drop("[data-worker-id='9']");
        await animationFrame();
        expect(".modal").toHaveText(/Is off duty/);
        expect(".modal .btn-primary").not.toBeEnabled();
        await contains("#errand_reason_other").click();
        // Typed, and sent with Enter.
        await contains("input[aria-label='The reason']").edit("Asked for it");
        await animationFrame();

        expect.verifySteps([
            ["assign", null],
            ["assign", "Asked for it"],
            ["snapshot", NO_FILTERS],
        ]);
    });

    test("R0.8: who was too late is told by whom, and sees it", async () => {
        onRpc("errand.board", "assign", () => ({
            result: "lost",
            message: "Already taken by Cora.",
        }));
        await open({tasks: [card(1)], people: [person(9)]});

        const {drop} = await contains("[data-task-id='1']").drag();
        await drop("[data-worker-id='9']");
        await animationFrame();

        expect(".o_notification").toHaveText(/Already taken by Cora/);
        expect.verifySteps([["snapshot", NO_FILTERS]]);
    });

    test("R0.8: busy is asked again with the same key", async () => {
        const keys = [];
        onRpc("errand.board", "assign", ({args}) => {
            keys.push(args[2]);
            return {result: keys.length < 3 ? "busy" : "done", message: ""};
        });
        await open({tasks: [card(1)], people: [person(9)]});

        const {drop} = await contains("[data-task-id='1']").drag();
        await drop("[data-worker-id='9']");
        for (const pause of BUSY_PAUSES_MS) {
            await advanceTime(pause);
            await animationFrame();
        }

        expect(keys.length).toBe(3);
        expect(new Set(keys).size).toBe(1);
        expect.verifySteps([["snapshot", NO_FILTERS]]);
    });

    test("R2.11: a task is taken back with a reason", async () => {
        onRpc("errand.board", "unassign", ({args, kwargs}) => {
            expect.step(["unassign", args[0], args[2], kwargs.seen]);
            return {result: "done", message: ""};
        });
        const worker = {id: 9, name: "Cora"};
        await open({
            tasks: [card(1, {column: "assigned", worker, can_unassign: true})],
        });

        await contains("[data-task-id='1'] [aria-label=More]").click();
        await contains(".o-dropdown-item:contains(Take it back)").click();
        await contains("#errand_reason_nobody_else").click();
        await contains(".modal .btn-primary").click();
        await animationFrame();

        expect.verifySteps([
            ["unassign", 1, "nobody_else", 9],
            ["snapshot", NO_FILTERS],
        ]);
    });
});
