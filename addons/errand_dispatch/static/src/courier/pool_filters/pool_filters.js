import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {categoriesOf, countFilters, filterCards} from "../lib/filters";
import {RangeSlider} from "../range_slider/range_slider";
import {Sheet} from "../sheet/sheet";

/** My range (the server's), and my own filters and order (the phone's). */
export class PoolFilters extends Component {
    static template = "errand_dispatch.PoolFilters";
    static components = {RangeSlider, Sheet};
    static props = {onClose: Function};

    setup() {
        this.courierService = useService("courier");
        this.courier = useState(this.courierService.state);
        this.connection = useState(useService("courier_connection").state);
        this.poolService = useService("courier_pool");
        this.pool = useState(this.poolService.state);
        this.notices = useService("courier_notices");
        this.sorts = [
            {name: "near", label: _t("Nearest")},
            {name: "pay", label: _t("Best paid")},
            {name: "new", label: _t("Newest")},
        ];
    }

    get categories() {
        return categoriesOf(this.pool.cards);
    }

    get shownCount() {
        return filterCards(this.pool.cards, this.pool.filters).length;
    }

    get filterCount() {
        return countFilters(this.pool.filters);
    }

    isChosen(id) {
        return this.pool.filters.categoryIds.includes(id);
    }

    toggleCategory(id) {
        const {categoryIds} = this.pool.filters;
        this.poolService.setFilters({
            categoryIds: categoryIds.includes(id)
                ? categoryIds.filter((other) => other !== id)
                : [...categoryIds, id],
        });
    }

    setNumber(name, text) {
        this.poolService.setFilters({[name]: Math.max(0, Number(text) || 0)});
    }

    async setRange(km) {
        try {
            await this.courierService.setRange(km);
            this.poolService.startOver();
            await this.poolService.refresh();
        } catch (error) {
            this.notices.add(error.message, {type: "bad"});
        }
    }
}
