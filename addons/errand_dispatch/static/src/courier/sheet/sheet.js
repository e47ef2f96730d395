import {Component, onMounted, useRef} from "@odoo/owl";

/** A panel that comes from below, over everything; Escape and its backdrop close it. */
export class Sheet extends Component {
    static template = "errand_dispatch.Sheet";
    static props = {title: String, onClose: Function, slots: Object};

    setup() {
        this.root = useRef("root");
        onMounted(() => this.root.el.showModal());
    }

    onClick(event) {
        if (event.target === this.root.el) {
            this.props.onClose();
        }
    }
}
