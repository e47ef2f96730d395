import {beforeEach, describe, expect, test} from "@odoo/hoot";

import {
    setupInteractionWhiteList,
    startInteractions,
} from "@web/../tests/public/helpers";
import {contains, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("errand_notice.push");

const CARD = `
    <section class="o_errand_push d-none">
        <button class="o_errand_push_on">Tell me</button>
        <p class="o_errand_push_is_on d-none">Told</p>
        <button class="o_errand_push_off d-none">Not any more</button>
        <p class="o_errand_push_blocked d-none">Blocked</p>
        <p class="o_errand_push_failed d-none">Failed</p>
    </section>`;

let browserFake = null;

/** A browser that can push, and a person who answers its question. */
class BrowserFake {
    constructor() {
        this.permission = "default";
        this.answer = "granted";
        this.asked = 0;
        this.subscription = null;
    }

    get serviceWorker() {
        const registration = {
            active: {scriptURL: "https://errand.example.com/errand/service_worker.js"},
            pushManager: this,
        };
        return {
            addEventListener() {}, // other services of the page listen
            getRegistration: async () => registration,
            register: async () => registration,
        };
    }

    async requestPermission() {
        this.asked += 1;
        this.permission = this.answer;
        return this.answer;
    }

    async getSubscription() {
        return this.subscription;
    }

    async subscribe() {
        const endpoint = "https://push.example.com/1";
        this.subscription = {
            endpoint,
            toJSON: () => ({endpoint, keys: {p256dh: "made-up", auth: "made-up"}}),
            unsubscribe: async () => {
                this.subscription = null;
            },
        };
        return this.subscription;
    }
}

beforeEach(() => {
    browserFake = new BrowserFake();
    patchWithCleanup(browser, {
        Notification: browserFake,
        navigator: {serviceWorker: browserFake.serviceWorker},
    });
    patchWithCleanup(window, {PushManager: class {}});
    onRpc("/errand/push/key", () => ({key: "BAAB"}));
    onRpc("/errand/push/subscribe", async (request) => {
        const {params} = await request.json();
        expect.step(params.endpoint);
        return {is_on: true};
    });
    onRpc("/errand/push/unsubscribe", () => {
        expect.step("off");
        return {is_on: false};
    });
});

test("nothing is asked before somebody wants it", async () => {
    await startInteractions(CARD);

    expect(".o_errand_push").not.toHaveClass("d-none");
    expect(".o_errand_push_on").not.toHaveClass("d-none");
    expect(browserFake.asked).toBe(0);
});

test("a device is subscribed, and unsubscribed again", async () => {
    await startInteractions(CARD);

    await contains(".o_errand_push_on").click();
    expect.verifySteps(["https://push.example.com/1"]);
    expect(".o_errand_push_is_on").not.toHaveClass("d-none");
    expect(".o_errand_push_on").toHaveClass("d-none");

    await contains(".o_errand_push_off").click();
    expect.verifySteps(["off"]);
    expect(".o_errand_push_on").not.toHaveClass("d-none");
});

test("whoever says no is told how to think better of it", async () => {
    browserFake.answer = "denied";
    await startInteractions(CARD);

    await contains(".o_errand_push_on").click();

    expect.verifySteps([]);
    expect(".o_errand_push_blocked").not.toHaveClass("d-none");
});

test("a failure is said, and the page goes on", async () => {
    browserFake.subscribe = async () => {
        throw new Error("no push service");
    };
    await startInteractions(CARD);

    await contains(".o_errand_push_on").click();

    expect(".o_errand_push_failed").not.toHaveClass("d-none");
    expect(".o_errand_push_on").not.toHaveClass("d-none");
});

test("a browser without pushes shows nothing", async () => {
    patchWithCleanup(browser, {Notification: undefined});
    await startInteractions(CARD);

    expect(".o_errand_push").toHaveClass("d-none");
});
