import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

export class NoticeList extends Component {
    static template = "errand_dispatch.NoticeList";
    static props = {};

    setup() {
        this.notices = useService("courier_notices");
        this.state = useState(this.notices.state);
    }

    run(notice) {
        this.notices.close(notice.id);
        notice.action.run();
    }
}
