import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {IntegerField, integerField} from "@web/views/fields/integer/integer_field";

/** How often a step comes: 0 reads as what it means, and is typed as 0. */
export class RoundsField extends IntegerField {
    get formattedValue() {
        if (this.props.readonly && !this.value) {
            return _t("until handled");
        }
        return super.formattedValue;
    }
}

registry.category("fields").add("errand_rounds", {
    ...integerField,
    component: RoundsField,
});
