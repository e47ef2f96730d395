import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("errand_order_place", {
    steps: () => [
        {trigger: ".o_kanban_record:contains(Carry it for me)", run: "click"},
        {trigger: "button[name=action_place]", run: "click"},
        {trigger: ".modal-footer .btn-primary", run: "click"},
        {trigger: ".o_arrow_button_current:contains(Placed)"},
        {trigger: "button[name=action_show_dropoff_phone]", run: "click"},
        {trigger: ".o_notification:contains(+8613800005678)"},
        {trigger: ".o_notebook a[name=timeline]", run: "click"},
        {trigger: "[name=event_ids] .o_data_row:contains(Contact looked at)"},
        {trigger: "button[name=action_open_tasks]", run: "click"},
        {trigger: ".o_form_view:contains(Carry it for me) [name=state]"},
    ],
});
