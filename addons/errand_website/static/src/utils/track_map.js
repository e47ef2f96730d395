import {_t} from "@web/core/l10n/translation";
import {createMap, createPin, loadLeaflet} from "./leaflet";

const CLOSE_ZOOM = 16;

/** A map with the ends of an errand and its courier, who moves. */
export class TrackMap {
    constructor(el, points) {
        this.el = el;
        this.points = points;
        this.place = null;
        this.isLive = true;
        this.isRemoved = false;
        this.isMoved = false;
    }

    async load() {
        let L = null;
        try {
            L = await loadLeaflet();
        } catch {
            this.el.classList.add("d-none"); // the times are above it
            return;
        }
        if (this.isRemoved) {
            return;
        }
        this.L = L;
        this.map = createMap(L, this.el);
        this.map.on("dragstart", () => (this.isMoved = true));
        for (const point of this.points) {
            createPin(L, point, point.kind, {
                title: point.label,
                keyboard: false,
            }).addTo(this.map);
        }
        this.draw();
    }

    remove() {
        this.isRemoved = true;
        this.map?.remove();
        this.map = null;
    }

    setCourier(place) {
        this.place = place;
        this.draw();
    }

    setLive(isLive, text) {
        this.isLive = isLive;
        this.text = text;
        this.dress();
    }

    draw() {
        if (!this.map) {
            return;
        }
        const {L, place} = this;
        if (!place) {
            this.courier?.remove();
            this.circle?.remove();
            this.courier = this.circle = null;
        } else if (this.courier) {
            this.courier.setLatLng([place.latitude, place.longitude]);
            this.circle.setLatLng([place.latitude, place.longitude]);
            this.circle.setRadius(place.accuracy_m);
        } else {
            this.addCourier(L, place);
        }
        this.dress();
        this.fit();
    }

    addCourier(L, {latitude, longitude, accuracy_m: radius}) {
        this.circle = L.circle([latitude, longitude], {
            className: "o_errand_accuracy",
            interactive: false,
            radius,
        }).addTo(this.map);
        this.courier = L.marker([latitude, longitude], {
            alt: _t("Your courier"),
            keyboard: false,
            zIndexOffset: 1000,
            icon: L.divIcon({
                className: "o_errand_courier_pin",
                html: '<i class="fa fa-motorcycle" aria-hidden="true"></i>',
                iconSize: [40, 40],
            }),
        }).addTo(this.map);
    }

    /** An old position is grey: it is never shown as live. */
    dress() {
        for (const layer of [this.courier, this.circle]) {
            layer?.getElement()?.classList.toggle("is-old", !this.isLive);
        }
        if (this.courier && this.text) {
            this.courier.getElement()?.setAttribute("title", this.text);
        }
    }

    /** Show everything, until somebody moves the map: then it is theirs. */
    fit() {
        const seen = [...this.points, ...(this.place ? [this.place] : [])].map(
            (point) => [point.latitude, point.longitude]
        );
        if (!seen.length) {
            this.map.setView([0, 0], 2);
            return;
        }
        const bounds = this.L.latLngBounds(seen);
        const isShown = this.map._loaded && this.map.getBounds().contains(bounds);
        const frame = Boolean(this.place);
        if (this.isMoved || (isShown && frame === this.frame)) {
            return;
        }
        this.frame = frame;
        this.map.fitBounds(bounds, {padding: [44, 44], maxZoom: CLOSE_ZOOM});
    }
}
