import {expect, test} from "@odoo/hoot";
import {click} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {reactive} from "@odoo/owl";
import {ShiftCard, ShiftRow} from "@errand_roster_dispatch/courier/shifts_link";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {registry} from "@web/core/registry";
import {giveService} from "@errand_dispatch/../tests/courier_fakes";

defineMailModels();

const NEXT = {
    day: "Mon, Jun 2",
    hours: "08:00–16:00",
    branch: "Made-up Branch",
    is_confirmed: false,
    is_running: false,
};

function give(roster, isOnline = true) {
    giveService("courier", {state: reactive({data: {roster}})});
    giveService("courier_connection", {state: reactive({isOnline})});
    giveService("courier_notices", {add: () => expect.step("told")});
}

test("R2.8: the next shift is shown, with what is to be confirmed", async () => {
    give({next: NEXT, to_confirm: 1, asked: 1});
    await mountWithCleanup(ShiftCard);

    expect(".courier-shift strong").toHaveText("Mon, Jun 2 08:00–16:00");
    expect(".courier-shift").toHaveText(/Next shift/);
    expect(".courier-shift").toHaveText(/Made-up Branch/);
    expect(".courier-shift-badge").toHaveCount(2);
    expect(".courier-shift-badge:first").toHaveText("To be confirmed");
    expect(".courier-shift").toHaveAttribute("href", "/my/shifts");
});

test("R2.8: several shifts to confirm are counted", async () => {
    give({next: {...NEXT, is_running: true}, to_confirm: 3, asked: 0});
    await mountWithCleanup(ShiftCard);

    expect(".courier-shift").toHaveText(/On shift now/);
    expect(".courier-shift-badge").toHaveText("To be confirmed: 3");
});

test("R2.8: without a network the page is not opened, and it is said", async () => {
    give({next: NEXT, to_confirm: 0, asked: 0}, false);
    await mountWithCleanup(ShiftRow);

    await click(".courier-row-button");
    await animationFrame();

    expect.verifySteps(["told"]);
});

test("R2.8: who has no shift and was not asked sees no card", () => {
    const {isShown} = registry.category("courier_home_cards").get("shift");

    expect(isShown({})).toBe(false);
    expect(isShown({roster: {next: null, to_confirm: 0, asked: 0}})).toBe(false);
    expect(isShown({roster: {next: null, to_confirm: 0, asked: 1}})).toBe(true);
});
