import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {createMap, createPin, loadLeaflet, whenVisible} from "../utils/leaflet";

/** A map that shows the points of an errand. */
export class ErrandMapView extends Interaction {
    static selector = ".o_errand_map_view";

    start() {
        this.points = JSON.parse(this.el.dataset.points || "[]");
        if (!this.points.length) {
            this.el.classList.add("d-none");
            return;
        }
        this.registerCleanup(whenVisible(this.el, () => this.showMap()));
    }

    async showMap() {
        let L = null;
        try {
            L = await this.waitFor(loadLeaflet());
        } catch {
            this.el.classList.add("d-none"); // the addresses are beside it
            return;
        }
        const map = createMap(L, this.el);
        this.registerCleanup(() => map.remove());
        const places = this.points.map((point) => {
            createPin(L, point, point.kind, {
                title: point.label,
                keyboard: false,
            }).addTo(map);
            return [point.latitude, point.longitude];
        });
        if (places.length > 1) {
            L.polyline(places, {className: "o_errand_way", interactive: false}).addTo(
                map
            );
        }
        map.fitBounds(places, {padding: [40, 40], maxZoom: 16});
    }
}

registry.category("public.interactions").add("errand_website.map_view", ErrandMapView);
