import {describe, expect, test} from "@odoo/hoot";
import {queryAll, queryOne} from "@odoo/hoot-dom";
import {advanceTime, animationFrame, mockFetch} from "@odoo/hoot-mock";
import {
    setupInteractionWhiteList,
    startInteractions,
} from "@web/../tests/public/helpers";
import {contains, onRpc} from "@web/../tests/web_test_helpers";
import {
    restoreDraft,
    saveDraft,
    readDraft,
    dropDraft,
} from "@errand_website/utils/draft_store";

describe.current.tags("interaction_dev");
setupInteractionWhiteList([
    "errand_website.countdown",
    "errand_website.review",
    "errand_website.fee",
    "errand_website.files",
    "errand_website.form",
    "errand_website.busy",
    "errand_website.live",
    "errand_website.track",
    "errand_website.quote",
]);

const PRICE = `
    <div class="o_errand_review">
        <div class="o_errand_breakdown" data-seconds="61">
            <span class="o_errand_holds">Holds for <span class="o_errand_countdown"></span></span>
            <span class="o_errand_over d-none">Over</span>
        </div>
        <form class="o_errand_requote" hidden="hidden"></form>
        <div class="o_errand_pay"></div>
    </div>`;

const FORM = `
    <form class="o_errand_form" action="/errand/1" data-draft-key="errand-test">
        <p class="o_errand_error d-none" data-field="form"></p>
        <p class="o_errand_restored d-none"><span class="d-none"></span></p>
        <div class="o_errand_field" data-field="description">
            <textarea name="description"></textarea>
            <p class="o_errand_error d-none" data-field="description"></p>
        </div>
        <input type="radio" name="when" value="now" checked="checked"/>
        <input type="radio" name="when" value="slot"/>
        <div class="o_errand_slot"></div>
        <p class="o_errand_failed d-none"></p>
        <button type="submit">Go on</button>
    </form>`;

const PRICED = (serviceClass) => `
    <form class="o_errand_form" data-draft-key="errand-priced" data-category-id="7">
        <section class="o_errand_end" data-end="pickup" data-need="required">
            <input name="pickup_latitude"/><input name="pickup_longitude"/>
        </section>
        <input name="service_class" value="${serviceClass}"/>
        <div class="o_errand_fee_box">
            <input name="fee" value="8.00"/><p class="o_errand_suggestion">Usual: 8</p>
        </div>
        <div class="o_errand_quote">
            <input type="hidden" name="quote_id" value=""/>
            <div class="o_errand_quote_card"></div>
            <p class="o_errand_quote_wait d-none">Working</p>
            <p class="o_errand_quote_needs d-none"></p>
            <button type="button" class="o_errand_get_quote">Get the price</button>
        </div>
    </form>`;

const FILES = `
    <div class="o_errand_files" data-limit="1" data-max-mb="0.001" data-endings=".png,.pdf">
        <ul class="o_errand_file_list"></ul>
        <input type="file" multiple="multiple"/>
        <p class="o_errand_error d-none"></p>
    </div>`;

test("a price counts down, and makes way for a new one", async () => {
    await startInteractions(PRICE);
    expect(".o_errand_countdown").toHaveText("1:01");

    await advanceTime(2000);
    expect(".o_errand_countdown").toHaveText("0:59");
    expect(queryOne(".o_errand_requote").hidden).toBe(true);

    await advanceTime(60000);
    expect(".o_errand_over").not.toHaveClass("d-none");
    expect(".o_errand_holds").toHaveClass("d-none");
    expect(queryOne(".o_errand_requote").hidden).toBe(false);
    expect(".o_errand_pay").toHaveClass("d-none");
});

test("fields of a slot appear with their choice", async () => {
    await startInteractions(FORM);
    expect(".o_errand_slot").toHaveClass("d-none");

    await contains("[value=slot]").click();
    expect(".o_errand_slot").not.toHaveClass("d-none");
});

