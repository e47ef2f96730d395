import {expect, test} from "@odoo/hoot";
import {click, edit} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {PayoutPanel} from "@errand_dispatch/courier/payout_panel/payout_panel";
import {Statement} from "@errand_dispatch/courier/statement/statement";
import {CallError} from "@errand_dispatch/courier/services/connection";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {allowTranslations, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {CURRENCY, FakeConnection, giveService} from "./courier_fakes";

defineMailModels();

const money = (values) => ({
    money: {pending: 5, payable: 45, cash: 12, in_flight: 0, available: 33, ...values},
    cash_limit: 500,
    minimum: 10,
    has_open: false,
    payouts: [],
    payee: null,
});

const line = (id, values) => ({
    id,
    at: "2026-01-05T08:00:00Z",
    number: `E-${id}`,
    kind: "Delivered",
    amount: 9,
    balance: 9 * id,
    ...values,
});

async function mountPanel(state, answers) {
    allowTranslations();
    const connection = new FakeConnection(answers);
    giveService("courier_connection", connection);
    await mountWithCleanup(PayoutPanel, {
        props: {
            state,
            currency: CURRENCY,
            onChanged: (answer) => expect.step(`left ${answer.money.available}`),
        },
    });
    return connection;
}

test("R0.12: a payout is asked for, and a repeated try keeps its key", async () => {
    let isLost = true;
    const connection = await mountPanel(money(), {
        payout: () => {
            if (isLost) {
                isLost = false;
                return new CallError("offline", "No connection");
            }
            return money({available: 0});
        },
    });

    expect(".courier-available").toHaveText("¥33.00");
    await click(".courier-ask-payout");
    await animationFrame();
    await click("input[name=holder]");
    await edit("Carl Carrier");
    await click("input[name=account]");
    await edit("6222000011112222");
    await click("form button[type=submit]");
    await animationFrame();
    expect("form .courier-warning").toHaveText("No connection");
    await click("form button[type=submit]");
    await animationFrame();

    expect.verifySteps(["left 0"]);
    const [first, second] = connection.asked("payout");
    expect(first.key).toBe(second.key);
    expect(second.amount).toBe(33);
    expect(second.account).toBe("6222000011112222");
});

test("R0.12: less than the least payout cannot be asked for", async () => {
    await mountPanel(money({available: 9.5}));

    expect(".courier-ask-payout").toHaveCount(0);
    expect(".courier-payout").toHaveText(/Payouts start at ¥10.00/);
});

test("R0.12: a rejected payout says why, an open one can be taken back", async () => {
    const payout = {number: "PAY-1", amount: 20, account: "**** 2222", at: null};
    const state = {
        ...money(),
        has_open: true,
        payouts: [
            {...payout, id: 2, state: "requested", reason: ""},
            {...payout, id: 1, state: "rejected", reason: "Another name."},
        ],
    };
    const connection = await mountPanel(state, {"payout/cancel": money()});

    expect(".courier-payout-rejected").toHaveText(/Another name./);
    expect(".courier-ask-payout").toHaveCount(0);
    await click(".courier-payout-requested button");
    await animationFrame();

    expect(connection.asked("payout/cancel")[0].payout_id).toBe(2);
    expect.verifySteps(["left 33"]);
});

test("R0.12: who holds too much cash is told what to do", async () => {
    await mountPanel(money({available: -600, payable: 0, cash: 600}));

    expect(".courier-warning").toHaveText(/Hand it in at your branch/);
});

test("R0.12: the statement grows page by page, each entry once", async () => {
    allowTranslations();
    const pages = {
        1: {lines: [line(3), line(2)], has_more: true, total: 3},
        2: {lines: [line(2), line(1, {amount: -4})], has_more: false, total: 3},
    };
    const connection = new FakeConnection({
        statement: ({page}) => ({opening: 0, closing: 27, ...pages[page]}),
    });
    giveService("courier_connection", connection);
    giveService("courier", {now: () => new Date("2026-01-20T08:00:00Z").getTime()});
    await mountWithCleanup(Statement, {props: {currency: CURRENCY}});
    await animationFrame();

    expect(".courier-entry").toHaveCount(2);
    expect(".courier-closing").toHaveText("¥27.00");
    await click(".courier-button-plain");
    await animationFrame();

    expect(".courier-entry").toHaveCount(3);
    expect(".courier-entry:last").toHaveCount(1);
    expect(connection.asked("statement")[0].since).toBe("2026-01-01");
});

test("R0.12: a statement without a network can be asked for again", async () => {
    allowTranslations();
    const connection = new FakeConnection({
        statement: () => new CallError("offline", "No connection"),
    });
    giveService("courier_connection", connection);
    giveService("courier", {now: () => Date.now()});
    await mountWithCleanup(Statement, {props: {currency: CURRENCY}});
    await animationFrame();

    expect(".courier-warning").toHaveText("No connection");
    expect(".courier-button-plain").toHaveText("Try again");
});
