import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {patch} from "@web/core/utils/patch";
import {Success} from "@errand_dispatch/courier/success/success";

/** The courier's stars for the customer, and the way to support. */
export class RateCustomer extends Component {
    static template = "errand_support.RateCustomer";
    static props = {job: Object};

    setup() {
        this.state = useState({stars: 0, isSending: false, error: ""});
    }

    async rate(stars) {
        if (this.state.isSending) {
            return;
        }
        Object.assign(this.state, {isSending: true, error: ""});
        try {
            const kept = await rpc("/courier/rate", {
                task_id: this.props.job.id,
                stars,
            });
            this.state.stars = kept.stars;
        } catch (error) {
            this.state.error =
                error.data?.message || _t("No network. Please try again later.");
        } finally {
            this.state.isSending = false;
        }
    }
}

patch(Success, {
    components: {...Success.components, RateCustomer},
});
