import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {shrinkPhoto} from "../lib/pictures";

/** Take a photo, see it, take it again. */
export class PhotoField extends Component {
    static template = "errand_dispatch.PhotoField";
    static props = {label: String, photo: String, onPhoto: Function};

    setup() {
        this.state = useState({isReading: false, error: ""});
    }

    get source() {
        return `data:image/jpeg;base64,${this.props.photo}`;
    }

    async onChange(event) {
        const [file] = event.target.files;
        if (!file) {
            return;
        }
        Object.assign(this.state, {isReading: true, error: ""});
        try {
            this.props.onPhoto(await shrinkPhoto(file));
        } catch {
            this.state.error = _t("This is not a picture. Please take a photo.");
        } finally {
            this.state.isReading = false;
        }
    }
}
