import {registry} from "@web/core/registry";

/** Steps that add a question to the form of a category. */
function addQuestion(label, type) {
    return [
        {trigger: ".o_errand_add", run: "click"},
        {
            trigger: ".o_errand_form_field:last .o_errand_label input",
            run: `edit ${label} && press Tab`,
        },
        {
            trigger: ".o_errand_form_field:last .o_errand_type select",
            run: `select ${type}`,
        },
    ];
}

/** Steps that fill in a cell of the price rule that is being edited. */
function editCell(name, value) {
    return [
        {
            trigger: `.o_selected_row [name=${name}] input`,
            run: `edit ${value}`,
        },
    ];
}

registry.category("web_tour.tours").add("errand_category_create", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: "[name=name] input, [name=name] textarea", run: "edit Walk my dog"},
        {trigger: "[name=icon] input", run: "edit fa-paw"},
        {trigger: "[name=dropoff] input[data-value=no]", run: "click"},
        ...addQuestion("Dog's name", "char"),
        ...addQuestion("Size", "selection"),
        {trigger: ".o_errand_new_choice", run: "edit Small && press Tab"},
        {
            trigger:
                ".o_errand_choices:has(input[aria-label=Choice]) .o_errand_new_choice",
            run: "edit Large && press Tab",
        },
        {trigger: ".o_notebook a[name=prices]", run: "click"},
        {trigger: "[name=price_rule_ids] .o_field_x2many_list_row_add a", run: "click"},
        ...editCell("suggested_fee", "30"),
        ...editCell("minimum_fee", "10"),
        ...editCell("maximum_fee", "60"),
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
    ],
});
