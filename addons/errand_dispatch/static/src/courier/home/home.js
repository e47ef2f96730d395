import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {DutyCard} from "../duty_card/duty_card";
import {JobCard} from "../job_card/job_card";
import {Pool} from "../pool/pool";
import {PushCard} from "../push_card/push_card";

/**
 * What else a courier sees at home. Other add-ons add
 * {Component, isShown: (data) => boolean}; data is what `/courier/state` said.
 */
const homeCards = registry.category("courier_home_cards");

/** Duty, earnings, what I hold, and the errands near me. */
export class Home extends Component {
    static template = "errand_dispatch.Home";
    static components = {DutyCard, JobCard, Pool, PushCard};
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
    }

    get cards() {
        return homeCards
            .getEntries()
            .map(([name, card]) => ({name, ...card}))
            .filter((card) => card.isShown(this.courier.data));
    }
}
