import {Component, onMounted, useState} from "@odoo/owl";
import {PushClient} from "@errand_notice/push_client/push_client";

/** “Tell me on this phone”: what happens to my errands, also when the app is closed. */
export class PushCard extends Component {
    static template = "errand_dispatch.PushCard";
    static props = {};

    setup() {
        this.client = new PushClient("/courier/service-worker.js", "/courier");
        this.state = useState({push: "none", isBusy: false, hasFailed: false});
        onMounted(() => this.change(() => this.client.state()));
    }

    async change(action) {
        this.state.isBusy = true;
        this.state.hasFailed = false;
        try {
            this.state.push = await action();
        } catch (error) {
            this.state.hasFailed = true;
            console.warn("Push:", error);
        }
        this.state.isBusy = false;
    }
}
