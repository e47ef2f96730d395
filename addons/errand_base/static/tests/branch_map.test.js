import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {click, edit, queryAll, queryAllValues} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {
    between,
    middles,
    moved,
    readNumber,
    rounded,
    without,
} from "@errand_base/components/branch_map/corners";

const TRIANGLE = [
    [30, 120],
    [30, 121],
    [31, 121],
];

describe("corners", () => {
    test("R2.1: an area is changed in a copy", () => {
        expect(moved(TRIANGLE, 1, [5, 6])[1]).toEqual([5, 6]);
        expect(between(TRIANGLE, 0, [5, 6])[1]).toEqual([5, 6]);
        expect(without(TRIANGLE, 0).length).toBe(2);
        expect(TRIANGLE.length).toBe(3);
        expect(TRIANGLE[1]).toEqual([30, 121]);
    });

    test("R2.1: each edge has a middle, the last one too", () => {
        expect(middles(TRIANGLE)).toEqual([
            [30, 120.5],
            [30.5, 121],
            [30.5, 120.5],
        ]);
    });

    test("R2.1: places stay on earth", () => {
        expect(rounded([95, 181])).toEqual([90, -179]);
        expect(rounded([1.23456789, -181])).toEqual([1.234568, 179]);
    });

    test("R2.1: typed nonsense is no number", () => {
        expect(readNumber(" 30,5 ", 90)).toBe(30.5);
        for (const text of ["", "x", "91", "NaN", "Infinity", "-90.1"]) {
            expect(readNumber(text, 90)).toBe(null);
        }
    });
});

class Branch extends models.Model {
    _name = "branch";

    latitude = fields.Float();
    longitude = fields.Float();
    radius_km = fields.Float();
    area_kind = fields.Selection({
        selection: [
            ["circle", "Circle"],
            ["polygon", "Drawn on the map"],
        ],
    });
    area_polygon = fields.Json();

    _records = [
        {
            id: 1,
            latitude: 30.2,
            longitude: 120.2,
            radius_km: 5,
            area_kind: "polygon",
            area_polygon: TRIANGLE,
        },
    ];
}

defineMailModels();
defineModels([Branch]);

const FORM = `
    <form>
        <field name="area_kind"/>
        <field name="area_polygon" widget="errand_branch_map"/>
    </form>`;

beforeEach(() => {
    // No map: everything can be done by hand.
    onRpc("errand.branch", "map_settings", () => {
        throw new Error("no network");
    });
});

async function openForm() {
    await mountView({type: "form", resModel: "branch", resId: 1, arch: FORM});
}

test("R2.1: without a map the corners are typed", async () => {
    onRpc("branch", "web_save", ({args}) => {
        expect.step(JSON.stringify(args[1].area_polygon));
    });
    await openForm();
    expect(".o_errand_branch_map_field .alert").toHaveCount(1);
    expect(queryAllValues(".o_errand_corners input")).toEqual([
        "30",
        "120",
        "30",
        "121",
        "31",
        "121",
    ]);

    await click(".o_errand_corners input:first");
    await edit("29.5", {confirm: "tab"});
    await animationFrame();
    await click(queryAll(".o_errand_corners button").at(-1));
    await animationFrame();
    await click(".o_errand_branch_map_field button:contains(Add a corner)");
    await animationFrame();
    await click(".o_form_button_save");
    await animationFrame();

    expect.verifySteps(["[[29.5,120],[30,121],[30,121.01]]"]);
});

test("R2.1: what is no number is not taken", async () => {
    await openForm();

    await click(".o_errand_corners input:first");
    await edit("north", {confirm: "tab"});
    await animationFrame();

    expect(".o_errand_corners input:first").toHaveValue("30");
});

test("R2.1: a circle has no corners to edit", async () => {
    Branch._records[0].area_kind = "circle";
    await openForm();

    expect(".o_errand_corners").toHaveCount(0);
});