test("errors come beside their field, and go when it is typed in", async () => {
    await startInteractions(FORM);
    mockFetch(
        () =>
            new Response(JSON.stringify({errors: {description: "Say what."}}), {
                status: 422,
            })
    );

    await contains("button[type=submit]").click();
    await animationFrame();
    expect(".o_errand_error[data-field=description]").toHaveText("Say what.");
    expect("textarea").toHaveAttribute("aria-invalid");
    expect("button[type=submit]").toBeEnabled();

    await contains("textarea").edit("Something", {confirm: false});
    expect(".o_errand_error[data-field=description]").toHaveClass("d-none");
});

test("a lost network loses nothing", async () => {
    await startInteractions(FORM);
    mockFetch((url) => {
        if (String(url).endsWith("/errand/1")) {
            throw new TypeError("no network");
        }
        return new Response(JSON.stringify({result: {}}));
    });
    await contains("textarea").edit("Keep me", {confirm: false});

    await contains("button[type=submit]").click();
    await animationFrame();
    expect(".o_errand_failed").toHaveText(/Nothing is lost/);
    expect("textarea").toHaveValue("Keep me");
    expect("button[type=submit]").toBeEnabled();
});

test("what is typed is kept in the tab until it is sent", async () => {
    await startInteractions(FORM);
    await contains("textarea").edit("Kept", {confirm: false});
    await advanceTime(300);

    const kept = readDraft("errand-test");
    expect(kept.texts.description).toBe("Kept");
    queryOne("textarea").value = "";
    expect(restoreDraft(queryOne("form"), kept.texts)).toBe(true);
    expect("textarea").toHaveValue("Kept");

    saveDraft(queryOne("form"), "errand-test");
    dropDraft("errand-test");
    expect(readDraft("errand-test")).toBe(null);
});

async function typePoint(latitude) {
    await contains("[name=pickup_latitude]").edit(latitude, {confirm: false});
    await contains("[name=pickup_longitude]").edit("120.15", {confirm: false});
    await advanceTime(800);
    await animationFrame();
}

test("the price comes by itself once the places are set", async () => {
    let answer = {id: 5, html: "<p>Base fee</p>"};
    onRpc("/errand/quote", async (request) => {
        const {params} = await request.json();
        expect.step(params.points.pickup.join());
        return answer;
    });
    await startInteractions(PRICED("professional"));
    await contains("[name=pickup_latitude]").edit("30.25", {confirm: false});
    await advanceTime(800);
    expect.verifySteps([]);

    await typePoint("30.25");
    expect.verifySteps(["30.25,120.15"]);
    expect(".o_errand_quote_card").toHaveText("Base fee");
    expect("[name=quote_id]").toHaveValue("5");

    answer = {errors: {pickup_point: "Outside the area"}};
    await typePoint("31.25");
    expect.verifySteps(["31.25,120.15"]);
    expect("[name=quote_id]").toHaveValue("");
    expect(".o_errand_quote_needs").toHaveText("Outside the area");
    expect(".o_errand_quote_wait").toHaveClass("d-none");
});

test("the suggested fee follows the place, and leaves a typed one alone", async () => {
    let fee = "12.00";
    onRpc("/errand/quote", () => ({fee, hint: `Usual here: ${fee}`}));
    await startInteractions(PRICED("ordinary"));
    await typePoint("30.25");
    expect("[name=fee]").toHaveValue("12.00");
    expect(".o_errand_suggestion").toHaveText("Usual here: 12.00");

    await contains("[name=fee]").edit("20", {confirm: false});
    fee = "13.00";
    await typePoint("30.26");
    expect("[name=fee]").toHaveValue("20");
    expect(".o_errand_suggestion").toHaveText("Usual here: 13.00");
});

test("wrong files are told before they are sent", async () => {
    await startInteractions(FILES);
    const pick = async (...files) => {
        const input = queryOne("input[type=file]");
        const transfer = new DataTransfer();
        files.forEach((file) => transfer.items.add(file));
        input.files = transfer.files;
        input.dispatchEvent(new Event("change"));
        await animationFrame();
    };

    await pick(new File(["x"], "run.exe"));
    expect(".o_errand_error").toHaveText(/run.exe/);
    expect(".o_errand_file").toHaveCount(0);

    await pick(new File(["x".repeat(2000)], "big.pdf"));
    expect(".o_errand_error").toHaveText(/too large/);

    await pick(new File(["x"], "a.pdf"), new File(["x"], "b.pdf"));
    expect(".o_errand_error").toHaveText(/one too many/);
    expect(queryAll(".o_errand_file_name").map((el) => el.textContent)).toEqual([
        "a.pdf",
    ]);

    await contains(".o_errand_drop").click();
    expect(".o_errand_file").toHaveCount(0);
    expect(queryOne("input[type=file]").files.length).toBe(0);
});

