import {expect} from "@odoo/hoot";
import {mockDate} from "@odoo/hoot-mock";
import {
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {ErrandBoard} from "@errand_board/board/board";
import {BoardMap} from "@errand_board/board/board_map/board_map";

export const NOW = "2030-05-06T08:00:00Z";
export const HERE = {latitude: 30.25, longitude: 120.15};
const stop = (address, latitude) => ({address, latitude, longitude: 120.15});

export const card = (id, values = {}) => ({
    id,
    order_id: id + 100,
    number: `E-${id}`,
    column: "open",
    kind: "carry",
    leg: "outward",
    category: "Deliver for me",
    icon: "fa-archive",
    service_class: "ordinary",
    branch: "Lake",
    text: "A made-up parcel",
    is_cash: false,
    pickup: stop("1 Sample Road", 30.26),
    dropoff: stop("2 Sample Road", 30.27),
    wanted_from: null,
    wanted_until: null,
    opens_at: null,
    since: "2030-05-06T07:55:00Z",
    worker: null,
    late: [],
    step: {step: "Pool", next_at: null},
    can_assign: true,
    can_unassign: false,
    ...values,
});

export const person = (id, values = {}) => ({
    id,
    name: `Courier ${id}`,
    branch: null,
    service_class: "ordinary",
    is_on_duty: true,
    is_suspended: false,
    load: 0,
    limit: 3,
    done: 0,
    hours: 0,
    earned: null,
    currency_id: 1,
    position: {...HERE, at: NOW, live_until: "2030-05-06T08:02:00Z"},
    ...values,
});

export const board = (values = {}) => ({
    at: NOW,
    tasks: [],
    more: 0,
    limit: 500,
    ended: {done: 0, failed: 0, cancelled: 0},
    alarms: [],
    people: [],
    more_people: false,
    fairness: null,
    branches: [{id: 1, name: "Lake"}],
    categories: [{id: 4, name: "Deliver for me"}],
    ...values,
});

let answer;

/** Let the server answer as the test says; call it before each. */
export function fakeBoard() {
    mockDate(NOW.replace("T", " ").replace("Z", ""), 0);
    answer = board();
    // The map has its own library, which tests do not fetch.
    patchWithCleanup(BoardMap.prototype, {
        load() {
            this.state.hasMap = false;
        },
    });
    onRpc("errand.board", "snapshot", ({args}) => {
        expect.step(["snapshot", args[0]]);
        return answer;
    });
    onRpc("errand.board", "places", () => []);
    onRpc("errand.board", "reasons", () => [
        {code: "nobody_else", text: "Nobody else"},
        {code: "promised_time", text: "Promised"},
    ]);
}

export const NO_FILTERS = {
    branch: 0,
    category: 0,
    service_class: "",
    text: "",
    late: false,
};

export async function open(values) {
    answer = board(values);
    await mountWithCleanup(ErrandBoard, {
        props: {
            action: {},
            updateActionState: (state) => expect.step(["address", state]),
        },
    });
    expect.verifySteps([["snapshot", NO_FILTERS]]);
}
