import {reactive} from "@odoo/owl";

const STAY_MS = 6000;
const AT_MOST = 3;

/** Short news at the edge of the screen, read aloud by screen readers. */
export class Notices {
    constructor() {
        this.lastId = 0;
        this.state = reactive({list: []});
    }

    /**
     * @param {string} text
     * @param {{type?: "info"|"good"|"bad", sticky?: boolean, action?: {name: string, run: function}}} options
     */
    add(text, {type = "info", sticky = false, action = null} = {}) {
        const twin = this.state.list.find((notice) => notice.text === String(text));
        if (twin) {
            this.close(twin.id);
        }
        const id = ++this.lastId;
        this.state.list.push({id, text: String(text), type, action});
        this.state.list.splice(0, this.state.list.length - AT_MOST);
        if (!sticky) {
            setTimeout(() => this.close(id), STAY_MS);
        }
        return id;
    }

    close(id) {
        const index = this.state.list.findIndex((notice) => notice.id === id);
        if (index >= 0) {
            this.state.list.splice(index, 1);
        }
    }
}

export const noticesService = {
    start: () => new Notices(),
};