test("news swap what changed, and leave alone what somebody types in", async () => {
    const parts = (stage) => `
        <div data-part="stages"><p>${stage}</p></div>
        <div data-part="rating">
            <input name="csrf_token" value="${stage}"/>  <textarea></textarea>
        </div>`;
    let stage = "Looking";
    onRpc("/live", () => new Response(`<div>${parts(stage)}</div>`), {pure: true});
    await startInteractions(
        `<div class="o_errand_live" data-url="/live" data-channel="errand_order_1">
            <p class="o_errand_live_line"><span class="o_errand_live_on d-none"></span></p>
            ${parts("Looking")}
        </div>`
    );
    await advanceTime(100);
    expect(".o_errand_live_line").toHaveClass("is-on");
    await contains("textarea").edit("Half a sentence", {confirm: false});

    stage = "Grabbed";
    await advanceTime(20000);
    await animationFrame();
    expect("[data-part=stages]").toHaveText("Grabbed");
    expect("textarea").toHaveValue("Half a sentence");
});

test("old news are not called live", async () => {
    onRpc("/live", () => new Response("<div></div>"), {pure: true});
    await startInteractions(
        `<div class="o_errand_live" data-url="/live" data-channel="errand_order_1">
            <p class="o_errand_live_line">
                <span class="o_errand_live_on d-none"></span>
                <button class="o_errand_refresh d-none"></button>
            </p>
        </div>`
    );
    await advanceTime(100);
    expect(".o_errand_live_line").toHaveClass("is-on");

    mockFetch(() => {
        throw new TypeError("no network");
    });
    await advanceTime(20000);
    await animationFrame();
    expect(".o_errand_live_line").toHaveClass("is-off");
    expect(".o_errand_refresh").not.toHaveClass("d-none");
});

const trackOf = (values = {}) => ({
    is_tracked: true,
    live_s: 120,
    place: {latitude: 30, longitude: 120, accuracy_m: 9, age_s: 10, is_live: true},
    lines: [{label: "At the drop-off, about", text: "14:20 – 14:35"}],
    hint: "",
    ...values,
});

const TRACK = (track) => `
    <section class="o_errand_track d-none" data-url="/track" data-points="[]"
             data-track='${JSON.stringify(track)}'>
        <ul class="o_errand_arrivals"></ul>
        <p class="o_errand_track_hint d-none"></p>
        <div class="o_errand_track_map"></div>
        <p class="o_errand_seen d-none"><span class="o_errand_seen_text"></span></p>
    </section>`;

test("R0.9: a live position says how old it is, an old one when it was last seen", async () => {
    onRpc("/track", () => new Response("", {status: 500}), {pure: true});
    await startInteractions(TRACK(trackOf()));
    expect(".o_errand_track").not.toHaveClass("d-none");
    expect(".o_errand_arrivals").toHaveText("At the drop-off, about 14:20 – 14:35");
    expect(".o_errand_seen").toHaveText("Updated 10 s ago");
    expect(".o_errand_seen").toHaveClass("is-live");

    await advanceTime(115000);
    expect(".o_errand_seen").toHaveText("Last seen 2 min ago");
    expect(".o_errand_seen").not.toHaveClass("is-live");
});

test("R0.9: the map goes when the errand is not held any more", async () => {
    onRpc("/track", () => new Response(JSON.stringify({is_tracked: false})), {
        pure: true,
    });
    await startInteractions(TRACK(trackOf()));

    await advanceTime(16000);
    await animationFrame();

    expect(".o_errand_track").toHaveClass("d-none");
});

test("R0.9: without a position the page says what it knows", async () => {
    await startInteractions(TRACK(trackOf({place: null, hint: "It is a plan."})));

    expect(".o_errand_track_hint").toHaveText("It is a plan.");
    expect(".o_errand_seen").toHaveClass("d-none");
});
