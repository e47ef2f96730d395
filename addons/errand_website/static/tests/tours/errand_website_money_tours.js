import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const PAY = {
    trigger: "button[name=o_payment_submit_button]:enabled",
    run: "click",
    expectUnloadPage: true,
};

tours.add("errand_website_tip", {
    steps: () => [
        {trigger: ".o_errand_live_line.is-on"},
        {trigger: ".o_errand_raise summary", run: "click"},
        {trigger: ".o_errand_raise .o_errand_tip:contains('5.00')", run: "click"},
        {
            trigger: ".o_errand_raise button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_errand_total:contains('5.00')"},
        PAY,
        {
            content: "Back on the live page, reached through the provider",
            trigger: ".o_errand_charge.is-paid:contains('5.00')",
            timeout: 40000,
        },
        {trigger: ".o_errand_raise summary:contains('Now')"},
    ],
});

tours.add("errand_website_pay_more", {
    steps: () => [
        {
            trigger: ".o_errand_question a.btn-primary:contains('20.00')",
            run: "click",
            expectUnloadPage: true,
        },
        PAY,
        {
            trigger: ".o_errand_charge.is-paid:contains('20.00')",
            timeout: 40000,
        },
        {trigger: ".o_errand_goods:contains('70.00')"},
    ],
});

tours.add("errand_website_goods_back", {
    steps: () => [
        {trigger: ".o_errand_goods_spent:contains('62.35')"},
        {trigger: ".o_errand_goods_back:contains('7.65')"},
        {trigger: ".o_errand_goods img"},
    ],
});
