import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {
    deserializeDate,
    deserializeDateTime,
    serializeDate,
    serializeDateTime,
} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {uuid} from "@web/core/utils/strings";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The types that the customer's form can show; the server refuses all others. */
export const FORM_FIELD_TYPES = [
    ["char", _t("Text")],
    ["text", _t("Long text")],
    ["integer", _t("Whole number")],
    ["float", _t("Number")],
    ["boolean", _t("Yes or no")],
    ["selection", _t("Choice")],
    ["date", _t("Day")],
    ["datetime", _t("Day and time")],
    ["separator", _t("Heading")],
];

/**
 * Edits the questions of a category's form: the definition of its properties.
 *
 * Odoo edits such a definition only from a record that uses it; staff define the
 * form before the first order is posted.
 */
export class FormFields extends Component {
    static template = "errand_base.FormFields";
    static components = {DateTimeInput};
    static props = {...standardFieldProps};

    setup() {
        this.types = FORM_FIELD_TYPES;
        // The type and name that a field had when it was loaded, by its present name.
        this.originals = new Map();
    }

    get definitions() {
        return this.props.record.data[this.props.name] || [];
    }

    typeLabel(type) {
        const known = FORM_FIELD_TYPES.find(([code]) => code === type);
        return known ? known[1].toString() : type;
    }

    choices(definition) {
        return definition.selection || [];
    }

    dateValue(definition) {
        if (!definition.default) {
            return false;
        }
        return definition.type === "date"
            ? deserializeDate(definition.default)
            : deserializeDateTime(definition.default);
    }

    defaultText(definition) {
        const value = definition.default;
        if (definition.type === "boolean") {
            return value ? _t("Yes") : _t("No");
        }
        if (definition.type === "selection") {
            const choice = this.choices(definition).find(([code]) => code === value);
            return choice ? choice[1] : "";
        }
        return value || "";
    }

    // === CHANGES === //

    save(definitions) {
        return this.props.record.update({[this.props.name]: definitions});
    }

    change(index, values) {
        return this.save(
            this.definitions.map((definition, position) =>
                position === index ? {...definition, ...values} : {...definition}
            )
        );
    }

    add() {
        const definition = {name: uuid(), string: _t("New question"), type: "char"};
        return this.save([...this.definitions, definition]);
    }

    remove(index) {
        return this.save(this.definitions.filter((_, position) => position !== index));
    }

    move(index, step) {
        const definitions = [...this.definitions];
        const [moved] = definitions.splice(index, 1);
        definitions.splice(index + step, 0, moved);
        return this.save(definitions);
    }

    /** A label is never empty: customers could not tell what is asked. */
    onLabelChange(index, ev) {
        const label = ev.target.value.trim();
        if (!label) {
            ev.target.value = this.definitions[index].string;
            return;
        }
        return this.change(index, {string: label});
    }

    /**
     * Another type gets another name, as in Odoo's own editor: what earlier orders
     * answered does not fit it. Back to the first type is back to the first name.
     */
    onTypeChange(index, type) {
        const {name, string, type: typeBefore} = this.definitions[index];
        const original = this.originals.get(name) || {name, type: typeBefore};
        const renamed = {
            name: type === original.type ? original.name : uuid(),
            string,
            type,
        };
        if (type === "selection") {
            renamed.selection = [];
        }
        this.originals.set(renamed.name, original);
        return this.save(
            this.definitions.map((definition, position) =>
                position === index ? renamed : {...definition}
            )
        );
    }

    onTextDefaultChange(index, ev) {
        return this.change(index, {default: ev.target.value || false});
    }

    onNumberDefaultChange(index, ev) {
        const whole = this.definitions[index].type === "integer";
        const value = Number(ev.target.value) || 0;
        return this.change(index, {default: whole ? Math.trunc(value) : value});
    }

    onDateDefaultChange(index, value) {
        const serialize =
            this.definitions[index].type === "date" ? serializeDate : serializeDateTime;
        return this.change(index, {default: value ? serialize(value) : false});
    }

    // === CHOICES === //

    onChoiceAdd(index, ev) {
        const label = ev.target.value.trim();
        ev.target.value = "";
        if (label) {
            const choices = this.choices(this.definitions[index]);
            return this.change(index, {selection: [...choices, [uuid(), label]]});
        }
    }

    onChoiceChange(index, code, ev) {
        const label = ev.target.value.trim();
        if (!label) {
            return this.onChoiceRemove(index, code);
        }
        return this.change(index, {
            selection: this.choices(this.definitions[index]).map((choice) =>
                choice[0] === code ? [code, label] : choice
            ),
        });
    }

    onChoiceRemove(index, code) {
        const definition = this.definitions[index];
        return this.change(index, {
            selection: this.choices(definition).filter((choice) => choice[0] !== code),
            default: definition.default === code ? false : definition.default || false,
        });
    }
}

export const formFields = {
    component: FormFields,
    displayName: _t("Form fields"),
    supportedTypes: ["properties_definition"],
};

registry.category("fields").add("errand_form_fields", formFields);
