import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {clock} from "../lib/formats";

/** An errand that the courier did not take themselves: do they do it? (R2.2) */
export class Given extends Component {
    static template = "errand_dispatch.Given";
    static props = {job: Object, onHandBack: Function};

    setup() {
        this.connection = useState(useService("courier_connection").state);
        this.connectionService = useService("courier_connection");
        this.courier = useService("courier");
        this.jobDetails = useService("courier_job_details");
        this.state = useState({isSending: false, error: ""});
    }

    get deadline() {
        const time = clock(this.props.job.accept_by);
        return _t("Please answer by %s, or somebody else gets it.", time);
    }

    /** With the goods in hand, or on the way back, there is nothing to give back. */
    get mayHandBack() {
        return this.props.job.state === "assigned" && this.props.job.leg !== "return";
    }

    async accept() {
        if (this.state.isSending) {
            return;
        }
        Object.assign(this.state, {isSending: true, error: ""});
        const {asked} = this.courier;
        try {
            const {job} = await this.connectionService.call("job/accept", {
                task_id: this.props.job.id,
            });
            await this.courier.patchJob(job, asked);
            await this.jobDetails.patch(job);
        } catch (error) {
            this.state.error = error.message;
            if (error.kind === "refused") {
                await this.courier.refresh();
            }
        }
        this.state.isSending = false;
    }
}
