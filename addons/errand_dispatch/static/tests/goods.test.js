import {expect, test} from "@odoo/hoot";
import {cashDue, readAmount, spent} from "@errand_dispatch/courier/lib/goods";
import {makeJob} from "./courier_fakes";

const tap = (amount, values) => ({
    taskId: 7,
    step: "bought",
    status: "waiting",
    data: {amount},
    ...values,
});

const job = (values) =>
    makeJob({
        id: 7,
        goods: {cap: 50, spent: 12.5, purchases: [{id: 1, amount: 12.5}]},
        ...values,
    });

test("R0.3: purchases that wait to be sent count at once", () => {
    const taps = [
        tap(3.1),
        tap(10, {data: {amount: 10, corrects_id: 1}}),
        tap(99, {taskId: 8}),
        tap(99, {status: "refused"}),
    ];

    expect(spent(job(), taps)).toBe(13.1);
});

test("R0.11: cash to collect follows what was bought without a network", () => {
    expect(cashDue(job({is_cash: true, cash_due: 27.5}), [tap(3.1)])).toBe(30.6);
    expect(cashDue(job({is_cash: false, cash_due: 0}), [tap(3.1)])).toBe(0);
    expect(cashDue(makeJob({is_cash: true, cash_due: 15}), [])).toBe(15);
});

test("R0.3: amounts are read with a point or a comma, and nothing else", () => {
    expect(readAmount(" 12,5 ")).toBe(12.5);
    expect(readAmount("0")).toBe(0);
    for (const text of ["", "x", "-3", "1e5", "1.2.3", "12345678"]) {
        expect(readAmount(text)).toBe(null);
    }
});
