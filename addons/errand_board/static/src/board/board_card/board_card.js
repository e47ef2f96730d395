import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {age, clock, lateWords, slot} from "../board_lib";

/** One task of the board. */
export class BoardCard extends Component {
    static template = "errand_board.Card";
    static components = {Dropdown, DropdownItem};
    static props = {
        card: Object,
        now: Number,
        isSelected: Boolean,
        isLit: Boolean,
        onSelect: Function,
        onOpen: Function,
        onAssign: Function,
        onTakeBack: Function,
        onCallOff: Function,
        onWorker: Function,
        onDragStart: Function,
        onDragEnd: Function,
    };

    get since() {
        const {card, now} = this.props;
        if (card.opens_at) {
            return _t("opens %s", clock(card.opens_at));
        }
        return card.since ? age(card.since, now) : "";
    }

    /** What the policy tries now, and when it goes on. */
    get step() {
        const {step, next_at: nextAt} = this.props.card.step;
        return [step, nextAt && _t("next step %s", clock(nextAt))]
            .filter(Boolean)
            .join(" · ");
    }

    get slot() {
        return slot(this.props.card);
    }

    get late() {
        const words = lateWords();
        return this.props.card.late.map((code) => words[code]);
    }

    onDragStart(ev) {
        // Firefox drags nothing without data.
        ev.dataTransfer?.setData("text/plain", this.props.card.number);
        this.props.onDragStart();
    }
}
