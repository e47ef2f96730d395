import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Fill one end of the errand; its point is typed, as with a keyboard alone. */
function fillEnd(end, latitude, longitude) {
    const block = `.o_errand_end[data-end=${end}]`;
    return [
        {trigger: `${block} [name=${end}_name]`, run: "edit Rita Recipient"},
        {trigger: `${block} [name=${end}_phone]`, run: "edit 13800005678"},
        {trigger: `${block} [name=${end}_address]`, run: "edit 2 Made-up Square"},
        {trigger: `${block} summary`, run: "click"},
        {trigger: `${block} [name=${end}_latitude]`, run: `edit ${latitude}`},
        {trigger: `${block} [name=${end}_longitude]`, run: `edit ${longitude}`},
    ];
}

tours.add("errand_website_post_and_pay", {
    steps: () => [
        {
            content: "Begin before having an account",
            trigger: ".o_errand_form [name=description]",
            run: "edit Please bring the made-up folder",
        },
        {
            trigger: ".o_errand_submit a:contains('Sign up')",
            // What is typed is kept a moment later.
            run: async ({click}) => {
                await new Promise((resolve) => setTimeout(resolve, 500));
                await click();
            },
            expectUnloadPage: true,
        },
        {trigger: ".oe_signup_form [name=name]", run: "edit Tara Tour"},
        {trigger: ".oe_signup_form [name=login]", run: "edit tour@example.test"},
        {trigger: ".oe_signup_form [name=password]", run: "edit made-up-pass-1"},
        {
            trigger: ".oe_signup_form [name=confirm_password]",
            run: "edit made-up-pass-1",
        },
        {
            trigger: ".oe_signup_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What was typed is still there",
            trigger: ".o_errand_restored:not(.d-none)",
        },
        {trigger: ".o_errand_form [name=description]:value(made-up folder)"},
        ...fillEnd("pickup", "30.25", "120.15"),
        ...fillEnd("dropoff", "30.2741", "120.1636"),
        {
            trigger: ".o_errand_submit button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Review and pay",
            trigger: ".o_errand_review .o_errand_text:contains('made-up folder')",
        },
        {
            trigger: "button[name=o_payment_submit_button]:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The live page, reached through the provider",
            trigger: ".o_errand_live .is-current:contains('Looking for a courier')",
            timeout: 40000,
        },
        {trigger: ".o_errand_code"},
        {trigger: ".o_errand_live_line.is-on"},
    ],
});

tours.add("errand_website_rate", {
    steps: () => [
        {trigger: "#rate label[for=errand_stars_4]", run: "click"},
        {trigger: "#errand_feedback", run: "edit Quick and kind"},
        {trigger: "#rate button[type=submit]", run: "click", expectUnloadPage: true},
        {trigger: ".alert-success:contains('Thank you')"},
    ],
});

tours.add("errand_website_wrong", {
    steps: () => [
        {
            trigger: ".o_errand_form [name=description]",
            run: "edit Please water my made-up plants",
        },
        {trigger: ".o_errand_form [name=fee]", run: "edit 0.5"},
        ...fillEnd("pickup", "31.2304", "121.4737"),
        ...fillEnd("dropoff", "30.2741", "120.1636"),
        {trigger: ".o_errand_submit button[type=submit]", run: "click"},
        {trigger: ".o_errand_error[data-field=fee]:contains('between')"},
        {trigger: ".o_errand_error[data-field=pickup_point]:contains('outside')"},
        {trigger: ".o_errand_form [name=description]:value(made-up plants)"},
        {trigger: ".o_errand_form [name=fee]", run: "edit 9"},
        {trigger: ".o_errand_form [name=pickup_latitude]", run: "edit 30.25"},
        {trigger: ".o_errand_form [name=pickup_longitude]", run: "edit 120.15"},
        {
            trigger: ".o_errand_submit button[type=submit]:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_errand_review .o_errand_text:contains('made-up plants')"},
    ],
});
