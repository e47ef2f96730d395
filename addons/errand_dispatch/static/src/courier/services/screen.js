import {reactive} from "@odoo/owl";

/** Which screen is open: in the address, so the phone's back button works. */
export class Screen {
    constructor() {
        this.state = reactive({name: "home", id: null});
        this.read();
    }

    read() {
        const [name, id] = location.hash.replace(/^#\/?/, "").split("/");
        if (name === "job" && Number(id) > 0) {
            Object.assign(this.state, {name, id: Number(id)});
        } else if (name === "earnings") {
            Object.assign(this.state, {name, id: null});
        } else {
            Object.assign(this.state, {name: "home", id: null});
        }
    }

    open(name, id = null) {
        location.hash = id ? `#/${name}/${id}` : `#/${name}`;
        this.read();
    }

    home() {
        this.open("home");
    }
}

export const screenService = {
    start() {
        const screen = new Screen();
        window.addEventListener("hashchange", () => screen.read());
        return screen;
    },
};
