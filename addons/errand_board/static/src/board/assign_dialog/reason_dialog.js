import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";

const OTHER = "other";

/** Why somebody decides against a rule: one of the usual reasons, or a few words. */
export class ReasonDialog extends Component {
    static template = "errand_board.ReasonDialog";
    static components = {Dialog};
    static props = {
        title: String,
        message: String,
        reasons: Array,
        confirmLabel: String,
        onChoose: Function,
        close: Function,
    };

    setup() {
        this.other = OTHER;
        this.state = useState({code: "", text: "", isBusy: false});
    }

    get reason() {
        const {code, text} = this.state;
        return code === OTHER ? text.trim() : code;
    }

    async confirm() {
        if (!this.reason || this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.props.onChoose(this.reason);
            this.props.close();
        } finally {
            this.state.isBusy = false;
        }
    }
}
