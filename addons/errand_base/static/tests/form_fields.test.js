import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {click, edit, queryAllValues, select} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Category extends models.Model {
    _name = "category";

    definition = fields.PropertiesDefinition();

    _records = [
        {
            id: 1,
            definition: [
                {name: "paper", string: "Paper", type: "char", default: "A4"},
                {
                    name: "colour",
                    string: "Colour",
                    type: "selection",
                    selection: [
                        ["bw", "Black and white"],
                        ["full", "Full colour"],
                    ],
                    default: "bw",
                },
            ],
        },
    ];
}

defineMailModels();
defineModels([Category]);

let saved = null;

beforeEach(() => {
    saved = null;
    onRpc("category", "web_save", ({args}) => {
        saved = args[1].definition;
    });
});

async function mountForm(readonly = false) {
    await mountView({
        type: "form",
        resModel: "category",
        resId: 1,
        arch: `<form><field name="definition" widget="errand_form_fields" readonly="${readonly}"/></form>`,
    });
}

async function change(selector, value) {
    await click(selector);
    await edit(value, {confirm: "blur"});
    await animationFrame();
}

async function save() {
    await click(".o_form_button_save");
    await animationFrame();
}

test("the questions are shown with their answers and defaults", async () => {
    await mountForm();

    expect(".o_errand_form_field").toHaveCount(2);
    expect(queryAllValues(".o_errand_label input")).toEqual(["Paper", "Colour"]);
    expect(queryAllValues(".o_errand_type select")).toEqual(["char", "selection"]);
    expect(".o_errand_default:first input").toHaveValue("A4");
    expect(".o_errand_default:last select").toHaveValue("bw");
});

test("a question is added, named and saved", async () => {
    await mountForm();

    await click(".o_errand_add");
    await animationFrame();
    await change(".o_errand_form_field:last .o_errand_label input", "Copies");
    await click(".o_errand_form_field:last select");
    await select("integer");
    await animationFrame();
    await change(".o_errand_form_field:last .o_errand_default input", "2");
    await save();

    expect(saved).toHaveLength(3);
    expect(saved[2].name).toMatch(/^[0-9a-f]{16}$/);
    expect(saved[2]).toMatchObject({string: "Copies", type: "integer", default: 2});
});

test("choices are added, renamed and removed with their default", async () => {
    await mountForm();

    await change(".o_errand_new_choice", "Grey");
    await change(".o_errand_choices input:eq(1)", "All colours");
    await click(".o_errand_choices button:first");
    await animationFrame();
    await save();

    expect(saved[1].selection.map((choice) => choice[1])).toEqual([
        "All colours",
        "Grey",
    ]);
    expect(saved[1].default).toBe(false);
});

test("another type gets another name, the old one its old name", async () => {
    await mountForm();

    await click(".o_errand_type:first select");
    await select("date");
    await animationFrame();
    await click(".o_errand_type:first select");
    await select("char");
    await animationFrame();
    await click(".o_errand_type:last select");
    await select("text");
    await animationFrame();
    await save();

    expect(saved[0].name).toBe("paper");
    expect(saved[1].name).not.toBe("colour");
    expect("selection" in saved[1]).toBe(false);
});

test("questions are moved and removed", async () => {
    await mountForm();

    await click(".o_errand_form_field:last [title='Move up']");
    await animationFrame();
    expect(queryAllValues(".o_errand_label input")).toEqual(["Colour", "Paper"]);

    await click(".o_errand_form_field:last .o_errand_remove");
    await animationFrame();
    await save();
    expect(saved.map((definition) => definition.name)).toEqual(["colour"]);
});

test("an empty label is not taken", async () => {
    await mountForm();

    await change(".o_errand_label:first input", "");

    expect(".o_errand_label:first input").toHaveValue("Paper");
});

test("who may not change it reads the questions", async () => {
    await mountForm(true);

    expect(".o_errand_form_fields input").toHaveCount(0);
    expect(".o_errand_add").toHaveCount(0);
    expect(".o_errand_form_field:last").toHaveText(/Black and white \/ Full colour/);
});
