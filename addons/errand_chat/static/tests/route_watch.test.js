import {NO_ROUTE_MS, RouteWatch} from "@errand_chat/page/route_watch";
import {describe, expect, test} from "@odoo/hoot";

describe.current.tags("headless");

test("a call that reaches nobody in time is lost", () => {
    const watch = new RouteWatch();

    expect(watch.isLost(["connecting"], 0)).toBe(false);
    expect(watch.isLost(["failed"], NO_ROUTE_MS - 1)).toBe(false);
    expect(watch.isLost(["new", undefined], NO_ROUTE_MS)).toBe(true);
});

test("one who is reached is enough, and nobody there is no failure", () => {
    const watch = new RouteWatch();

    watch.isLost(["connecting"], 0);
    expect(watch.isLost(["connected", "failed"], NO_ROUTE_MS)).toBe(false);
    expect(watch.isLost([], 3 * NO_ROUTE_MS)).toBe(false);
    expect(watch.isLost(["connecting"], 3 * NO_ROUTE_MS)).toBe(false);
    expect(watch.isLost(["connecting"], 4 * NO_ROUTE_MS)).toBe(true);
});
