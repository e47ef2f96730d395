import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {createMap, createPin, loadLeaflet, whenVisible} from "../utils/leaflet";

/** About ten metres of latitude: one press of an arrow key. */
const STEP = 0.0001;
const ARROWS = {
    ArrowUp: [STEP, 0],
    ArrowDown: [-STEP, 0],
    ArrowLeft: [0, -STEP],
    ArrowRight: [0, STEP],
};

/** A point chosen on a map: by tap, by pin, by the device, or typed. */
export class ErrandPoint extends Interaction {
    static selector = ".o_errand_point";
    dynamicContent = {
        ".o_errand_locate": {"t-on-click": this.locked(this.onLocate, true)},
        ".o_errand_latitude, .o_errand_longitude": {"t-on-change": this.onType},
        ".o_errand_map": {"t-on-keydown": this.onKey},
    };

    setup() {
        this.mapEl = this.el.querySelector(".o_errand_map");
        this.latitude = this.el.querySelector(".o_errand_latitude");
        this.longitude = this.el.querySelector(".o_errand_longitude");
        this.kind = this.el.closest("[data-end]").dataset.end;
        this.branches = JSON.parse(this.el.dataset.branches || "[]");
    }

    start() {
        this.registerCleanup(whenVisible(this.el, () => this.showMap()));
        const form = this.el.closest("form");
        this.addListener(form, "errand-restored", () => this.onType());
    }

    // === MAP ===

    async showMap() {
        try {
            this.L = await this.waitFor(loadLeaflet());
        } catch {
            this.mapEl.textContent = _t("The map did not load. Type the coordinates.");
            this.el.querySelector("details").open = true;
            return;
        }
        this.map = createMap(this.L, this.mapEl);
        this.registerCleanup(() => this.map.remove());
        const start = this.typedPoint();
        if (start) {
            this.map.setView([start.latitude, start.longitude], 16);
            this.drawPin(start);
        } else {
            this.map.fitBounds(this.areaBounds());
        }
        this.drawAreas();
        this.map.on("click", ({latlng}) => this.choose(latlng.lat, latlng.lng));
    }

    /** Return what holds all areas, the whole world when there are none. */
    areaBounds() {
        const bounds = this.branches.map((branch) => this.boundsOf(branch));
        const world = this.L.latLngBounds([-60, -180], [75, 180]);
        return bounds.length
            ? bounds.reduce((all, one) => all.extend(one), this.L.latLngBounds([]))
            : world;
    }

    boundsOf({latitude, longitude, radius_km: radius, polygon}) {
        return polygon
            ? this.L.latLngBounds(polygon)
            : this.L.latLng(latitude, longitude).toBounds(radius * 2000);
    }

    drawAreas() {
        const style = {className: "o_errand_area", interactive: false};
        for (const branch of this.branches) {
            const area = branch.polygon
                ? this.L.polygon(branch.polygon, style)
                : this.L.circle([branch.latitude, branch.longitude], {
                      ...style,
                      radius: branch.radius_km * 1000,
                  });
            area.addTo(this.map);
        }
    }

    drawPin(point) {
        if (!this.map) {
            return;
        }
        if (this.pin) {
            this.pin.setLatLng([point.latitude, point.longitude]);
            return;
        }
        this.pin = createPin(this.L, point, this.kind, {
            draggable: true,
            keyboard: true,
            alt: _t("Pin"),
        }).addTo(this.map);
        this.pin.on("dragend", () => {
            const {lat, lng} = this.pin.getLatLng();
            this.choose(lat, lng);
        });
    }

    // === CHOOSING ===

    typedPoint() {
        const [latitude, longitude] = [this.latitude, this.longitude].map((input) =>
            input.value.trim() ? Number(input.value) : NaN
        );
        const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return isPlace ? {latitude, longitude} : null;
    }

    choose(latitude, longitude) {
        const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180;
        this.latitude.value = latitude.toFixed(6);
        this.longitude.value = wrapped.toFixed(6);
        this.drawPin({latitude, longitude: wrapped});
        this.latitude.dispatchEvent(new Event("input", {bubbles: true}));
        this.say("");
    }

    onType() {
        const point = this.typedPoint();
        if (point) {
            this.drawPin(point);
            this.map?.setView([point.latitude, point.longitude], 16);
        }
    }

    onKey(ev) {
        const move = ARROWS[ev.key];
        if (!move || !ev.target.closest(".o_errand_pin")) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const {lat, lng} = this.pin.getLatLng();
        this.choose(lat + move[0], lng + move[1]);
    }

    async onLocate() {
        if (!navigator.geolocation) {
            this.say(_t("This device does not tell where it is."));
            return;
        }
        try {
            const {coords} = await this.waitFor(
                new Promise((resolve, reject) =>
                    navigator.geolocation.getCurrentPosition(resolve, reject, {
                        enableHighAccuracy: true,
                        timeout: 10000,
                        maximumAge: 60000,
                    })
                )
            );
            this.choose(coords.latitude, coords.longitude);
            this.map?.setView([coords.latitude, coords.longitude], 16);
        } catch {
            this.say(_t("Your location is not known. Please set the pin yourself."));
        }
    }

    say(text) {
        const error = this.el.querySelector(".o_errand_error");
        error.textContent = text;
        error.classList.toggle("d-none", !text);
        this.el.classList.toggle("is-wrong", Boolean(text));
    }
}

registry.category("public.interactions").add("errand_website.point", ErrandPoint);
