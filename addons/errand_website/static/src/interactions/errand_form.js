import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {setBusy} from "../utils/busy";
import {dropDraft, readDraft, restoreDraft, saveDraft} from "../utils/draft_store";

/** The form of an errand: sent without leaving the page, so nothing typed is lost. */
export class ErrandForm extends Interaction {
    static selector = ".o_errand_form";
    dynamicContent = {
        _root: {
            "t-on-submit.prevent": this.onSubmit,
            "t-on-input": this.onInput,
            "t-on-errand-errors": (ev) => this.showErrors(ev.detail),
        },
        ".o_errand_me": {"t-on-click": this.onItIsMe},
        ".o_errand_slot": {
            "t-att-class": () => ({"d-none": this.valueOf("when") !== "slot"}),
        },
        ".o_errand_when_ordinary": {
            "t-att-class": () => ({"d-none": this.isProfessional}),
        },
        ".o_errand_when_professional": {
            "t-att-class": () => ({"d-none": !this.isProfessional}),
        },
    };

    setup() {
        this.draftKey = this.el.dataset.draftKey;
        this.keep = this.debounced(() => saveDraft(this.el, this.draftKey), 250);
        this.isSending = false;
    }

    start() {
        const isAnswered = this.el.querySelector(".o_errand_error:not(.d-none)");
        const kept = !isAnswered && !this.el.dataset.isEdit && readDraft(this.draftKey);
        if (kept && restoreDraft(this.el, kept.texts)) {
            const note = this.el.querySelector(".o_errand_restored");
            note.classList.remove("d-none");
            note.firstElementChild.classList.toggle("d-none", !kept.hasFiles);
            this.el.dispatchEvent(new CustomEvent("errand-restored"));
        }
        this.updateContent();
    }

    get isProfessional() {
        return this.valueOf("service_class") === "professional";
    }

    valueOf(name) {
        return new FormData(this.el).get(name);
    }

    onInput(ev) {
        if (!this.el.dataset.isEdit) {
            this.keep();
        }
        const field = ev.target.closest("[data-field]");
        if (field) {
            this.showError(field.dataset.field, "");
        }
    }

    onItIsMe(ev) {
        const button = ev.currentTarget;
        const end = button.closest("[data-end]").dataset.end;
        for (const part of ["name", "phone"]) {
            const input = this.el.querySelector(`[name=${end}_${part}]`);
            if (button.dataset[part]) {
                input.value = button.dataset[part];
                input.dispatchEvent(new Event("input", {bubbles: true}));
            }
        }
    }

    // === SENDING ===

    async onSubmit() {
        if (this.isSending) {
            return;
        }
        const button = this.el.querySelector("button[type=submit]");
        this.isSending = true;
        this.showFailure("");
        if (button) {
            setBusy(button, true);
        }
        const isLeaving = await this.waitFor(this.send());
        this.isSending = isLeaving;
        if (button && !isLeaving) {
            setBusy(button, false);
        }
    }

    /** Send the form; return whether the page is being left. */
    async send() {
        const body = new FormData(this.el);
        body.set("as_json", "1");
        try {
            const response = await fetch(this.el.getAttribute("action"), {
                method: "POST",
                body,
            });
            return this.takeAnswer(response.status, await response.json());
        } catch (error) {
            if (!(error instanceof TypeError || error instanceof SyntaxError)) {
                throw error;
            }
            this.showFailure(
                _t("That did not get through. Nothing is lost: please try again.")
            );
            return false;
        }
    }

    takeAnswer(status, answer) {
        if (answer.url) {
            dropDraft(this.draftKey);
            // Not in the history: going back must not send it twice.
            window.location.replace(answer.url);
            return true;
        }
        if (answer.login) {
            saveDraft(this.el, this.draftKey);
            window.location.assign(answer.login);
            return true;
        }
        if (status === 422 && answer.errors) {
            this.showErrors(answer);
            return false;
        }
        this.showFailure(_t("Something went wrong here. Please reload the page."));
        return false;
    }

    // === ERRORS ===

    showErrors({errors, quote}) {
        for (const el of this.el.querySelectorAll(".o_errand_error")) {
            this.showError(el.dataset.field, errors[el.dataset.field] || "");
        }
        if (quote) {
            const card = this.el.querySelector(".o_errand_quote");
            card.dispatchEvent(new CustomEvent("errand-quote", {detail: quote}));
        }
        const wrong = this.el.querySelector(".o_errand_error:not(.d-none)");
        if (wrong) {
            const holder = wrong.closest(".o_errand_field") || wrong;
            const target = holder.querySelector("input, textarea, select, button");
            holder.scrollIntoView({block: "center"});
            (target || wrong).focus({preventScroll: true});
        }
    }

    showError(name, text) {
        const error = this.el.querySelector(`.o_errand_error[data-field="${name}"]`);
        if (!error) {
            return;
        }
        error.textContent = text;
        error.classList.toggle("d-none", !text);
        const field = error.closest(".o_errand_field");
        field?.classList.toggle("is-wrong", Boolean(text));
        for (const input of field?.querySelectorAll("input, textarea, select") || []) {
            input.toggleAttribute("aria-invalid", Boolean(text));
        }
    }

    showFailure(text) {
        const failed = this.el.querySelector(".o_errand_failed");
        failed.textContent = text;
        failed.classList.toggle("d-none", !text);
    }
}

registry.category("public.interactions").add("errand_website.form", ErrandForm);
