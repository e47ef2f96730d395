import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** The way to call the people of a job through a virtual number. */
export class CallAction extends Component {
    static template = "errand_call.CallAction";
    static props = {job: Object};
}

registry.category("courier_job_actions").add("call", {
    Component: CallAction,
    isShown: (job) => Boolean(job.can_call),
});
