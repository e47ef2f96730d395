import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {ago} from "../board_lib";

const TYPING_MS = 250;

/** Who could have a task, the best first, with what speaks against each. */
export class AssignDialog extends Component {
    static template = "errand_board.AssignDialog";
    static components = {Dialog};
    static props = {card: Object, now: Number, onGive: Function, close: Function};

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        useAutofocus({refName: "search"});
        this.state = useState({text: "", found: null, isBusy: false});
        this.onType = useDebounced(() => this.search(), TYPING_MS);
        onWillStart(() => this.search());
    }

    get title() {
        return _t("Give %s to", this.props.card.number);
    }

    async search() {
        this.state.found = await this.keepLast.add(
            this.orm.call("errand.board", "candidates", [
                this.props.card.id,
                this.state.text,
            ])
        );
    }

    place(person) {
        if (!person.position_at) {
            return "";
        }
        const seen = ago(person.position_at, this.props.now);
        return person.km === null
            ? _t("seen %s", seen)
            : _t("%(km)s km away, seen %(seen)s", {km: person.km, seen});
    }

    async give(person) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.props.onGive(person);
            this.props.close();
        } finally {
            this.state.isBusy = false;
        }
    }
}
