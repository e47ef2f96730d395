import {_t} from "@web/core/l10n/translation";
import {sprintf} from "@web/core/utils/strings";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

const MB = 1024 * 1024;

/** Pictures and files: gathered over several picks, with previews, removable. */
export class ErrandFiles extends Interaction {
    static selector = ".o_errand_files";
    dynamicContent = {
        "input[type=file]": {"t-on-change": this.onPick},
        ".o_errand_drop": {"t-on-click": this.onRemove},
    };

    setup() {
        this.input = this.el.querySelector("input[type=file]");
        this.list = this.el.querySelector(".o_errand_file_list");
        this.files = [];
        this.urls = [];
        this.registerCleanup(() => this.freePreviews());
    }

    get limit() {
        const kept = this.list.querySelectorAll("[data-file-id] input:not(:checked)");
        return Number(this.el.dataset.limit) - kept.length;
    }

    onPick() {
        const problems = [];
        for (const file of this.input.files) {
            const problem = this.problemOf(file);
            if (problem) {
                problems.push(problem);
            } else if (!this.has(file)) {
                this.files.push(file);
            }
        }
        this.show();
        this.say(problems.join(" "));
    }

    onRemove(ev) {
        const index = Number(ev.currentTarget.dataset.index);
        this.files.splice(index, 1);
        this.show();
        this.say("");
        this.input.focus();
    }

    has(file) {
        return this.files.some(
            (known) =>
                known.name === file.name &&
                known.size === file.size &&
                known.lastModified === file.lastModified
        );
    }

    /** Return what is wrong with a file, so that it need not be sent to learn it. */
    problemOf(file) {
        const ending = `.${file.name.split(".").pop().toLowerCase()}`;
        if (!this.el.dataset.endings.split(",").includes(ending)) {
            return sprintf(_t("“%s” cannot be used here."), file.name);
        }
        if (file.size > Number(this.el.dataset.maxMb) * MB) {
            return sprintf(_t("“%s” is too large."), file.name);
        }
        if (!this.has(file) && this.files.length >= this.limit) {
            return sprintf(_t("“%s” is one too many."), file.name);
        }
        return "";
    }

    show() {
        const transfer = new DataTransfer();
        this.files.forEach((file) => transfer.items.add(file));
        this.input.files = transfer.files;
        this.freePreviews();
        for (const old of this.list.querySelectorAll(".o_errand_new")) {
            old.remove();
        }
        this.files.forEach((file, index) => this.list.append(this.row(file, index)));
        this.updateContent();
        this.input.dispatchEvent(new Event("input", {bubbles: true}));
    }

    row(file, index) {
        const row = document.createElement("li");
        row.className = "o_errand_file o_errand_new";
        row.append(this.preview(file));
        const name = document.createElement("span");
        name.className = "o_errand_file_name";
        name.textContent = file.name;
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "o_errand_drop btn btn-sm btn-light";
        remove.dataset.index = index;
        remove.textContent = _t("Remove");
        remove.setAttribute("aria-label", sprintf(_t("Remove %s"), file.name));
        row.append(name, remove);
        return row;
    }

    preview(file) {
        if (!file.type.startsWith("image/")) {
            const icon = document.createElement("i");
            icon.className = "fa fa-file-text-o";
            icon.setAttribute("aria-hidden", "true");
            return icon;
        }
        const picture = document.createElement("img");
        const url = URL.createObjectURL(file);
        this.urls.push(url);
        picture.src = url;
        picture.alt = "";
        return picture;
    }

    freePreviews() {
        this.urls.splice(0).forEach((url) => URL.revokeObjectURL(url));
    }

    say(text) {
        const error = this.el.querySelector(".o_errand_error");
        error.textContent = text;
        error.classList.toggle("d-none", !text);
        this.el.classList.toggle("is-wrong", Boolean(text));
    }
}

registry.category("public.interactions").add("errand_website.files", ErrandFiles);
