import {Component, onWillStart, useExternalListener, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardCard} from "./board_card/board_card";
import {useBoardFeed} from "./board_feed";
import {keepFilters, readFilters} from "./board_filters";
import {neighbour} from "./board_keys";
import {age, columns, withDistance} from "./board_lib";
import {BoardMap} from "./board_map/board_map";
import {BoardPeople} from "./board_people/board_people";
import {useByHand} from "./by_hand";

const TYPING_MS = 300;
/** Older than this, what is shown is not what is. */
const OLD_MS = 45000;

/** The dispatch board: what is live, who works, what is late; and giving by hand. */
export class ErrandBoard extends Component {
    static template = "errand_board.Board";
    static components = {BoardCard, BoardMap, BoardPeople};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.root = useRef("root");
        this.bus = useState(useService("bus_service"));
        this.filters = useState(readFilters(this.props.action));
        this.state = useState({
            taskId: null,
            workerId: null,
            alarm: null,
            dragged: null,
        });
        this.feed = useBoardFeed(() => ({...this.filters}));
        this.shown = useState(this.feed.state);
        this.byHand = useByHand(() => this.feed.load());
        this.onType = useDebounced(() => this.applyFilters(), TYPING_MS);
        useExternalListener(window, "keydown", (ev) => this.onKey(ev));
        onWillStart(() => this.feed.load());
    }

    // === WHAT IS SHOWN === //

    get columns() {
        const cards = this.cards;
        return columns().map((column) => ({
            ...column,
            cards: cards.filter((card) => card.column === column.key),
        }));
    }

    get chosenAlarm() {
        return this.shown.data.alarms.find((one) => one.key === this.state.alarm);
    }

    get cards() {
        const {tasks} = this.shown.data;
        const ids = this.chosenAlarm?.task_ids;
        return ids ? tasks.filter((card) => ids.includes(card.id)) : tasks;
    }

    get selected() {
        return this.shown.data.tasks.find((card) => card.id === this.state.taskId);
    }

    get people() {
        return withDistance(this.shown.data.people, this.selected);
    }

    get endedWords() {
        const {done, failed, cancelled} = this.shown.data.ended;
        return {
            all: _t("Ended today: %s", done + failed + cancelled),
            done: _t("Done: %s", done),
            failed: _t("Failed: %s", failed),
            cancelled: _t("Cancelled: %s", cancelled),
        };
    }

    get moreWords() {
        const {limit, more} = this.shown.data;
        return _t(
            "The oldest %(limit)s are shown, %(more)s are not. Choose a branch or a category.",
            {limit, more}
        );
    }

    get isFiltered() {
        return Object.values(this.filters).some(Boolean);
    }

    get isOld() {
        return this.shown.now - this.shown.loadedAt > OLD_MS;
    }

    get isLive() {
        return this.bus.workerState === "CONNECTED" && !this.shown.error;
    }

    get freshness() {
        return _t("As of %s ago", this.ageOfData);
    }

    get ageOfData() {
        const seconds = Math.max(
            0,
            Math.round((this.shown.now - this.shown.loadedAt) / 1000)
        );
        return seconds < 60
            ? _t("%s s", seconds)
            : age(new Date(this.shown.loadedAt).toISOString(), this.shown.now);
    }

    isLit(card) {
        return Boolean(this.state.workerId) && card.worker?.id === this.state.workerId;
    }

    // === FILTERS === //

    applyFilters() {
        this.state.alarm = null;
        keepFilters(this.props, this.filters);
        return this.feed.load();
    }

    onChoose(name, ev) {
        const value = ev.target.value;
        this.filters[name] = name === "service_class" ? value : Number(value);
        return this.applyFilters();
    }

    toggleLate() {
        this.filters.late = !this.filters.late;
        return this.applyFilters();
    }

    clearFilters() {
        Object.assign(this.filters, {
            branch: 0,
            category: 0,
            service_class: "",
            text: "",
            late: false,
        });
        return this.applyFilters();
    }

    toggleAlarm(alarm) {
        this.state.alarm = this.state.alarm === alarm.key ? null : alarm.key;
    }

    // === SELECTING === //

    selectTask(id, {focus = false} = {}) {
        this.state.taskId = id;
        this.state.workerId = null;
        const el = this.cardEl(id);
        el?.scrollIntoView({block: "nearest", inline: "nearest"});
        if (focus) {
            el?.focus();
        }
    }

    selectWorker(id) {
        this.state.workerId = this.state.workerId === id ? null : id;
    }

    cardEl(id) {
        return this.root.el?.querySelector(`[data-task-id="${id}"]`);
    }

    onKey(ev) {
        const el = ev.target.closest?.("[data-task-id]");
        if (!el || el !== ev.target || ev.ctrlKey || ev.metaKey || ev.altKey) {
            return;
        }
        const card = this.cards.find((one) => one.id === Number(el.dataset.taskId));
        const next = neighbour(this.columns, card.id, ev.key);
        if (next) {
            this.selectTask(next, {focus: true});
            ev.preventDefault();
        } else if (this.onCardKey(card, ev.key)) {
            ev.preventDefault();
        }
    }

    /** Do what a letter stands for; tell whether it is one. */
    onCardKey(card, key) {
        if (key === "Enter") {
            this.openOrder(card);
        } else if (key.toLowerCase() === "a" && card.can_assign) {
            this.chooseWorker(card);
        } else {
            return false;
        }
        return true;
    }

    // === BY HAND === //

    onDragStart(card) {
        this.state.dragged = card.id;
        this.selectTask(card.id);
    }

    onDrop(person) {
        const card = this.shown.data.tasks.find((one) => one.id === this.state.dragged);
        this.state.dragged = null;
        if (card) {
            return this.byHand.give(card, person);
        }
    }

    chooseWorker(card) {
        this.selectTask(card.id);
        this.byHand.chooseWorker(card, this.shown.now);
    }

    // === LEADING ON === //

    openOrder(card) {
        return this.openForm("errand.order", card.order_id);
    }

    openForm(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async openEnded() {
        this.action.doAction(
            await this.orm.call("errand.board", "open_ended", [{...this.filters}])
        );
    }
}

registry.category("actions").add("errand_board", ErrandBoard);
