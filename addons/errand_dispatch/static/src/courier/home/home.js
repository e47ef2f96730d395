import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {DutyCard} from "../duty_card/duty_card";
import {JobCard} from "../job_card/job_card";
import {Pool} from "../pool/pool";

/** Duty, earnings, what I hold, and the errands near me. */
export class Home extends Component {
    static template = "errand_dispatch.Home";
    static components = {DutyCard, JobCard, Pool};
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
    }
}
